// Beside a value: last time's, one piece of advice, and where the range comes from.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Column {
    id: said

    spacing: 16
    visible: height > 0

    Label {
        visible: text !== ""
        width: parent.width
        role: "body"
        wraps: true
        text: Visit.value.last
    }
    Label {
        visible: text !== ""
        width: parent.width
        role: "lead"
        bold: true
        wraps: true
        text: Visit.value.advice
    }
    Label {
        visible: text !== ""
        width: parent.width
        role: "note"
        color: Theme.inkSoft
        wraps: true
        text: Visit.value.source
    }
}
