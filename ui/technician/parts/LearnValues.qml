pragma ComponentBehavior: Bound

// The reading the terminal would get: each number large, beside its unit.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var metrics: [] // MetricView

    Repeater {
        model: card.metrics.length
        Item {
            id: one
            required property int index
            readonly property var of: card.metrics[index] ?? ({ "title": "", "value": "", "unit": "" })
            x: 28 + index * width
            width: (card.width - 56) / Math.max(1, card.metrics.length)
            height: card.height
            FittingLabel {
                y: 14
                room: one.width - 16
                width: room
                role: "bench-label"
                color: Theme.inkSoft
                text: one.of.title + " " + one.of.unit
            }
            FittingLabel {
                y: 48
                room: one.width - 16
                width: room
                role: "bench-value"
                bold: true
                text: one.of.value === "" ? "—" : one.of.value
            }
        }
    }
}
