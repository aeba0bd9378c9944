// The window where a person sits and smiles, and an arrow to it: to the right, or to the left where the hall says so.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: clerk

    readonly property bool leftward: Visit.leftward
    readonly property real unit: Math.min(width / 1080, height / 600)
    readonly property real rise: Math.max(0, height / unit - 600) / 2 // how far a tall place lifts the scene

    clip: true

    Rectangle { anchors.fill: parent; color: Theme.peopleTint }
    Item {
        x: clerk.leftward ? 0 : clerk.width - 1080 * clerk.unit
        y: clerk.height - (600 + clerk.rise) * clerk.unit
        width: 1080
        height: 600
        scale: clerk.unit
        transformOrigin: Item.TopLeft

        Item {
            anchors.fill: parent
            transform: Scale { origin.x: 540; xScale: clerk.leftward ? -1 : 1 }

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
            Rectangle { x: 470; y: 490; width: 610; height: 110 + clerk.rise; color: Theme.stone }
            Outline { path: "M88 290 H338 M244 184 L354 290 L244 396"; stroke: Theme.ink; thickness: 42 }
        }
        Rectangle {
            visible: Visit.window !== ""
            x: (clerk.leftward ? 345 : 735) - width / 2
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
    }
}
