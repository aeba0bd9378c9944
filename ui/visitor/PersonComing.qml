// Somebody is on the way: a member of the staff steps into the doorway.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: coming

    clip: true
    Rectangle { anchors.fill: parent; color: Theme.peopleTint }
    Doorway {
        height: parent.height - 96
        width: Math.min(parent.width - 240, height * 0.86)
        x: (parent.width - width) / 2
        y: 44
        progress: -1
    }
}
