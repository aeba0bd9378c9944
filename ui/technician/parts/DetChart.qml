pragma ComponentBehavior: Bound

// Missed over wrongly named, both axes logarithmic: further left and further down is better. Before = hollow square, now
// = full dot.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: chart

    property var view
    property var words
    readonly property real plotX: 128
    readonly property real plotY: 44
    readonly property real plotW: width - plotX - 40
    readonly property real plotH: height - plotY - 112

    function px(x: real): real { return plotX + x * plotW; }
    function py(y: real): real { return plotY + (1 - y) * plotH; }
    function path(points: var): string {
        let said = "";
        for (let i = 0; i + 1 < points.length; i += 2)
            said += (i === 0 ? "M" : "L") + px(points[i]).toFixed(1) + " " + py(points[i + 1]).toFixed(1);
        return said === "" ? "M0 0" : said;
    }

    Repeater {
        model: chart.view.fnirs
        Item {
            id: row
            required property var modelData
            Rectangle { x: chart.plotX; y: chart.py(row.modelData.at); width: chart.plotW; height: 2; color: Theme.hair }
            Label {
                x: chart.plotX - width - 14
                y: chart.py(row.modelData.at) - height / 2
                role: "bench-label"
                color: Theme.inkSoft
                text: row.modelData.label
            }
        }
    }
    Repeater {
        model: chart.view.fpirs
        Item {
            id: column
            required property var modelData
            Rectangle { x: chart.px(column.modelData.at); y: chart.plotY; width: 2; height: chart.plotH; color: Theme.hair }
            Label {
                x: Math.min(chart.px(column.modelData.at) - width / 2, chart.width - width)
                y: chart.plotY + chart.plotH + 10
                role: "bench-label"
                color: Theme.inkSoft
                text: column.modelData.label
            }
        }
    }
    Label {
        x: chart.plotX - 116
        y: -10
        role: "bench-label"
        text: chart.words.fnir
    }
    Label {
        x: chart.plotX + chart.plotW - width + 32
        y: chart.plotY + chart.plotH + 46
        role: "bench-label"
        text: chart.words.fpir
    }
    Outline { // both limits
        path: chart.path([chart.view.limitFpir, 0, chart.view.limitFpir, 1]) + chart.path([0, chart.view.limitFnir, 1, chart.view.limitFnir])
        stroke: Theme.alarm
        thickness: 4
        round: false
        dashes: [5, 3]
    }
    Label {
        x: chart.px(chart.view.limitFpir) + 10
        y: chart.plotY + 4
        role: "bench-label"
        bold: true
        color: Theme.alarm
        text: chart.view.limitFpirWords
    }
    Label {
        x: chart.plotX + chart.plotW - width - 8
        y: chart.py(chart.view.limitFnir) - height
        role: "bench-label"
        bold: true
        color: Theme.alarm
        text: chart.view.limitFnirWords
    }
    Outline {
        path: chart.path(chart.view.line)
        stroke: Theme.act
        thickness: 6
    }
    Rectangle {
        visible: chart.view.before.length === 2
        x: chart.px(chart.view.before[0] ?? 0) - 13
        y: chart.py(chart.view.before[1] ?? 0) - 13
        width: 26
        height: 26
        color: Theme.card
        border.width: 5
        border.color: Theme.ink
    }
    Rectangle {
        visible: chart.view.now.length === 2
        x: chart.px(chart.view.now[0] ?? 0) - 14
        y: chart.py(chart.view.now[1] ?? 0) - 14
        width: 28
        height: 28
        radius: 14
        color: chart.view.now[1] > 0 ? Theme.ink : Theme.card // on the axis: nobody was missed
        border.width: 6
        border.color: Theme.ink
    }
    FittingLabel {
        x: chart.plotX
        y: chart.height - 36
        room: chart.width - x
        width: room
        role: "bench-body"
        text: chart.view.words
    }
}
