pragma ComponentBehavior: Bound

// The last states of a device, the newest first, each with what was wrong.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var rows: [] // ToldView
    property var words

    Label {
        id: head
        x: 32
        y: 20
        role: "bench-head"
        bold: true
        text: card.words.history
    }
    Column {
        x: 32
        y: head.y + head.height + 10
        width: card.width - 64
        spacing: 10
        Repeater {
            model: card.rows.length
            Item {
                id: line
                required property int index
                readonly property var of: card.rows[index] ?? ({ "when": "", "why": "", "state": { "icon": "", "word": "", "tone": "" } })
                width: parent.width
                height: state.height
                Label {
                    id: when
                    role: "bench-label"
                    color: Theme.inkSoft
                    text: line.of.when
                }
                StateLabel {
                    id: state
                    x: 230
                    role: "bench-body"
                    icon: line.of.state.icon
                    word: line.of.state.word
                    tone: line.of.state.tone
                    room: line.width - x
                }
            }
        }
    }
}
