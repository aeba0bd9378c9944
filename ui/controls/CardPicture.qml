// A card above a lit reader, on a grid of 520 × 500: where it goes, or where it is to be taken from.
import QtQuick
import ui.theme

Item {
    id: picture

    readonly property real unit: Math.min(width / 520, height / 500)

    Item {
        x: (picture.width - 520 * picture.unit) / 2
        y: picture.height - 500 * picture.unit
        width: 520
        height: 500
        scale: picture.unit
        transformOrigin: Item.TopLeft

        Item {
            x: 60
            y: 8
            width: 420
            height: 262
            rotation: -5
            Outline { path: "M22 0 H398 a22 22 0 0 1 22 22 V240 a22 22 0 0 1 -22 22 H22 a22 22 0 0 1 -22 -22 V22 a22 22 0 0 1 22 -22 z"; fill: Theme.cardFace; stroke: Theme.plate; thickness: 7 }
            Outline { path: "M38 50 h180 M38 100 h130 M38 150 h180 M38 212 h340"; stroke: Theme.cardLine; thickness: 16 }
            Outline { path: "M262 38 h118 v136 h-118 z"; fill: Theme.cardPhoto }
            Outline { path: "M295 84 a26 28 0 1 1 52 0 a26 28 0 1 1 -52 0 z M272 174 c0 -44 34 -54 49 -54 c15 0 49 10 49 54 z"; fill: Theme.cardPerson }
        }
        Rectangle { x: 0; y: 310; width: 520; height: 190; radius: 28; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 46; y: 346; width: 428; height: 24; radius: 12; color: Theme.readerLamp }
        Rectangle { x: 96; y: 410; width: 328; height: 12; radius: 6; color: Theme.readerSlot }
    }
}
