// A page of the technician: its title with a line beside it, room at the right for acts, and the body below. Where the
// title, the line and the acts do not fit beside one another the line gives way.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: page

    property string title
    property string note
    property alias aside: right.data // at the right end of the title's line
    default property alias body: area.data
    readonly property bool wide: !Metrics.portrait

    FittingLabel {
        id: head
        x: Metrics.benchPad
        y: 14
        room: right.x - x - 24
        width: Math.min(fullWidth + 1, room)
        role: "inner-title"
        bold: true
        text: page.title
        Accessible.role: Accessible.Heading
    }
    FittingLabel {
        id: beside
        visible: page.note !== "" && room > 160
        x: head.x + head.width + 28
        anchors.baseline: head.baseline
        room: right.x - x - 24
        width: Math.max(0, Math.min(fullWidth + 1, room))
        role: "bench-body"
        color: Theme.inkSoft
        text: page.note
    }
    Row {
        id: right
        anchors.right: parent.right
        anchors.rightMargin: Metrics.benchPad
        y: 12
        height: Metrics.benchTarget
        spacing: 24
    }
    Item {
        id: area
        x: Metrics.benchPad
        y: Metrics.benchTop + 16
        width: page.width - 2 * Metrics.benchPad
        height: page.height - y - 28
    }
}
