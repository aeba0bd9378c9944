pragma ComponentBehavior: Bound

// How many came in a day, a week or a month, and of whom: one table at a time as bars, and the whole as a file to take away.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.reports
    readonly property bool counts: view.visits !== "" // there is a report, and its numbers are rounded

    title: words.title
    note: view.hall

    Row {
        id: choice
        x: page.wide ? parent.width - width : 0
        y: page.wide ? 16 - Metrics.innerTop : 0
        spacing: 12
        Repeater {
            model: page.view.kinds
            CompactButton {
                required property var modelData
                objectName: "button-kind-" + modelData.key
                width: page.wide ? 112 : 128
                padding: 8
                kind: modelData.chosen ? "secondary" : "quiet"
                label: modelData.label
                onPressed: Staff.act("of", { "kind": modelData.key })
            }
        }
        Item {
            width: page.wide ? 24 : page.width - 2 * Metrics.innerPad - 3 * 128 - 2 * 200 - 5 * 12
            height: 1
        }
        CompactButton {
            objectName: "button-older"
            width: page.wide ? 184 : 200
            padding: 8
            kind: "quiet"
            icon: "back"
            label: page.words.older
            onPressed: Staff.act("older")
        }
        CompactButton {
            objectName: "button-newer"
            width: page.wide ? 184 : 200
            padding: 8
            kind: "quiet"
            icon: "next"
            label: page.words.newer
            missing: page.view.newer ? "" : page.words.newer
            onPressed: Staff.act("newer")
        }
    }
    Grid {
        id: tabs
        y: page.wide ? 0 : choice.height + Metrics.gap
        columns: page.wide ? Math.max(1, page.view.tabs.length) : 4
        spacing: 12
        Repeater {
            model: page.view.tabs
            CompactButton {
                required property var modelData
                objectName: "button-tab-" + modelData.key
                width: (page.width - 2 * Metrics.innerPad - (tabs.columns - 1) * 12) / tabs.columns
                padding: 8
                role: "inner-body"
                kind: modelData.chosen ? "secondary" : "quiet"
                label: modelData.label
                onPressed: Staff.act("show", { "tab": modelData.key })
            }
        }
    }
    SheetCard {
        id: sheet
        y: tabs.y + (page.view.tabs.length > 0 ? tabs.height + Metrics.gap : 0)
        width: parent.width
        height: parent.height - y - (page.wide ? 0 : files.height + Metrics.gap)
        radius: Metrics.radiusBar

        Column {
            id: head
            x: 36
            y: 18
            width: page.wide ? files.x - x - Metrics.gap : parent.width - 72
            Row {
                spacing: 24
                FittingLabel {
                    id: period
                    role: "inner-head"
                    bold: true
                    room: head.width - (running.visible ? running.width + 24 : 0)
                    width: Math.min(fullWidth + 1, room)
                    text: page.view.period
                }
                StateLabel {
                    id: running
                    visible: page.view.running !== ""
                    anchors.verticalCenter: period.verticalCenter
                    role: "inner-label"
                    icon: "clock"
                    tone: "soft"
                    bold: false
                    word: page.view.running
                }
            }
            Row {
                visible: page.view.visits !== ""
                spacing: 12
                Label {
                    role: "inner-body"
                    color: Theme.inkSoft
                    text: page.words.visits
                }
                Label {
                    role: "inner-body"
                    bold: true
                    text: page.view.visits
                }
                Label {
                    role: "inner-body"
                    color: Theme.inkSoft
                    text: page.words.times
                }
            }
        }
        ReportBars {
            x: 36
            y: head.y + head.height + (page.wide ? 8 : 24)
            width: parent.width - 72
            height: parent.height - y - (below.text === "" ? 0 : below.implicitHeight) - 24
            wide: page.wide
            bars: page.view.bars
        }
        StateLabel {
            visible: page.view.nothing !== "" && !page.view.busy
            anchors.centerIn: parent
            role: "inner-head"
            icon: "info"
            tone: "soft"
            room: parent.width - 72
            word: page.view.nothing
        }
        Label {
            id: below
            x: 36
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 14
            width: parent.width - 72
            wraps: true
            role: "inner-label"
            color: Theme.inkSoft
            text: page.view.note + (page.view.note !== "" && page.counts ? "\n" : "") + (page.counts ? page.words.rule : "")
        }
    }
    Row {
        id: files
        visible: page.view.exports
        x: parent.width - width - (page.wide ? 24 : 0)
        y: page.wide ? sheet.y + 24 : parent.height - height
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-xlsx"
            width: page.wide ? implicitWidth : (page.width - 2 * Metrics.innerPad - Metrics.gap) / 2
            kind: "secondary"
            icon: "download"
            label: page.words.xlsx
            missing: page.view.exporting ? page.words.saving : page.view.visits === "" ? page.words.xlsx : ""
            onPressed: Staff.act("export", { "format": "xlsx" })
        }
        CompactButton {
            objectName: "button-pdf"
            width: page.wide ? implicitWidth : (page.width - 2 * Metrics.innerPad - Metrics.gap) / 2
            kind: "primary"
            icon: "download"
            label: page.words.pdf
            missing: page.view.exporting ? page.words.saving : page.view.visits === "" ? page.words.pdf : ""
            onPressed: Staff.act("export", { "format": "pdf" })
        }
    }
}
