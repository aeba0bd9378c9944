pragma ComponentBehavior: Bound

// What a device reads just now, large, with its noise and the figures of it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

BenchCard {
    id: card

    property var view // DeviceView
    property var words
    readonly property var figures: view.card?.figures ?? ({ "rawWord": "", "word": "", "raw": "", "value": "", "unit": "", "plot": "", "ends": false })
    readonly property var metrics: view.metrics ?? []
    readonly property var noise: view.noise ?? []
    readonly property real inner: width - 64

    tone: view.card?.tone ?? ""

    Row {
        id: kinds
        visible: card.metrics.length > 1
        x: 32
        y: 24
        spacing: 16
        Repeater {
            model: card.metrics.length
            BenchButton {
                required property int index
                readonly property var of: card.metrics[index] ?? ({ "key": "", "word": "" })
                objectName: "metric-" + of.key
                kind: of.key === card.view.metric ? "primary" : "quiet"
                padding: 28
                label: of.word
                onPressed: Staff.act("metric", { "key": of.key })
            }
        }
    }
    RawAndCalibrated {
        id: pair
        visible: card.figures.rawWord !== ""
        x: 32
        y: kinds.visible ? 132 : 24
        width: card.inner
        role: "bench-value"
        column: width * 0.5
        rawWord: card.figures.rawWord
        word: card.figures.word
        raw: card.figures.raw
        value: card.figures.value
        unit: card.figures.unit
    }
    NoisePlot {
        id: plot
        visible: pair.visible
        x: 32
        y: pair.y + pair.height + 16
        width: card.inner
        height: card.height - y - (card.noise.length ? 124 : 32)
        heights: card.figures.plot
        ends: card.figures.ends
        endsWord: card.words.away
        stroke: card.figures.ends ? Theme.alarm : Theme.act
    }
    Label {
        visible: plot.visible && card.figures.plot === ""
        anchors.centerIn: plot
        role: "bench-body"
        color: Theme.inkSoft
        text: card.words["no-values"]
    }
    Row {
        x: 32
        y: card.height - 108
        Repeater {
            model: card.noise.length
            Column {
                id: figure
                required property int index
                readonly property var of: card.noise[index] ?? ({ "label": "", "value": "" })
                width: card.inner / Math.max(1, card.noise.length)
                Label {
                    role: "bench-label"
                    color: Theme.inkSoft
                    text: figure.of.label
                }
                FittingLabel {
                    room: figure.width - 12
                    width: room
                    role: "bench-head"
                    bold: true
                    text: figure.of.value
                }
            }
        }
    }
}
