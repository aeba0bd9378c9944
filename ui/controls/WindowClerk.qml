// The window where a person sits and smiles, and an arrow to it. Which side it is on the words say.
import QtQuick
import ui.theme
import kiosk.screen

Item {
    id: clerk

    readonly property real unit: Math.min(width / 1080, height / 600)

    clip: true

    Rectangle { anchors.fill: parent; color: Theme.peopleTint }
    Item {
        x: clerk.width - 1080 * clerk.unit
        y: clerk.height - 600 * clerk.unit
        width: 1080
        height: 600
        scale: clerk.unit
        transformOrigin: Item.TopLeft

        Rectangle { x: 500; y: 48; width: 470; height: 420; color: Theme.stone }
        Rectangle { x: 524; y: 72; width: 422; height: 396; color: Theme.light }
        Item {
            x: 560
            y: 96
            width: 350
            height: 362
            clip: true
            Senior { x: 20; y: 20; width: 310; bun: false; hair: Theme.hairDark; coat: Theme.coatStaff }
        }
        Rectangle { x: 430; y: 456; width: 650; height: 34; radius: 4; color: Theme.stoneDk }
        Rectangle { x: 470; y: 490; width: 610; height: 110; color: Theme.stone }
        Rectangle {
            x: 735 - width / 2
            y: 504
            width: name.width + 56
            height: 80
            radius: Metrics.radiusPlate
            color: Theme.card
            Label {
                id: name
                anchors.centerIn: parent
                anchors.verticalCenterOffset: -3
                role: "base"
                factor: 48 / Type.base / Math.min(1, clerk.unit)
                bold: true
                text: Visit.window
            }
        }
        Outline { path: "M88 290 H338 M244 184 L354 290 L244 396"; stroke: Theme.ink; thickness: 42 }
    }
}
