pragma ComponentBehavior: Bound

// Scores of strangers and of members who come back, the part of strangers each threshold would name (right axis,
// logarithmic), and the threshold with what lies below it. Places are fractions of the chart.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: chart

    property var view
    property var words
    readonly property real plotX: 12
    readonly property real plotY: 84
    readonly property real plotW: width - 132
    readonly property real plotH: height - plotY - 104

    function px(x: real): real { return plotX + x * plotW; }
    function py(y: real): real { return plotY + (1 - y) * plotH; }
    function path(points: var): string {
        let said = "";
        for (let i = 0; i + 1 < points.length; i += 2)
            said += (i === 0 ? "M" : "L") + px(points[i]).toFixed(1) + " " + py(points[i + 1]).toFixed(1);
        return said === "" ? "M0 0" : said;
    }

    Repeater {
        model: chart.view.rates
        Item {
            id: rate
            required property var modelData
            Rectangle {
                x: chart.plotX
                y: chart.py(rate.modelData.at)
                width: chart.plotW
                height: 2
                color: Theme.hair
            }
            Label {
                x: chart.plotX + chart.plotW + 14
                y: chart.py(rate.modelData.at) - height / 2
                role: "bench-label"
                color: Theme.alarm
                text: rate.modelData.label
            }
        }
    }
    Outline {
        path: chart.path(chart.view.strangers) + "Z"
        fill: Theme.contrast ? "transparent" : Theme.stone
        stroke: Theme.line
        thickness: 4
    }
    Outline {
        visible: chart.view.own.length > 0
        path: chart.path(chart.view.own) + "Z"
        fill: Theme.contrast ? "transparent" : Theme.actTint
        stroke: Theme.act
        thickness: 4
        opacity: 0.86
    }
    Rectangle { // the axis of scores
        x: chart.plotX
        y: chart.plotY + chart.plotH
        width: chart.plotW
        height: 4
        color: Theme.line
    }
    Rectangle { // please confirm
        x: chart.px(Math.max(0, chart.view.doubt))
        y: chart.plotY + chart.plotH + 4
        width: chart.px(chart.view.accept) - x
        height: 16
        color: Theme.people
        border.width: 2
        border.color: Theme.peopleLip
    }
    Outline {
        path: chart.path(chart.view.fpir)
        stroke: Theme.alarm
        thickness: 5
    }
    Outline {
        path: chart.path([0, chart.view.limit, 1, chart.view.limit])
        stroke: Theme.alarm
        thickness: 4
        round: false
        dashes: [5, 3]
    }
    Label {
        x: chart.plotX + chart.plotW - width - 8
        y: chart.py(chart.view.limit) - height - 2
        role: "bench-label"
        bold: true
        color: Theme.alarm
        text: chart.view.limitWords
    }
    Outline {
        visible: chart.view.before >= 0
        path: chart.path([Math.max(0, chart.view.before), 0, Math.max(0, chart.view.before), 1])
        stroke: Theme.line
        thickness: 4
        round: false
        dashes: [3, 3]
    }
    Rectangle {
        x: chart.px(chart.view.accept) - 3
        y: flag.y + flag.height
        width: 6
        height: chart.plotY + chart.plotH - y
        color: Theme.ink
    }
    Rectangle {
        id: flag
        x: Math.max(chart.plotX, Math.min(chart.plotX + chart.plotW - width, chart.px(chart.view.accept) - width / 2))
        y: 6
        width: value.fullWidth + 48
        height: 60
        radius: Metrics.radiusPlate
        color: Theme.act
        FittingLabel {
            id: value
            anchors.centerIn: parent
            room: parent.width
            role: "bench-button"
            bold: true
            color: Theme.actText
            text: chart.view.threshold
        }
    }
    Rectangle {
        x: chart.px(chart.view.accept) - 12
        y: chart.py(chart.view.acceptRate) - 12
        width: 24
        height: 24
        radius: 12
        color: Theme.card
        border.width: 6
        border.color: Theme.alarm
    }
    Repeater {
        model: chart.view.ticks
        Label {
            required property var modelData
            x: chart.px(modelData.at) - width / 2
            y: chart.plotY + chart.plotH + 22
            role: "bench-label"
            color: Theme.inkSoft
            text: modelData.label
        }
    }
    Rectangle {
        id: doubtKey
        x: chart.plotX
        y: chart.height - 30
        width: 36
        height: 18
        color: Theme.people
        border.width: 2
        border.color: Theme.peopleLip
    }
    FittingLabel {
        x: doubtKey.x + 52
        anchors.verticalCenter: doubtKey.verticalCenter
        room: chart.width - x
        width: room
        role: "bench-body"
        text: chart.view.doubtWords
    }
}
