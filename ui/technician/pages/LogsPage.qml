pragma ComponentBehavior: Bound

// The terminal's own log, its versions, how its parts are; and all of it as one file on a stick.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.logs
    readonly property var tabs: view.tabs ?? []
    readonly property var levels: view.levels ?? []
    readonly property bool turns: (view.newer ?? false) || (view.older ?? false)
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 16 - 28
    readonly property real listY: levelRow.y + (levels.length > 0 && !wide ? levelRow.height + Metrics.benchGap : wide ? tabRow.height + Metrics.benchGap : 0)
    readonly property real pagerY: bodyHeight - (turns ? Metrics.benchTarget : 0)
    readonly property real toldHeight: told.visible ? told.height : done.visible ? done.height : 0
    readonly property bool tells: toldHeight > 0
    readonly property bool beside: wide && turns // what is told stands between the pager's buttons
    readonly property real toldX: beside ? 260 : 0
    readonly property real toldY: beside ? bodyHeight - toldHeight : pagerY - (turns ? Metrics.benchGap : 0) - toldHeight

    title: words.title
    note: view.note ?? ""
    aside: BenchButton {
        objectName: "button-export"
        visible: page.view.mayExport ?? false
        icon: "upload"
        padding: page.wide ? 32 : 24
        busy: page.view.busy ?? false
        busyWord: page.words.busy
        label: page.words.export
        onPressed: Staff.act("export")
    }

    Row {
        id: tabRow
        spacing: Metrics.benchGap
        height: Metrics.benchTarget
        Repeater {
            model: page.tabs.length
            BenchButton {
                required property int index
                readonly property var of: page.tabs[index] ?? ({ "key": "", "label": "", "chosen": false })
                objectName: "tab-" + of.key
                kind: of.chosen ? "secondary" : "quiet"
                label: of.label
                onPressed: Staff.act("tab", { "key": of.key })
            }
        }
    }
    Row {
        id: levelRow
        visible: page.levels.length > 0
        x: page.wide ? page.bodyWidth - width : 0
        y: page.wide ? 0 : tabRow.height + Metrics.benchGap
        spacing: Metrics.benchGap
        height: Metrics.benchTarget
        Repeater {
            model: page.levels.length
            BenchButton {
                required property int index
                readonly property var of: page.levels[index] ?? ({ "key": "", "label": "", "chosen": false })
                objectName: "level-" + of.key
                kind: of.chosen ? "secondary" : "quiet"
                label: of.label
                onPressed: Staff.act("level", { "key": of.key })
            }
        }
    }
    LogRows {
        y: page.listY
        width: page.bodyWidth
        height: Math.min(page.pagerY - (page.turns ? Metrics.benchGap : 0), page.tells ? page.toldY - Metrics.benchGap : page.bodyHeight) - y
        rows: page.view.rows ?? []
        nothing: page.view.nothing ?? ""
        wide: page.wide
    }
    BenchTold {
        id: told
        x: page.toldX
        y: page.toldY
        width: page.bodyWidth - 2 * x
        words: page.view.problem ?? ""
    }
    BenchCard {
        id: done
        visible: !told.visible && (page.view.done ?? "") !== ""
        x: page.toldX
        y: page.toldY
        width: page.bodyWidth - 2 * x
        height: Math.max(84, said.height + 28)
        Icon {
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            name: "ok"
            size: 44
            color: Theme.done
            weight: 4.6
        }
        Label {
            id: said
            x: 88
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 20
            role: "bench-body"
            wraps: true
            text: page.view.done ?? ""
        }
    }
    Pager {
        visible: page.turns
        y: page.pagerY
        width: page.bodyWidth
        view: page.beside && page.tells ? ({ "newer": page.view.newer, "older": page.view.older, "place": "" }) : page.view
        words: page.words
    }
}
