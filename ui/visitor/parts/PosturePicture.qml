// How to sit while the pressure is measured: back against the chair, feet flat, arm on the table at the height of the
// heart, in the cuff or in the ring of the meter; on a grid of 400 × 400.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: picture

    Item {
        width: 400
        height: 400
        scale: picture.width / 400
        transformOrigin: Item.TopLeft

        // the chair
        Outline { path: "M64 90 V384 M64 262 H196 M190 262 V384"; stroke: Theme.stone; thickness: 18 }
        // legs, flat on the floor
        Outline { path: "M112 244 H222 V366 H262"; stroke: Theme.reader; thickness: 46 }
        Rectangle { x: 20; y: 388; width: 364; height: 6; radius: 3; color: Theme.stone }
        // the body against the back of the chair, and the head
        Rectangle { x: 84; y: 116; width: 84; height: 154; radius: 42; color: Theme.coatBlue }
        Rectangle { x: 90; y: 22; width: 80; height: 84; radius: 40; color: Theme.skin }
        Rectangle { x: 88; y: 16; width: 78; height: 38; radius: 19; color: Theme.hairGrey }
        // the table
        Rectangle { x: 232; y: 206; width: 160; height: 16; radius: 8; color: Theme.stone }
        Rectangle { x: 352; y: 222; width: 14; height: 166; color: Theme.stone }
        // the arm on the table
        Outline { path: "M134 152 L206 190 H300"; stroke: Theme.coatBlue; thickness: 36 }
        Rectangle { x: 292; y: 172; width: 46; height: 34; radius: 17; color: Theme.skin }
        // the cuff round the upper arm, or the ring of the meter
        Outline { visible: !Visit.armIn; path: "M160 148 L190 164"; stroke: Theme.act; thickness: 50 }
        Item {
            visible: Visit.armIn
            Rectangle { x: 178; y: 116; width: 92; height: 92; radius: 46; color: Theme.reader }
            Rectangle { x: 200; y: 138; width: 48; height: 48; radius: 24; color: Theme.sky }
            Outline { path: "M170 172 L206 186 H262"; stroke: Theme.coatBlue; thickness: 30 }
        }
        // the heart, and the height it shares with the arm
        Icon { x: 108; y: 138; name: "heart"; size: 40; color: Theme.people; weight: 5 }
    }
}
