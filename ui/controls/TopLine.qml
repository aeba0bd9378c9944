// The hall's name, the time, and in a demonstration the plate with the word that says so.
import QtQuick
import ui.theme
import kiosk.panel

Item {
    id: line

    required property string demoWord
    property string helper // who helps the person, where somebody does: it stands in the place of the hall's name

    height: Metrics.topHeight

    FittingLabel {
        id: hall
        visible: line.helper === ""
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
        id: strip
        visible: line.helper !== ""
        x: Metrics.margin
        anchors.verticalCenter: parent.verticalCenter
        width: said.width + sign.width + 56
        height: parent.height
        radius: Metrics.radiusPlate
        color: Theme.peopleTint
        Icon {
            id: sign
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            name: "people"
            size: Type.base
            color: Theme.ink
        }
        Label {
            id: said
            x: sign.x + sign.width + 16
            anchors.verticalCenter: parent.verticalCenter
            role: "base"
            bold: true
            text: line.helper
        }
    }
    Rectangle {
        id: plate
        visible: Panel.demo
        anchors.verticalCenter: parent.verticalCenter
        x: line.helper === "" ? hall.x + hall.width + 24 : strip.x + strip.width + 24
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
