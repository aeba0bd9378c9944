pragma ComponentBehavior: Bound

// 改前 → 改后, line by line.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var changes: [] // ChangeView
    property var words: ({})
    readonly property real inner: width - 56
    readonly property real rowHeight: 56

    implicitHeight: 64 + changes.length * rowHeight + 8

    Label {
        x: 28 + card.inner * 0.22
        y: 16
        role: "bench-label"
        color: Theme.inkSoft
        text: card.words["before-heading"] ?? ""
    }
    Label {
        x: 28 + card.inner * 0.64
        y: 16
        role: "bench-label"
        color: Theme.inkSoft
        text: card.words["after-heading"] ?? ""
    }
    Repeater {
        model: card.changes.length
        Item {
            id: row
            required property int index
            readonly property var of: card.changes[index] ?? ({ "label": "", "before": "", "after": "" })
            x: 28
            y: 58 + index * card.rowHeight
            width: card.inner
            height: card.rowHeight
            Rectangle {
                width: parent.width
                height: 2
                color: Theme.hair
            }
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                room: card.inner * 0.22 - 8
                width: room
                role: "bench-body"
                color: Theme.inkSoft
                text: row.of.label
            }
            FittingLabel {
                x: card.inner * 0.22
                anchors.verticalCenter: parent.verticalCenter
                room: card.inner * 0.36 - 8
                width: room
                role: "bench-body"
                color: Theme.inkSoft
                text: row.of.before
            }
            Icon {
                x: card.inner * 0.575
                anchors.verticalCenter: parent.verticalCenter
                name: "right"
                size: 26
                color: Theme.inkSoft
            }
            FittingLabel {
                x: card.inner * 0.64
                anchors.verticalCenter: parent.verticalCenter
                room: card.inner * 0.36
                width: room
                role: "bench-body"
                bold: true
                text: row.of.after
            }
        }
    }
}
