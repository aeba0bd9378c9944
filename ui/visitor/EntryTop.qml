// What is asked, what has been typed, and under it the hint or what was wrong.
import QtQuick

Column {
    id: asked

    property string typed
    property real fieldHeight: 176

    spacing: 14

    EntryField {
        width: parent.width
        height: asked.fieldHeight
        typed: asked.typed
    }
    EntryHint {
        width: parent.width
    }
}
