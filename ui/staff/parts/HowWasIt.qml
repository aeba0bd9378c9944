pragma ComponentBehavior: Bound

// A call is closed with one touch on what came of it, or given back for somebody else.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: sheet

    property var call // the WaitingRow that is closed
    property var notes: []

    color: Theme.well

    SheetCard {
        anchors.centerIn: parent
        width: Math.min(parent.width - 48, 1000)
        height: asked.height + 2 * 56
        radius: Metrics.radiusBar
        Column {
            id: asked
            x: 56
            y: 56
            width: parent.width - 112
            spacing: 24
            Label {
                role: "inner-title"
                bold: true
                text: Staff.words.today["how-is-it"]
                Accessible.role: Accessible.Heading
            }
            FittingLabel {
                width: parent.width
                role: "inner-body"
                color: Theme.inkSoft
                text: sheet.call.badge + " · " + sheet.call.who
            }
            Repeater {
                model: sheet.notes
                CompactButton {
                    required property string modelData
                    required property int index
                    objectName: "button-note-" + index
                    width: asked.width
                    height: 116
                    kind: index === 0 ? "primary" : "secondary"
                    icon: index === 0 ? "check" : ""
                    label: modelData
                    onPressed: Staff.act("note", { "call": sheet.call.id, "note": index })
                }
            }
            Row {
                width: parent.width
                spacing: Metrics.gap
                CompactButton {
                    objectName: "button-keep"
                    width: 300
                    height: 116
                    kind: "quiet"
                    icon: "back"
                    label: Staff.words.today.return
                    onPressed: Staff.act("keep")
                }
                CompactButton {
                    objectName: "button-give-back"
                    width: parent.width - 300 - parent.spacing
                    height: 116
                    kind: "quiet"
                    label: Staff.words.today["give-back"]
                    onPressed: Staff.act("give_back", { "call": sheet.call.id })
                }
            }
        }
    }
}
