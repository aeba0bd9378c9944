// Take the card: it stands off the reader, and the arrow points up.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: take

    clip: true
    Rectangle { anchors.fill: parent; color: Theme.actTint }
    Icon {
        x: parent.width * 0.21 - width / 2
        anchors.verticalCenter: parent.verticalCenter
        name: "up"
        size: Math.min(parent.width * 0.36, parent.height * 0.66)
        color: Theme.act
        weight: 6
    }
    CardPicture {
        x: parent.width * 0.37
        y: parent.height * 0.08
        width: parent.width * 0.52
        height: parent.height * 0.92
    }
}
