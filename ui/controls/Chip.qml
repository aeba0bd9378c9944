// One condition that is met, or not yet; only what is not met is bold.
import QtQuick
import ui.theme

Row {
    id: chip

    property string text
    property bool good: true
    property string role: "body"

    spacing: 18

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: chip.good ? "ok" : "tri"
        size: Type.px(chip.role) * 1.2
        color: chip.good ? Theme.done : Theme.care
        weight: 5
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -2
        role: chip.role
        bold: !chip.good
        color: chip.good ? Theme.inkSoft : Theme.ink
        text: chip.text
    }
}
