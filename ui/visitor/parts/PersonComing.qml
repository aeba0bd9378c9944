// Who is to be called: a smiling member of the staff in the doorway, on calm yellow.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: coming

    clip: true
    Rectangle { anchors.fill: parent; color: Theme.peopleTint }
    Doorway {
        height: parent.height - 96
        width: Math.min(parent.width - 300, height * 0.86)
        x: (parent.width - width) / 2
        y: 40
        wall: Theme.peopleTint
        bun: false
        hair: Theme.hairDark
        coat: Theme.coatStaff
    }
}
