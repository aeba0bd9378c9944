// What to measure: two to four tiles.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    readonly property var tiles: [
        { button: "blood-pressure", icon: "heart" },
        { button: "weight", icon: "scale" },
        { button: "glucose", icon: "drop" }
    ].filter(t => Visit.buttons.includes(t.button))

    sight: Grid {
        id: grid
        readonly property real side: (parent.width - 32) / 2
        columns: 2
        spacing: 32
        Repeater {
            model: page.tiles
            Tile {
                required property var modelData
                width: grid.side
                height: Math.min(452, (page.sightH - 32) / 2)
                buttonId: modelData.button
                icon: modelData.icon
            }
        }
    }
    acts: LippedButton {
        width: parent.width
        height: 152
        buttonId: "no-thanks"
        kind: "secondary"
        role: "lead"
    }
}
