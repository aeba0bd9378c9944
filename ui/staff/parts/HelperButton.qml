// Somebody helps, or does not any more.
import QtQuick
import ui.controls
import kiosk.staff

CompactButton {
    readonly property bool helped: Staff.content.hasHelper ?? false

    objectName: "button-helper"
    kind: "quiet"
    icon: "people"
    padding: 28
    label: helped ? Staff.words.helping.end : Staff.words.helping.door
    onPressed: Staff.act(helped ? "without_helper" : "note_helper")
}
