// A side window of the lane house with its flower box, 180 × 290.
import QtQuick
import ui.theme

Item {
    width: 180
    height: 290

    Rectangle { width: 180; height: 260; color: Theme.plaster }
    Rectangle { x: 16; y: 16; width: 148; height: 228; color: Theme.pane }
    Rectangle { x: 16; y: 16; width: 148; height: 96; color: Theme.lampGlass }
    Rectangle { x: 86; y: 16; width: 8; height: 228; color: Theme.plaster }
    Rectangle { x: 16; y: 106; width: 148; height: 8; color: Theme.plaster }
    Rectangle { x: -14; y: 260; width: 208; height: 22; color: Theme.stone }
    Rectangle { x: 10; y: 238; width: 160; height: 30; color: Theme.box }
    Repeater {
        model: 7
        Rectangle {
            required property int index
            x: 12 + index * 22
            y: 206 + (index % 2) * 10
            width: 30
            height: 30
            radius: 15
            color: index % 3 === 1 ? Theme.petal : Theme.leaf
        }
    }
}
