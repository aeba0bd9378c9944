// How a value was: a hollow square; how it is: a full dot.
import QtQuick
import ui.theme

Rectangle {
    property bool full: false

    width: 22
    height: 22
    radius: full ? 11 : 0
    color: full ? Theme.done : Theme.card
    border.width: full ? 0 : 4
    border.color: Theme.line
}
