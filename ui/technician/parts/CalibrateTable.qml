pragma ComponentBehavior: Bound

// The points: the reference, the mean of what was read, what calibration makes of it, and the error; below them the line.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var rows: [] // RowView
    property var words: ({})
    property string line
    // A reference that is a range takes more room than a number.
    readonly property var shares: rows.some(row => row.reference.length > 6) ? [0, 0.32, 0.56, 0.78] : [0, 0.22, 0.5, 0.76]
    readonly property real inner: width - 56
    readonly property real footHeight: line === "" ? 12 : 96
    readonly property real rowHeight: Math.min(58, (height - 56 - footHeight) / Math.max(1, rows.length))

    implicitHeight: 56 + rows.length * 54 + footHeight

    Repeater {
        model: [card.words.standard, card.words["raw-mean"], card.words.calibrated, card.words.residual]
        FittingLabel {
            required property string modelData
            required property int index
            x: 28 + card.inner * card.shares[index]
            y: 12
            room: card.inner * ((card.shares[index + 1] ?? 1) - card.shares[index]) - 8
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
            readonly property var of: card.rows[index] ?? ({ "reference": "", "raw": "", "value": "", "error": "", "state": "next", "out": false })
            x: 16
            y: 54 + index * card.rowHeight
            width: card.width - 32
            height: card.rowHeight
            Rectangle {
                visible: row.of.state === "now"
                anchors.fill: parent
                anchors.topMargin: 2
                radius: 8
                color: Theme.actTint
            }
            Rectangle {
                x: 12
                width: card.inner
                height: 2
                color: Theme.hair
            }
            Repeater {
                model: [row.of.reference, row.of.raw, row.of.value, row.of.error]
                FittingLabel {
                    required property string modelData
                    required property int index
                    x: 12 + card.inner * card.shares[index]
                    anchors.verticalCenter: parent?.verticalCenter
                    room: card.inner * ((card.shares[index + 1] ?? 1) - card.shares[index]) - 8
                    width: room
                    role: "bench-body"
                    bold: index === 0 || index === 3
                    color: index === 3 && row.of.out ? Theme.alarm : index === 1 ? Theme.inkSoft : Theme.ink
                    text: modelData
                }
            }
        }
    }
    Rectangle {
        visible: card.line !== ""
        x: 28
        y: 54 + card.rows.length * card.rowHeight
        width: card.inner
        height: 2
        color: Theme.line
    }
    FittingLabel {
        visible: card.line !== ""
        x: 28
        y: 64 + card.rows.length * card.rowHeight
        room: card.inner
        width: room
        role: "bench-body"
        bold: true
        text: card.line
    }
}
