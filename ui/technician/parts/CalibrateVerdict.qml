pragma ComponentBehavior: Bound

// The verdict as word and shape, and the figures it rests on.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var verdict // VerdictView
    property string headline
    property string lead
    readonly property var lines: verdict?.lines ?? []

    tone: verdict?.tone === "alarm" || verdict?.tone === "care" ? verdict.tone : ""
    implicitHeight: below + 12 + lines.length * 44
    readonly property real below: lead === "" ? 118 : 156

    Label {
        x: 28
        y: 16
        role: "bench-label"
        color: Theme.inkSoft
        text: card.headline
    }
    StateLabel {
        x: 28
        y: 52
        icon: card.verdict?.sign ?? ""
        tone: card.verdict?.tone ?? "ink"
        role: "inner-head"
        word: card.verdict?.word ?? ""
        room: parent.width - 56
    }
    FittingLabel {
        x: 28
        y: 114
        room: parent.width - 56
        width: room
        role: "bench-body"
        text: card.lead
    }
    Repeater {
        model: card.lines.length
        Item {
            id: figure
            required property int index
            readonly property var of: card.lines[index] ?? ({ "label": "", "value": "", "unit": "" })
            x: 28
            y: card.below + index * 44
            width: card.width - 56
            height: 44
            Label {
                role: "bench-body"
                color: Theme.inkSoft
                text: figure.of.label
            }
            FittingLabel {
                x: 140
                room: parent.width - x
                width: room
                role: "bench-body"
                bold: true
                text: figure.of.unit === "" ? figure.of.value : figure.of.value + " " + figure.of.unit
            }
        }
    }
}
