// What to measure: a row for each, each a whole target.
pragma ComponentBehavior: Bound
import QtQuick
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    sight: Column {
        id: rows
        width: parent.width
        spacing: 32
        Repeater {
            model: Visit.tiles
            ChoiceRow {
                required property var modelData
                width: rows.width
                height: Math.min(340, (page.sightH + rows.spacing) / Visit.tiles.length - rows.spacing)
                buttonId: modelData.button
                icon: modelData.icon
            }
        }
    }
    acts: VisitButton {
        width: parent.width
        height: 152
        buttonId: "no-thanks"
        kind: "secondary"
        role: "lead"
    }
}
