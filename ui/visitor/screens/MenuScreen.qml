// What to measure: two to four rows, each a whole target.
pragma ComponentBehavior: Bound
import QtQuick
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    readonly property var choices: [
        { button: "blood-pressure", icon: "heart" },
        { button: "weight", icon: "scale" },
        { button: "glucose", icon: "drop" }
    ].filter(choice => Visit.buttons.includes(choice.button))

    sight: Column {
        id: rows
        width: parent.width
        spacing: 32
        Repeater {
            model: page.choices
            ChoiceRow {
                required property var modelData
                width: rows.width
                height: Math.min(340, (page.sightH + rows.spacing) / page.choices.length - rows.spacing)
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
