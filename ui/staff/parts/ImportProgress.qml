// What runs, how far it is, and how long it takes yet; it can be stopped, and nothing of it stays.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.progress
    readonly property var words: Staff.words["import"]

    SheetCard {
        id: sheet
        y: Metrics.portrait ? 120 : 60
        width: parent.width
        height: inside.height + 88
        radius: Metrics.radiusBar

        Column {
            id: inside
            x: 44
            y: 44
            width: parent.width - 88
            spacing: 24
            FittingLabel {
                width: parent.width
                role: "inner-head"
                bold: true
                text: part.view.what
            }
            Rectangle {
                id: bar
                visible: part.view.known
                width: parent.width
                height: 32
                radius: 16
                color: Theme.track
                Rectangle {
                    width: Math.max(height, parent.width * part.view.part)
                    height: parent.height
                    radius: 16
                    color: Theme.act
                }
            }
            Item {
                visible: part.view.left !== "" || part.view.speed !== ""
                width: parent.width
                height: left.height
                Label {
                    id: left
                    role: "inner-body"
                    text: part.view.left
                }
                Label {
                    anchors.right: parent.right
                    role: "inner-body"
                    color: Theme.inkSoft
                    text: part.view.speed
                }
            }
            Label {
                width: parent.width
                wraps: true
                role: "inner-body"
                color: Theme.inkSoft
                text: part.view.lead
            }
        }
    }
    CompactButton {
        objectName: "button-stop"
        visible: part.view.stops
        y: sheet.y + sheet.height + 48
        anchors.horizontalCenter: parent.horizontalCenter
        width: 520
        height: 116
        kind: "quiet"
        icon: "cross"
        label: part.words.stop
        onPressed: Staff.act("back")
    }
}
