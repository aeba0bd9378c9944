// A glucose meter with its strip, a drop at the end of the strip, and an arrow up into the meter; on a grid of 400 × 400.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: picture

    Item {
        width: 400
        height: 400
        scale: picture.width / 400
        transformOrigin: Item.TopLeft

        // the strip, drawn first: its end is in the meter
        Rectangle { x: 132; y: 240; width: 56; height: 120; radius: 8; color: Theme.petal; border.width: 6; border.color: Theme.stone }
        Outline { path: "M160 334 C182 362 190 374 190 384 A30 30 0 0 1 130 384 C130 374 138 362 160 334 Z"; fill: Theme.alarm }
        // the meter
        Rectangle { x: 50; y: 0; width: 220; height: 268; radius: 52; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 82; y: 36; width: 156; height: 112; radius: 14; color: Theme.sky }
        Outline { path: "M108 72 h70 M108 110 h104"; stroke: Theme.cardPerson; thickness: 16 }
        Rectangle { x: 132; y: 176; width: 56; height: 56; radius: 28; color: Theme.readerLamp }
        // the arrow up
        Outline { path: "M330 380 V268 M280 318 L330 264 L380 318"; stroke: Theme.act; thickness: 24 }
    }
}
