// One person to look in on; the whole line is to be touched.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

TouchTarget {
    id: line

    property var person // HomeCallRow; null while it goes away
    property bool wide
    readonly property var shown: person ?? { "resident": "", "name": "", "building": "", "why": "", "since": "", "urgent": false }
    readonly property real pad: 28
    readonly property real whyX: wide ? 460 : pad

    caption: shown.name + " " + shown.building + " " + shown.why
    onPressed: Staff.act("choose", { "resident": line.shown.resident })

    Rectangle {
        visible: line.down
        anchors.fill: parent
        anchors.leftMargin: 4
        anchors.rightMargin: 4
        color: Theme.actTint
    }
    Rectangle {
        x: line.pad
        width: parent.width - 2 * line.pad
        height: 2
        color: Theme.hair
    }
    FittingLabel {
        id: name
        x: line.pad
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: line.wide ? 0 : -line.height * 0.24
        room: line.wide ? 200 : 360
        width: room
        role: "inner-body"
        bold: true
        text: line.shown.name
    }
    FittingLabel {
        x: name.x + (line.wide ? 212 : Math.min(name.fullWidth, name.room) + 24)
        anchors.verticalCenter: name.verticalCenter
        room: line.wide ? 208 : line.width - x - since.width - line.pad - 24
        width: room
        role: "inner-label"
        text: line.shown.building
    }
    StateLabel {
        id: why
        x: line.whyX
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: line.wide ? 0 : line.height * 0.2
        role: "inner-label"
        bold: line.shown.urgent
        icon: line.shown.urgent ? "tri" : ""
        tone: line.shown.urgent ? "care" : "ink"
        word: line.shown.why
        room: (line.wide ? since.x - 16 : line.width - line.pad - next.width - 24) - x
    }
    Label {
        id: since
        anchors.right: line.wide ? next.left : parent.right
        anchors.rightMargin: line.wide ? 16 : line.pad
        anchors.verticalCenter: name.verticalCenter
        role: "inner-label"
        color: Theme.inkSoft
        text: line.shown.since
    }
    Icon {
        id: next
        anchors.right: parent.right
        anchors.rightMargin: line.pad - 8
        anchors.verticalCenter: why.verticalCenter
        name: "next"
        size: 34
        color: Theme.line
        weight: 4.4
    }
}
