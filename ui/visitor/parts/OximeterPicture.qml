// A finger in an oximeter, and an arrow that way; on a grid of 400 × 400.
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

        // the hand, its finger in the clip
        Rectangle { x: -30; y: 176; width: 130; height: 170; radius: 56; color: Theme.skinDk }
        Rectangle { x: -30; y: 190; width: 300; height: 92; radius: 46; color: Theme.skin }
        // the clip: its lower and its upper half
        Rectangle { x: 138; y: 244; width: 252; height: 106; radius: 40; color: Theme.coatBlue }
        Rectangle { x: 138; y: 108; width: 252; height: 118; radius: 40; color: Theme.reader; border.width: Theme.contrast ? 5 : 0; border.color: Theme.stone }
        Rectangle { x: 186; y: 134; width: 116; height: 66; radius: 12; color: Theme.sky }
        Outline { path: "M200 168 h22 l12 -20 l18 36 l12 -16 h22"; stroke: Theme.cardPerson; thickness: 9 }
        Rectangle { x: 324; y: 148; width: 38; height: 38; radius: 19; color: Theme.readerLamp }
        // the arrow into it
        Outline { path: "M6 76 H118 M72 26 L122 76 L72 126"; stroke: Theme.act; thickness: 24 }
    }
}
