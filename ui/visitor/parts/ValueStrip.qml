// A value in one line, where there is no room for its card: title, number, judgement.
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel

SheetCard {
    id: strip

    property var value
    readonly property bool hasNumber: (strip.value.parts ?? []).length > 0

    implicitHeight: 128
    color: strip.value.badgeShape === "person" ? Theme.peopleTint : Theme.card

    readonly property bool narrow: strip.width < 880 && Panel.textScale > 1.1

    Icon {
        visible: strip.narrow
        x: 32
        anchors.verticalCenter: parent.verticalCenter
        name: "thermo"
        size: 72
        color: Theme.act
    }
    Label {
        id: title
        visible: !strip.narrow
        x: Metrics.cardPad
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        color: Theme.inkSoft
        text: strip.value.title
    }
    Label {
        visible: strip.hasNumber
        x: strip.narrow ? 116 : title.x + title.width + 32
        anchors.verticalCenter: parent.verticalCenter
        role: "lead"
        bold: true
        text: strip.hasNumber ? strip.value.parts[0].number + " " + strip.value.unit : ""
    }
    Badge {
        anchors.right: parent.right
        anchors.rightMargin: Metrics.cardPad
        anchors.verticalCenter: parent.verticalCenter
        shape: strip.value.badgeShape
        text: strip.value.badge
        role: "base"
    }
}
