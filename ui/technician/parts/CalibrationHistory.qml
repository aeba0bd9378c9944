pragma ComponentBehavior: Bound

// Signed calibrations of one device, the newest first.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var rows: [] // HistoryView
    property var words: ({})
    property bool wide: true
    readonly property var shares: wide ? [0, 0.2, 0.44, 0.6, 0.7, 1] : [0, 0.22, 0.5, 0.5, 0.68, 1]
    readonly property real inner: width - 56

    Label {
        x: 28
        y: 14
        role: "bench-button"
        bold: true
        text: card.words.history
    }
    Label {
        visible: card.rows.length === 0
        x: 28
        y: 76
        role: "bench-body"
        color: Theme.inkSoft
        text: card.words["no-history"]
    }
    Repeater {
        model: card.rows.length === 0 ? [] : [card.words.day, card.words.number, card.wide ? card.words.error : "", card.words.u, card.words.verdict]
        FittingLabel {
            required property string modelData
            required property int index
            x: 28 + card.inner * card.shares[index]
            y: 70
            room: Math.max(1, card.inner * (card.shares[index + 1] - card.shares[index]) - 12)
            width: room
            role: "bench-label"
            color: Theme.inkSoft
            text: modelData
        }
    }
    Repeater {
        model: card.rows.length
        Item {
            id: row
            required property int index
            readonly property var of: card.rows[index] ?? ({ "day": "", "number": "", "error": "", "u": "", "word": "", "sign": "", "tone": "ink" })
            x: 28
            y: 114 + index * 64
            width: card.inner
            height: 64
            Rectangle {
                width: parent.width
                height: 2
                color: Theme.hair
            }
            Repeater {
                model: [row.of.day, row.of.number, card.wide ? row.of.error : "", row.of.u]
                FittingLabel {
                    required property string modelData
                    required property int index
                    x: card.inner * card.shares[index]
                    anchors.verticalCenter: parent?.verticalCenter
                    room: Math.max(1, card.inner * (card.shares[index + 1] - card.shares[index]) - 12)
                    width: room
                    role: "bench-body"
                    bold: index === 0
                    text: modelData
                }
            }
            StateLabel {
                x: card.inner * card.shares[4]
                anchors.verticalCenter: parent.verticalCenter
                icon: row.of.sign
                tone: row.of.tone
                role: "bench-body"
                word: row.of.word
                room: card.inner * (1 - card.shares[4])
            }
        }
    }
}
