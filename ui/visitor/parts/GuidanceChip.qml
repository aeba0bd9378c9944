// The chip in the doorway: what to do now (indigo), or 看清了 (white with a jade tick).
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Rectangle {
    id: chip

    readonly property bool good: Visit.guidance.good

    visible: Visit.guidance.present
    width: row.width + 64
    height: row.height + 24
    radius: 24
    color: chip.good ? Theme.card : Theme.act

    Badge {
        visible: chip.good
        anchors.centerIn: parent
        shape: "ok"
        text: Visit.guidance.chip
        role: "body"
    }
    Row {
        id: row
        opacity: chip.good ? 0 : 1
        anchors.centerIn: parent
        spacing: 24
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: Visit.guidance.icon
            size: 62
            color: Theme.actText
            weight: 5
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -3
            role: "lead"
            bold: true
            color: Theme.actText
            text: Visit.guidance.chip
        }
    }
}
