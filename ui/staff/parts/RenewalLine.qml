// One person whose consents end soon or are over; as a whole the place to touch.
import QtQuick
import ui.theme
import ui.controls

TouchTarget {
    id: line

    property var renewal // a RenewalRow
    property bool wide
    property bool first
    readonly property real half: (width - 72) * (wide ? 0.5 : 0.58)

    caption: renewal.who + " " + renewal.what + " " + renewal.left

    Rectangle {
        visible: line.down
        anchors.fill: parent
        anchors.leftMargin: 4
        anchors.rightMargin: 4
        color: Theme.actTint
    }
    Rectangle {
        visible: !line.first
        x: 36
        width: parent.width - 72
        height: 2
        color: Theme.hair
    }
    Column {
        x: 36
        anchors.verticalCenter: parent.verticalCenter
        width: line.half - 20
        FittingLabel {
            width: parent.width
            role: "inner-body"
            bold: true
            text: line.renewal.who
        }
        FittingLabel {
            width: parent.width
            role: "inner-label"
            color: Theme.inkSoft
            text: line.wide ? line.renewal.what : line.renewal.what + "\n" + line.renewal.asks
        }
    }
    Column {
        x: 36 + line.half
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 36 - x
        StateLabel {
            icon: line.renewal.near ? "tri" : "clock"
            tone: line.renewal.near ? "care" : "ink"
            word: line.wide ? line.renewal.left + " · " + line.renewal.day : line.renewal.left
            room: parent.width
        }
        FittingLabel {
            width: parent.width
            role: "inner-label"
            color: Theme.inkSoft
            text: line.wide ? line.renewal.asks : line.renewal.day
        }
    }
}
