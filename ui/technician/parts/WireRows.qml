pragma ComponentBehavior: Bound

// The last bytes of a device's wire, in hex, the newest on top. What is not kept stands as its number in brackets.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var view // DeviceView
    property var words
    readonly property var rows: view.wire ?? []
    readonly property real rowHeight: Math.min(46, (height - 76 - pager.height - 40) / 14)
    readonly property real whenWidth: 190

    FittingLabel {
        id: note
        x: 28
        y: 16
        room: card.width - 56
        width: room
        role: "bench-label"
        color: Theme.inkSoft
        text: card.view.noWire || card.words["wire-note"]
    }
    Repeater {
        model: card.rows.length
        Item {
            id: line
            required property int index
            readonly property var of: card.rows[index] ?? ({ "when": "", "sent": false, "octets": "" })
            x: 28
            y: 68 + index * card.rowHeight
            width: card.width - 56
            height: card.rowHeight
            Label {
                role: "bench-label"
                color: Theme.inkSoft
                text: line.of.when
            }
            Icon {
                visible: line.of.when !== ""
                x: card.whenWidth
                y: 4
                size: 30
                name: line.of.sent ? "right" : "left"
                color: line.of.sent ? Theme.act : Theme.ink
            }
            Label {
                visible: line.of.when !== ""
                x: card.whenWidth + 38
                role: "bench-label"
                bold: true
                color: line.of.sent ? Theme.act : Theme.ink
                text: line.of.sent ? card.words.sent : card.words.received
            }
            FittingLabel {
                x: card.whenWidth + 84
                room: line.width - x
                width: room
                role: "bench-label"
                color: line.of.sent ? Theme.act : Theme.ink
                text: line.of.octets
            }
        }
    }
    Pager {
        id: pager
        x: 28
        y: card.height - height - 20
        width: card.width - 56
        view: card.view
        words: ({ "newer": card.words.newer, "older": card.words.older })
    }
}
