// A few words to a home call, typed. What was seen, no name of an illness.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: sheet

    property var view // HomeCallView
    property var words

    color: Theme.well

    SheetCard {
        x: Metrics.innerPad
        y: 24
        width: parent.width - 2 * Metrics.innerPad
        height: asked.height + 64
        radius: Metrics.radiusBar
        Column {
            id: asked
            x: 48
            y: 32
            width: parent.width - 96
            spacing: 16
            Label {
                role: "inner-title"
                bold: true
                text: sheet.words.note
                Accessible.role: Accessible.Heading
            }
            FormField {
                objectName: "field-note"
                width: parent.width
                hint: sheet.words["note-hint"]
                value: keys.text + keys.letters
                chosen: true
            }
            CompactButton {
                objectName: "button-note-done"
                width: parent.width
                kind: "primary"
                icon: "check"
                missing: keys.letters !== "" ? sheet.words["letters-left"] : ""
                label: sheet.words["note-done"]
                onPressed: Staff.act("writing", { "on": false })
            }
        }
    }
    Rectangle {
        y: keys.y - Metrics.gap
        width: parent.width
        height: parent.height - y
        color: Theme.floor
    }
    PinyinPad {
        id: keys
        x: Metrics.innerPad
        y: parent.height - implicitHeight - 24
        width: parent.width - 2 * Metrics.innerPad
        height: implicitHeight
        names: false
        most: 80
        onTextChanged: if (text !== sheet.view.note) Staff.act("write", { "text": text })
        Component.onCompleted: text = sheet.view.note
    }
}
