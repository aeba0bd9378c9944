// Somebody with a thermometer under the arm; on a grid of 400 × 400.
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

        // the head, the trunk
        Rectangle { x: 128; y: -10; width: 124; height: 136; radius: 62; color: Theme.skin }
        Outline { path: "M128 50 A62 62 0 0 1 252 50 C226 40 210 28 196 14 C180 34 154 46 128 50 Z"; fill: Theme.hairGrey }
        Rectangle { x: 162; y: 108; width: 56; height: 50; color: Theme.skinDk }
        Outline { path: "M60 400 V232 C60 166 110 140 190 140 S320 166 320 232 V400 Z"; fill: Theme.coatBlue }
        // the thermometer: its tip under the arm, its window in front
        Outline { path: "M252 262 L150 316"; stroke: Theme.petal; thickness: 34 }
        Outline { path: "M176 302 L148 317"; stroke: Theme.sky; thickness: 20 }
        Outline { path: "M172 304 L154 314"; stroke: Theme.cardPerson; thickness: 8 }
        // the arm, held to the side over the tip
        Outline { path: "M286 216 C306 268 304 316 284 372"; stroke: Theme.coatTeal; thickness: 66 }
    }
}
