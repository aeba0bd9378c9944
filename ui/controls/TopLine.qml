// The hall's name, the time, and in a demonstration the plate with the word that says so.
import QtQuick
import ui.theme
import kiosk.panel

Item {
    id: line

    required property string demoWord

    height: Metrics.topHeight

    FittingLabel {
        id: hall
        x: Metrics.margin
        anchors.verticalCenter: parent.verticalCenter
        room: parent.width - 2 * Metrics.margin - time.width - (plate.visible ? plate.width + 24 : 0) - 24
        width: Math.min(fullWidth + 1, room)
        role: "base"
        color: Theme.inkSoft
        text: Panel.hallName
        // A long name stays readable: it takes two lines rather than becoming smaller than any other text.
        readonly property real least: 48 / whole
        wraps: fullWidth * least > room
        factor: wraps ? least : Math.min(1, Math.floor(whole * room / fullWidth) / whole)
        anchors.verticalCenterOffset: lineCount > 1 ? -8 : 0
    }
    Rectangle {
        id: plate
        visible: Panel.demo
        anchors.verticalCenter: parent.verticalCenter
        x: hall.x + hall.width + 24
        width: mark.width + 32
        height: mark.height
        radius: Metrics.radiusPlate
        color: Theme.peopleTint
        border.width: 2
        border.color: Theme.peopleLip
        Label {
            id: mark
            anchors.centerIn: parent
            role: "base"
            bold: true
            text: line.demoWord
        }
    }
    Label {
        id: time
        anchors.right: parent.right
        anchors.rightMargin: Metrics.margin
        anchors.verticalCenter: parent.verticalCenter
        role: "base"
        color: Theme.inkSoft
        text: Panel.timeText
    }
}
