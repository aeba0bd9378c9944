pragma ComponentBehavior: Bound

// How many digits of a secret have been typed, and nothing of which.
import QtQuick
import ui.theme

Row {
    id: dots

    property int count: 0
    property int places: 6
    property real size: 72

    spacing: size * 0.42

    Repeater {
        model: Math.max(dots.places, dots.count)
        Rectangle {
            required property int index
            readonly property bool filled: index < dots.count
            width: dots.size
            height: dots.size
            radius: dots.size / 2
            color: filled ? Theme.act : Theme.card
            border.width: 5
            border.color: filled ? Theme.act : Theme.line
        }
    }
}
