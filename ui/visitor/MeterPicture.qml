// A blood pressure meter with its one big key, and an arrow to that key; on a grid of 400 × 400.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: meter

    Item {
        width: 400
        height: 400
        scale: meter.width / 400
        transformOrigin: Item.TopLeft

        // the cuff and its tube
        Outline { path: "M60 214 C20 214 20 120 70 120"; stroke: Theme.reader; thickness: 12 }
        Rectangle { x: 62; y: 40; width: 150; height: 104; radius: 26; color: Theme.coatBlue }
        Rectangle { x: 98; y: 40; width: 12; height: 104; color: Theme.cardPerson }
        // the meter
        Rectangle { x: 56; y: 176; width: 288; height: 184; radius: 28; color: Theme.reader }
        Rectangle { x: 80; y: 200; width: 148; height: 136; radius: 12; color: Theme.sky }
        Outline { path: "M100 232 h64 M100 266 h88 M100 300 h48"; stroke: Theme.cardLine; thickness: 14 }
        Rectangle { x: 250; y: 262; width: 74; height: 74; radius: 37; color: Theme.readerLamp }
        // the arrow to the key
        Outline { path: "M287 60 V226 M244 184 L287 228 L330 184"; stroke: Theme.act; thickness: 20 }
    }
}
