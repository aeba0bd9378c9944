// Where a card goes: a card over the lit reader, and an arrow down to it.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: place

    clip: true
    Rectangle { anchors.fill: parent; color: Theme.actTint }
    Icon {
        x: parent.width * 0.5 - parent.height * 0.78
        anchors.verticalCenter: parent.verticalCenter
        name: "down"
        size: parent.height * 0.5
        color: Theme.act
        weight: 5
    }
    CardPicture {
        x: parent.width * 0.5 - parent.height * 0.1
        y: parent.height * 0.08
        width: parent.height * 0.96
        height: parent.height * 0.92
    }
}
