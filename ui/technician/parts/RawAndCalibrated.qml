// A value as the device sent it, at the left, thin and grey, and as it is after calibration, at the right and bold, on
// one baseline in fixed columns: they are compared at a glance.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: pair

    property string rawWord
    property string word
    property string raw
    property string value
    property string unit
    property string role: "bench-number"
    property real column: width * 0.46 // where the right one begins

    implicitHeight: Math.max(left.y + left.height, right.y + right.height)

    Label {
        id: rawHead
        role: "bench-label"
        color: Theme.inkSoft
        text: pair.rawWord
    }
    FittingLabel {
        x: pair.column
        room: pair.width - pair.column
        width: room
        role: "bench-label"
        color: Theme.inkSoft
        text: pair.unit !== "" ? pair.word + " " + pair.unit : pair.word
    }
    FittingLabel {
        id: left
        anchors.baseline: right.baseline
        room: pair.column - 16
        width: room
        role: pair.role
        color: Theme.inkSoft
        text: pair.raw
    }
    FittingLabel {
        id: right
        x: pair.column
        y: rawHead.height
        room: pair.width - pair.column
        width: room
        role: pair.role
        bold: true
        text: pair.value
    }
}
