pragma ComponentBehavior: Bound

// The audit trail for the auditor: who did what, chosen by day, account, kind and resident; verified and exported.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.audit
    readonly property var opened: view.opened ?? null
    property string choosing // "account", "kind", "person" or "": what is chosen in the place of the list
    property string seen // the outcome that was put away
    readonly property bool tells: view.task !== "" || (view.outcome !== "" && view.outcome !== seen)
    readonly property real sideWidth: wide ? 400 : width - 2 * Metrics.innerPad

    title: words.title
    note: wide ? view.head : "" // upright the title has no room beside it
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-export"
            visible: page.view.mayExport
            kind: "secondary"
            padding: page.wide ? 36 : 24
            icon: "upload"
            label: page.words.export
            onPressed: Staff.act("export")
        }
        CompactButton {
            objectName: "button-verify"
            visible: page.view.mayVerify
            padding: page.wide ? 36 : 24
            icon: "check"
            label: page.words.verify
            onPressed: {
                page.seen = "";
                Staff.act("verify");
            }
        }
    }

    AuditFilters {
        id: side
        x: page.wide ? parent.width - width : 0
        width: page.sideWidth
        wide: page.wide
        view: page.view
        words: page.words
        choosing: page.choosing
        onChoose: what => page.choose(what)
        onClear: page.clear()
    }

    SheetCard {
        id: sheet
        y: page.wide ? 0 : side.height + Metrics.gap
        width: page.wide ? parent.width - page.sideWidth - Metrics.gap : parent.width
        height: parent.height - y
        radius: Metrics.radiusBar

        // --- the list
        Item {
            anchors.fill: parent
            visible: !page.tells && page.opened === null && page.choosing === ""
            TableHead {
                id: head
                y: 8
                width: parent.width
                columns: page.columns
            }
            StateLabel {
                visible: page.view.entries.length === 0
                anchors.centerIn: parent
                role: "inner-head"
                icon: "info"
                tone: "soft"
                word: page.words.nothing
            }
            Column {
                y: head.y + head.height
                width: parent.width
                Repeater {
                    model: page.view.entries
                    TableLine {
                        required property var modelData
                        required property int index
                        objectName: "entry-" + modelData.seq
                        width: sheet.width
                        height: page.rowHeight
                        first: index === 0
                        columns: page.columns
                        cells: [
                            { text: modelData.when, tone: "soft", bold: false, icon: modelData.doubtful ? "tri" : "" },
                            { text: modelData.who, tone: "ink", bold: true },
                            { text: modelData.what, tone: "ink", bold: false }
                        ]
                        onPressed: Staff.act("look", { "seq": modelData.seq })
                    }
                }
            }
            CompactButton {
                objectName: "button-newer"
                visible: page.view.newer
                x: 24
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 20
                kind: "quiet"
                icon: "up"
                label: page.words.newer
                onPressed: Staff.act("newer")
            }
            FittingLabel {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 48
                room: parent.width - 2 * 240
                width: Math.min(fullWidth + 1, room)
                role: "inner-label"
                color: Theme.inkSoft
                text: page.view.place + " · " + page.view.total + (page.wide ? "" : "\n" + page.view.head)
            }
            CompactButton {
                objectName: "button-older"
                visible: page.view.older
                anchors.right: parent.right
                anchors.rightMargin: 24
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 20
                kind: "quiet"
                icon: "down"
                label: page.words.older
                onPressed: Staff.act("older")
            }
        }

        // --- one entry, or what came of a task
        AuditTold {
            visible: page.tells || page.opened !== null
            x: 56
            width: parent.width - 112
            anchors.verticalCenter: parent.verticalCenter
            view: page.view
            words: page.words
            opened: page.opened
            tells: page.tells
            onClosed: {
                page.seen = page.view.outcome;
                Staff.act("look", { "seq": 0 });
            }
        }

        // --- something to choose by
        Flow {
            id: choices
            readonly property var all: page.choosing === "account" ? page.view.accounts : page.choosing === "kind" ? page.view.kinds : []
            visible: !page.tells && page.opened === null && all.length > 0
            x: 36
            y: 36
            width: parent.width - 72
            height: parent.height - 72
            spacing: Metrics.gap
            clip: true
            Repeater {
                model: choices.all
                CompactButton {
                    required property var modelData
                    objectName: "choice-" + modelData.key
                    width: (choices.width - 2 * Metrics.gap) / 3
                    height: 108
                    padding: 16
                    kind: modelData.chosen ? "primary" : "secondary"
                    icon: modelData.chosen ? "check" : ""
                    label: modelData.label
                    onPressed: {
                        const action = page.choosing;
                        page.choosing = "";
                        Staff.act(action, { "key": modelData.key });
                    }
                }
            }
        }

        // --- the end of a number
        AuditPerson {
            id: person
            visible: !page.tells && page.opened === null && page.choosing === "person"
            x: 36
            y: 28
            width: parent.width - 72
            view: page.view
            words: page.words
        }
    }

    readonly property var columns: [
        { title: words.when, share: 2 },
        { title: words.who, share: 2 },
        { title: words.what, share: 7 }
    ]
    readonly property real rowHeight: Math.max(96, Math.min(124, (sheet.height - head.height - 144) / 6))

    onViewChanged: if (view.person !== undefined && view.person !== "" && choosing === "person") choosing = ""

    function choose(what: string) {
        page.seen = page.view.outcome;
        page.choosing = page.choosing === what ? "" : what;
        person.forget();
        Staff.act("look", { "seq": 0 });
    }

    function clear() {
        page.choosing = "";
        person.forget();
        Staff.act("clear");
    }
}
