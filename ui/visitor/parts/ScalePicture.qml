// Two feet on a scale, seen from above; on a grid of 400 × 400.
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

        // the plate and its window
        Rectangle { x: 20; y: 20; width: 360; height: 360; radius: 56; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 130; y: 48; width: 140; height: 70; radius: 14; color: Theme.sky }
        Outline { path: "M156 84 h88"; stroke: Theme.cardPerson; thickness: 16 }
        // the feet: sole, heel, toes
        Repeater {
            model: 2
            Item {
                id: foot
                required property int index
                x: index === 0 ? 78 : 222
                y: 140
                width: 100
                height: 216
                transform: Scale { origin.x: 50; xScale: foot.index === 0 ? 1 : -1 }
                Outline { path: "M20 70 C20 34 84 30 88 76 C92 112 80 140 80 172 A28 28 0 0 1 24 172 C24 140 20 112 20 70 Z"; fill: Theme.skin }
                Rectangle { x: 66; y: 6; width: 30; height: 34; radius: 15; color: Theme.skin }
                Rectangle { x: 42; y: 12; width: 22; height: 24; radius: 11; color: Theme.skin }
                Rectangle { x: 22; y: 24; width: 19; height: 21; radius: 9; color: Theme.skin }
                Rectangle { x: 6; y: 40; width: 17; height: 19; radius: 8; color: Theme.skin }
            }
        }
    }
}
