pragma ComponentBehavior: Bound

// A resident by the end of their number, and which of several it is.
import QtQuick
import ui.controls
import kiosk.staff

Column {
    id: person

    property var view // AuditView
    property var words

    function forget() {
        pad.typed = "";
    }

    spacing: 20
    FittingLabel {
        width: parent.width
        role: "inner-head"
        bold: true
        text: person.view.people.length > 0 ? person.words["more-than-one"] : person.view.nobody ? person.words.nobody : person.words["person-ask"] + "  " + pad.typed
    }
    DigitPad {
        id: pad
        visible: person.view.people.length === 0
        width: Math.min(parent.width, 640)
        keyHeight: 116
        columnSpacing: 16
        rowSpacing: 16
        decimals: 0
        most: 4
        deleteWord: person.words["delete"]
        okWord: person.words.find
        onEntered: text => Staff.act("tail", { "digits": text })
    }
    Repeater {
        model: person.view.people
        CompactButton {
            required property var modelData
            objectName: "person-" + modelData.resident
            width: parent.width
            kind: "secondary"
            label: modelData.name + "  " + modelData.number
            onPressed: Staff.act("person", { "resident": modelData.resident })
        }
    }
}
