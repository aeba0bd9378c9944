pragma ComponentBehavior: Bound

// Lines of the log, or names with what is said of them: a head above, the words below, how grave it is at the right.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var rows: [] // LogRowView
    property string nothing
    property bool wide: true // the words stand beside the head, not below it
    readonly property real rowHeight: Math.min(wide ? 96 : 170, (height - 24) / 6)

    StateLabel {
        visible: card.rows.length === 0
        anchors.centerIn: parent
        icon: "clock"
        tone: "soft"
        role: "bench-body"
        word: card.nothing
    }
    Repeater {
        model: card.rows.length
        Item {
            id: row
            required property int index
            readonly property var of: card.rows[index] ?? ({ "head": "", "text": "", "word": "", "icon": "", "tone": "soft" })
            x: 28
            y: 12 + index * card.rowHeight
            width: card.width - 56
            height: card.rowHeight
            Rectangle {
                visible: row.index > 0
                width: parent.width
                height: 2
                color: Theme.hair
            }
            FittingLabel {
                id: head
                y: 8
                room: card.wide ? row.width * 0.3 - 24 : row.width - sign.width - 24
                width: room
                role: "bench-label"
                color: Theme.inkSoft
                text: row.of.head
            }
            Label {
                x: card.wide ? row.width * 0.3 : 0
                y: card.wide ? 8 : head.y + head.height
                width: row.width - x - (card.wide ? 170 : 0)
                height: row.height - y
                role: "bench-label"
                wraps: true
                maximumLineCount: Math.max(1, Math.floor(height / lineHeight))
                elide: Text.ElideRight
                text: row.of.text
            }
            StateLabel {
                id: sign
                anchors.right: parent.right
                y: 8
                icon: row.of.icon
                tone: row.of.tone
                role: "bench-label"
                word: row.of.word
            }
        }
    }
}
