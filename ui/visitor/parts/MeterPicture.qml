// A blood pressure meter with its cuff, or with the ring the arm goes through, and its one big key, and an arrow down to that key; on a grid of 400 × 400.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: meter

    Item {
        width: 400
        height: 400
        scale: meter.width / 400
        transformOrigin: Item.TopLeft

        // the ring the arm goes through, and the arm
        Item {
            visible: Visit.armIn
            Rectangle { x: 22; y: 10; width: 196; height: 220; radius: 98; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
            Rectangle { x: 62; y: 46; width: 116; height: 116; radius: 58; color: Theme.sky }
            Rectangle { x: -14; y: 78; width: 172; height: 56; radius: 28; color: Theme.coatBlue }
        }
        // the cuff and its tube
        Outline { visible: !Visit.armIn; path: "M96 112 C96 150 60 140 60 190"; stroke: Theme.reader; thickness: 14 }
        Rectangle { visible: !Visit.armIn; x: 20; y: 24; width: 176; height: 104; radius: 30; color: Theme.coatBlue }
        Rectangle { visible: !Visit.armIn; x: 60; y: 24; width: 16; height: 104; color: Theme.cardPerson }
        // the meter
        Rectangle { x: 10; y: 180; width: 380; height: 206; radius: 34; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 40; y: 210; width: 204; height: 146; radius: 14; color: Theme.sky }
        Outline { path: "M66 244 h84 M66 282 h124 M66 320 h62"; stroke: Theme.cardPerson; thickness: 16 }
        Rectangle { x: 268; y: 204; width: 96; height: 96; radius: 48; color: Theme.readerLamp }
        // the arrow to the key
        Outline { path: "M316 24 V152 M262 102 L316 156 L370 102"; stroke: Theme.act; thickness: 24 }
    }
}
