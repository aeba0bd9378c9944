// A number with its unit, its name above and below how it stands: a sign and words. Compact, name and number
// alone share a line.
import QtQuick
import ui.theme
import ui.controls

Column {
    id: number

    property var view
    property bool compact: false
    readonly property bool good: view.state === "ok"
    readonly property bool bad: view.state === "look"
    readonly property color tone: good ? Theme.done : bad ? Theme.care : Theme.act

    FittingLabel {
        visible: !number.compact
        room: number.width
        width: room
        role: "bench-body"
        color: Theme.inkSoft
        text: number.view.label
    }
    Item { // as high as the digits: below them nothing hangs
        width: number.width
        height: number.compact ? 60 : 82
        Row {
            y: number.compact ? -8 : -20
            spacing: 8
            Label {
                visible: number.compact
                anchors.baseline: big.baseline
                rightPadding: 12
                role: "bench-body"
                color: Theme.inkSoft
                text: number.view.label
            }
            Label {
                id: big
                role: number.compact ? "bench-number" : "bench-value"
                bold: true
                text: number.view.value
            }
            Label {
                anchors.baseline: big.baseline
                role: "bench-head"
                color: Theme.inkSoft
                text: number.view.unit
            }
        }
    }
    Row {
        visible: !number.compact // what it says stands elsewhere
        topPadding: 4
        spacing: 12
        Icon {
            y: 6
            name: number.good ? "ok" : number.bad ? "tri" : "info"
            size: 34
            weight: 5
            color: number.tone
        }
        Label {
            width: number.width - 46
            wraps: true
            role: "bench-label"
            bold: true
            color: number.tone
            text: number.view.said
        }
    }
}
