pragma ComponentBehavior: Bound

// What would become, or became, of every row: five counters, the rows one of them counts, and what to do next.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.preview
    readonly property var done: Staff.content.done
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait
    readonly property int rows: Math.max(1, Math.min(7, Math.floor((sheet.height - head.y - head.height - 2) / rowHeight)))
    readonly property real below: acts.y - sheet.y - Metrics.gap - 70 // a list upright has, where it needs no pager
    readonly property bool turns: wide ? view.total > rows || view.first > 0 : view.total * rowHeight > below
    readonly property real rowHeight: wide ? 98 : 150
    readonly property var shares: wide ? [["row", 4], ["name", 6], ["number", 13], [view.looks ? "problem" : "becomes", 16], [view.looks ? "remedy" : "more", 12]]
        : [["row", 4], ["name", 6], [view.looks ? "problem" : "becomes", 15]]

    Row {
        id: told
        visible: !!part.done
        width: parent.width
        height: visible ? 104 : 0
        spacing: 24
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: part.done?.undone ? "undo" : "ok"
            size: 72
            color: part.done?.undone ? Theme.act : Theme.done
        }
        Column {
            width: parent.width - 96
            FittingLabel {
                objectName: "done"
                width: parent.width
                role: "inner-head"
                bold: true
                text: part.done?.headline ?? ""
            }
            FittingLabel {
                width: parent.width
                role: "inner-label"
                color: Theme.inkSoft
                text: part.done?.lead ?? ""
            }
        }
    }
    ImportCounters {
        id: counters
        y: told.visible ? told.height + 16 : 0
        width: parent.width
        counters: part.view.counters
    }
    FittingLabel {
        id: out
        visible: part.view.leftOut !== "" && !part.done
        y: counters.y + counters.height + 12
        width: parent.width
        role: "inner-label"
        color: Theme.inkSoft
        text: part.view.leftOut
    }
    SheetCard {
        id: sheet
        y: (out.visible ? out.y + out.height : counters.y + counters.height) + (part.wide ? 14 : 20)
        width: part.wide ? parent.width - pager.width - Metrics.gap : parent.width
        height: acts.y - y - (part.wide ? 20 : part.turns ? Metrics.innerTarget + 2 * Metrics.gap : Metrics.gap)
        radius: Metrics.radiusBar
        TableHead {
            id: head
            y: 2
            width: parent.width
            columns: part.shares.map(one => ({ "title": part.words[one[0]], "share": one[1] }))
        }
        Label {
            visible: part.view.empty !== ""
            anchors.centerIn: parent
            role: "inner-head"
            text: part.view.empty
        }
        Column {
            y: head.y + head.height
            width: parent.width
            Repeater {
                model: Math.min(part.rows, part.view.lines.length)
                ImportLine {
                    required property int index
                    width: sheet.width
                    height: part.rowHeight
                    columns: head.columns
                    wide: part.wide
                    looks: part.view.looks
                    line: part.view.lines[index]
                }
            }
        }
    }
    ImportPager {
        id: pager
        x: parent.width - width
        y: part.wide ? sheet.y : acts.y - height - Metrics.gap
        height: part.wide ? sheet.height : Metrics.innerTarget
        first: part.view.first
        total: part.view.total
        rows: part.rows
        turns: part.turns
    }
    ImportActs {
        id: acts
        y: parent.height - height
        width: parent.width
        view: part.view
        done: part.done
        words: part.words
        wide: part.wide
    }
}
