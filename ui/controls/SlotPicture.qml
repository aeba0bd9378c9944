// A card going into its reader, chip first, on a grid of 520 × 500: where it goes, or where it is to be taken from.
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
            x: 140
            y: 12
            width: 240
            height: 360
            Outline { path: "M22 0 H218 a22 22 0 0 1 22 22 V360 H0 V22 a22 22 0 0 1 22 -22 z"; fill: Theme.cardFace; stroke: Theme.plate; thickness: 7 }
            Outline { path: "M38 52 h164 M38 98 h112"; stroke: Theme.cardLine; thickness: 16 }
            Outline { path: "M82 188 h76 a12 12 0 0 1 12 12 v66 a12 12 0 0 1 -12 12 h-76 a12 12 0 0 1 -12 -12 v-66 a12 12 0 0 1 12 -12 z"; fill: Theme.light; stroke: Theme.plate; thickness: 6 }
            Outline { path: "M70 218 h32 M70 248 h32 M138 218 h32 M138 248 h32 M102 188 v90 M138 188 v90"; stroke: Theme.plate; thickness: 5 }
        }
        Rectangle { x: 0; y: 318; width: 520; height: 182; radius: 28; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 104; y: 318; width: 312; height: 22; radius: 8; color: Theme.readerSlot }
        Rectangle { x: 226; y: 410; width: 68; height: 24; radius: 12; color: Theme.readerLamp }
    }
}
