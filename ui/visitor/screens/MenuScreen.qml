// What to measure: a row for each, each a whole target; two beside each other where there are many.
pragma ComponentBehavior: Bound
import QtQuick
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    sight: Grid {
        id: rows
        readonly property int lines: Math.ceil(Visit.tiles.length / rows.columns)
        width: parent.width
        columns: Visit.tiles.length > 4 ? 2 : 1
        spacing: 32
        Repeater {
            model: Visit.tiles
            ChoiceRow {
                required property var modelData
                width: (rows.width + rows.spacing) / rows.columns - rows.spacing
                height: Math.min(340, (page.sightH + rows.spacing) / rows.lines - rows.spacing)
                buttonId: modelData.button
                icon: modelData.icon
            }
        }
    }
    acts: [
        VisitButton {
            width: parent.width
            height: 132
            buttonId: "print"
            kind: "secondary"
            role: "lead"
            icon: "printer"
        },
        Row {
            width: parent.width
            spacing: 24
            VisitButton {
                width: parent.width - errands.width - 24
                height: 152
                buttonId: "no-thanks"
                kind: "secondary"
                role: "body"
            }
            VisitButton {
                id: errands
                width: 352
                height: 152
                buttonId: "errands"
                kind: "quiet"
                role: "body"
            }
        }
    ]
}
