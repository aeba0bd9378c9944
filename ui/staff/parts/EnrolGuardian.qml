pragma ComponentBehavior: Bound

// Who consents in the person's place: their own card names them, a touch says what they are to the person.
import QtQuick
import ui.controls
import kiosk.staff

Column {
    id: part

    property var guardian

    spacing: 12

    StateLabel {
        icon: part.guardian && part.guardian.name !== "" ? "lock" : "card"
        tone: part.guardian && part.guardian.name !== "" ? "ink" : "care"
        word: Staff.words.enrol.guardian + "  " + (part.guardian ? part.guardian.name || Staff.words.enrol["guardian-card"] : "")
        room: part.width
    }
    Grid {
        width: parent.width
        columns: 3
        spacing: 12
        Repeater {
            model: part.guardian ? part.guardian.relations : []
            CompactButton {
                required property var modelData
                required property int index
                objectName: "button-relation-" + index
                width: (part.width - 24) / 3
                padding: 12
                role: "inner-body"
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen ? "check" : ""
                label: modelData.relation
                onPressed: Staff.act("relation", { "relation": modelData.relation })
            }
        }
    }
}
