// What has been typed, and under it an example.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Column {
    id: asked

    property string typed
    property real fieldHeight: 176
    property bool showsHint: true

    spacing: 14

    EntryField {
        width: parent.width
        height: asked.fieldHeight
        typed: asked.typed
    }
    Label {
        visible: asked.showsHint
        width: parent.width
        role: "base"
        color: Theme.inkSoft
        wraps: true
        text: Visit.entry.hint
    }
}
