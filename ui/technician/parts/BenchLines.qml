pragma ComponentBehavior: Bound

// Names and what stands beside them, one a line.
import QtQuick
import ui.theme
import ui.controls

Column {
    id: lines

    property var rows: [] // LineView
    property real share: 0.36 // where the values begin

    spacing: 6

    Repeater {
        model: lines.rows.length
        Item {
            id: line
            required property int index
            readonly property var of: lines.rows[index] ?? ({ "label": "", "value": "", "tone": "" })
            width: lines.width
            height: value.height
            FittingLabel {
                anchors.baseline: value.baseline
                room: line.width * lines.share - 12
                width: room
                role: "bench-label"
                color: Theme.inkSoft
                text: line.of.label
            }
            FittingLabel {
                id: value
                x: line.width * lines.share
                room: line.width - x
                width: room
                role: "bench-body"
                bold: true
                color: line.of.tone === "done" ? Theme.done : line.of.tone === "care" ? Theme.care : line.of.tone === "soft" ? Theme.inkSoft : Theme.ink
                text: line.of.value
            }
        }
    }
}
