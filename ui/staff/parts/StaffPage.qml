// A page of the staff wing: its title with a line beside it, room at the right for one act or a search, and the body below.
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
        x: Metrics.innerPad
        y: 22
        room: right.x - x - (beside.visible ? 360 : 24)
        width: Math.min(fullWidth + 1, room)
        role: "inner-title"
        bold: true
        text: page.title
        Accessible.role: Accessible.Heading
    }
    FittingLabel {
        id: beside
        visible: page.note !== ""
        x: head.x + head.width + 28
        anchors.baseline: head.baseline
        room: right.x - x - 24
        width: Math.min(fullWidth + 1, room)
        role: "inner-body"
        color: Theme.inkSoft
        text: page.note
    }
    Item {
        id: right
        anchors.right: parent.right
        anchors.rightMargin: Metrics.innerPad
        y: 16
        width: childrenRect.width
        height: Metrics.innerTarget
    }
    Item {
        id: area
        x: Metrics.innerPad
        y: Metrics.innerTop
        width: page.width - 2 * Metrics.innerPad
        height: page.height - y - 36
    }
}
