pragma ComponentBehavior: Bound

// Errors over the reference. Before: hollow squares on a dashed line; after: full dots. The limits are lines with their
// number, and what U leaves of them is tinted and written. `view` is a PlotView, see kiosk/calibrating/view.py.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: plot

    property var view
    readonly property real gutter: 96 // for the numbers at the left
    readonly property real foot: 96 // for the numbers below and what the marks mean
    readonly property real areaWidth: width - gutter
    readonly property real areaHeight: height - foot
    readonly property var points: view?.points ?? []
    readonly property var before: points.filter(point => point.before !== null && point.before !== undefined)
    readonly property var after: points.filter(point => point.after !== null && point.after !== undefined)

    readonly property real free: { // the middle of the widest gap between two references: no mark lies on words there
        const marks = plot.view?.marks ?? [];
        let widest = 0, middle = plot.width / 2;
        for (let at = 1; at < marks.length; ++at) {
            const from = plot.px(marks[at - 1].at), to = plot.px(marks[at].at);
            if (to - from > widest + 1) {
                widest = to - from;
                middle = (from + to) / 2;
            }
        }
        return middle;
    }

    function px(x: real): real {
        return plot.gutter + plot.areaWidth * (x - plot.view.left) / (plot.view.right - plot.view.left);
    }
    function py(error: real): real {
        const top = plot.view.top;
        return plot.areaHeight * (top - Math.max(-top, Math.min(top, error))) / (2 * top);
    }
    function path(points: var, of: string): string {
        return points.length < 2 ? "M0 0" : points.map((point, at) => (at === 0 ? "M" : "L") + plot.px(point.x) + " " + plot.py(point[of])).join(" ");
    }

    Rectangle {
        visible: !!plot.view
        x: plot.gutter
        y: plot.view ? plot.py(plot.view.limit) : 0
        width: plot.areaWidth
        height: plot.view ? plot.py(-plot.view.limit) - y : 0
        color: Theme.doneTint
    }
    Rectangle {
        visible: !!plot.view && typeof plot.view.guard === "number"
        x: plot.gutter
        y: visible ? plot.py(plot.view.guard) : 0
        width: plot.areaWidth
        height: visible ? plot.py(-plot.view.guard) - y : 0
        color: Theme.guard
    }
    Repeater {
        model: plot.view?.ticks ?? []
        Item {
            id: tick
            required property var modelData
            y: plot.py(modelData.at)
            Rectangle {
                x: plot.gutter
                y: -height / 2
                width: plot.areaWidth
                height: tick.modelData.limit ? 4 : 2
                color: tick.modelData.limit ? Theme.alarm : tick.modelData.at === 0 ? Theme.line : Theme.hair
            }
            Label {
                width: plot.gutter - 14
                y: -height / 2
                horizontalAlignment: Text.AlignRight
                role: "bench-label"
                bold: tick.modelData.limit
                color: tick.modelData.limit ? Theme.alarm : Theme.inkSoft
                text: tick.modelData.word
            }
        }
    }
    Outline {
        visible: plot.before.length > 1
        anchors.fill: parent
        path: plot.path(plot.before, "before")
        stroke: Theme.line
        thickness: 4
        dashes: [3, 2]
        round: false
    }
    Outline {
        visible: plot.after.length > 1
        anchors.fill: parent
        path: plot.path(plot.after, "after")
        stroke: Theme.done
        thickness: 5
    }
    Repeater {
        model: plot.before
        PlotMark {
            required property var modelData
            x: plot.px(modelData.x) - width / 2
            y: plot.py(modelData.before) - height / 2
        }
    }
    Repeater {
        model: plot.after
        PlotMark {
            required property var modelData
            full: true
            x: plot.px(modelData.x) - width / 2
            y: plot.py(modelData.after) - height / 2
        }
    }
    Label {
        id: limitWords
        visible: !!plot.view
        x: Math.max(plot.gutter + 16, Math.min(plot.width - width - 12, plot.free - width / 2))
        y: plot.view ? plot.py(plot.view.limit) + 6 : 0
        role: "bench-label"
        color: Theme.alarm
        text: plot.view?.limitWords ?? ""
    }
    Label {
        readonly property bool meets: y < limitWords.y + limitWords.height // a low drawing: one at each end
        visible: !!plot.view && plot.view.guardWords !== ""
        x: meets ? plot.width - width - 12 : Math.max(plot.gutter + 16, Math.min(plot.width - width - 12, plot.free - width / 2))
        y: visible ? plot.py(-plot.view.guard) - height - 4 : 0
        role: "bench-label"
        color: Theme.done
        text: plot.view?.guardWords ?? ""
    }
    Repeater {
        model: plot.view?.marks ?? []
        Label {
            required property var modelData
            x: Math.min(plot.width - width, plot.px(modelData.at) - width / 2)
            y: plot.areaHeight + 4
            role: "bench-label"
            color: Theme.inkSoft
            text: modelData.word
        }
    }
    Row {
        x: plot.gutter
        y: plot.height - 44
        spacing: 14
        PlotMark { anchors.verticalCenter: parent.verticalCenter }
        Label {
            role: "bench-label"
            text: plot.view?.beforeWord ?? ""
        }
        Item {
            width: 16
            height: 1
        }
        PlotMark {
            anchors.verticalCenter: parent.verticalCenter
            full: true
        }
        Label {
            role: "bench-label"
            text: plot.view?.afterWord ?? ""
        }
        Item {
            width: 16
            height: 1
        }
        Label {
            role: "bench-label"
            color: Theme.inkSoft
            text: plot.view?.unit ?? ""
        }
    }
}
