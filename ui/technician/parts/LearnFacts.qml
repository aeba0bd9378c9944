pragma ComponentBehavior: Bound

// What was found out: each thing with its sign, and below it what is to be done where it is not sure.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var facts: [] // FactView
    property int columns: 1

    implicitHeight: list.height + 36
    clip: true

    Grid {
        id: list
        x: 28
        y: 16
        width: parent.width - 56
        columns: card.columns
        rowSpacing: 10
        columnSpacing: 20
        Repeater {
            model: card.facts.length
            Column {
                id: fact
                required property int index
                readonly property var of: card.facts[index] ?? ({ "label": "", "value": "", "sign": "", "tone": "ink", "sub": "" })
                width: (list.width - (card.columns - 1) * 20) / card.columns
                FittingLabel {
                    room: fact.width
                    width: room
                    role: "bench-label"
                    color: Theme.inkSoft
                    text: fact.of.label
                }
                StateLabel {
                    icon: fact.of.sign
                    tone: fact.of.tone
                    role: "bench-button"
                    word: fact.of.value
                    room: fact.width
                }
                FittingLabel {
                    visible: text !== ""
                    room: fact.width
                    width: room
                    role: "bench-label"
                    color: fact.of.tone === "care" ? Theme.care : Theme.inkSoft
                    text: fact.of.sub
                }
            }
        }
    }
}
