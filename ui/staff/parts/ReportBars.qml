pragma ComponentBehavior: Bound

// Bars below one another: what is counted at the left, its number at the bar's end, and what is to be said of it beside it or,
// upright, below it.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: chart

    property var bars: [] // [{label, length, number, detail}]
    property bool wide: true
    readonly property bool detailed: bars.some(bar => bar.detail !== "")
    readonly property real step: Math.min(!detailed ? 84 : wide ? 100 : 170, height / Math.max(1, bars.length))
    readonly property bool small: step < 52
    readonly property real labelWidth: Math.min(widest + 24, width * (detailed ? 0.25 : 0.42))
    readonly property real room: (detailed && wide ? width * 0.4 : width) - labelWidth - 180
    readonly property real widest: {
        let most = 0 * measure.font.pixelSize;
        for (const bar of bars)
            most = Math.max(most, measure.advanceWidth(bar.label));
        return most;
    }

    Accessible.role: Accessible.Chart
    Accessible.name: bars.map(bar => [bar.label, bar.number, bar.detail].join(" ")).join(", ")

    FontMetrics {
        id: measure
        font.family: Type.family
        font.pixelSize: chart.small ? Type.innerLabel : Type.innerBody
    }
    Repeater {
        model: chart.bars.length
        Item {
            id: line
            required property int index
            readonly property var bar: chart.bars[index] ?? null
            readonly property bool below: !chart.wide && bar !== null && bar.detail !== ""
            readonly property real lane: below ? 54 : height

            visible: bar !== null
            y: index * chart.step
            width: chart.width
            height: chart.step
            FittingLabel {
                y: (line.lane - height) / 2
                width: chart.labelWidth - 20
                horizontalAlignment: Text.AlignRight
                role: chart.small ? "inner-label" : "inner-body"
                text: line.bar?.label ?? ""
                Accessible.ignored: true
            }
            Rectangle {
                visible: (line.bar?.length ?? 0) > 0
                x: chart.labelWidth
                y: (line.lane - height) / 2
                width: Math.max(4, chart.room * (line.bar?.length ?? 0))
                height: Math.min(44, line.lane * 0.66)
                radius: 6
                color: Theme.act
            }
            Label {
                x: chart.labelWidth + chart.room * (line.bar?.length ?? 0) + 16
                y: (line.lane - height) / 2
                role: chart.small ? "inner-label" : "inner-body"
                bold: true
                text: line.bar?.number ?? ""
                Accessible.ignored: true
            }
            FittingLabel {
                visible: line.bar !== null && line.bar.detail !== ""
                x: line.below ? chart.labelWidth + 16 : chart.width * 0.4
                y: line.below ? line.lane - 6 : (line.lane - height) / 2
                width: chart.width - x
                role: "inner-label"
                color: Theme.inkSoft
                text: line.bar?.detail ?? ""
                Accessible.ignored: true
            }
        }
    }
    Rectangle { // the axis
        visible: chart.bars.length > 0
        x: chart.labelWidth - 3
        width: 3
        height: chart.step * chart.bars.length
        color: Theme.line
    }
}
