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
    readonly property real fieldWidth: wide ? sideWidth : (sideWidth - Metrics.gap) / 2

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

    Grid {
        id: side
        x: page.wide ? parent.width - width : 0
        width: page.sideWidth
        columns: page.wide ? 1 : 2
        spacing: Metrics.gap
        Item {
            width: page.fieldWidth
            height: account.implicitHeight
            FormField {
                id: day
                objectName: "field-day"
                x: 108
                width: parent.width - 216
                title: page.words.day
                value: page.view.day
                chosen: page.view.onOneDay
                onPressed: Staff.act(page.view.onOneDay ? "all_days" : "today")
            }
            CompactButton {
                objectName: "button-day-before"
                anchors.bottom: parent.bottom
                width: 96
                kind: "quiet"
                padding: 20
                icon: "back"
                caption: page.words["day-before"]
                onPressed: Staff.act("day", { "step": -1 })
            }
            CompactButton {
                objectName: "button-day-after"
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                width: 96
                kind: "quiet"
                padding: 20
                icon: "next"
                caption: page.words["day-after"]
                onPressed: Staff.act("day", { "step": 1 })
            }
        }
        FormField {
            id: account
            objectName: "field-account"
            width: page.fieldWidth
            title: page.words.account
            value: page.chosenOf(page.view.accounts)
            chosen: page.choosing === "account"
            onPressed: page.choose("account")
        }
        FormField {
            objectName: "field-kind"
            width: page.fieldWidth
            title: page.words.kind
            value: page.chosenOf(page.view.kinds)
            chosen: page.choosing === "kind"
            onPressed: page.choose("kind")
        }
        FormField {
            objectName: "field-person"
            width: page.fieldWidth
            title: page.words.person
            icon: "search"
            value: page.view.person
            hint: page.words["person-hint"]
            chosen: page.choosing === "person"
            onPressed: page.choose("person")
        }
        CompactButton {
            objectName: "button-clear"
            width: page.fieldWidth
            kind: "quiet"
            icon: "replay"
            label: page.words.clear
            onPressed: page.clear()
        }
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
        Column {
            visible: page.tells || page.opened !== null
            x: 56
            width: parent.width - 112
            anchors.verticalCenter: parent.verticalCenter
            spacing: 36
            Icon {
                visible: page.tells
                name: page.view.task !== "" ? "wait" : page.view.sound ? "ok" : "oct"
                size: 124
                color: page.view.task !== "" ? Theme.act : page.view.sound ? Theme.done : Theme.alarm
            }
            StateLabel {
                visible: !page.tells
                role: "inner-body"
                tone: "soft"
                bold: false
                icon: page.opened?.doubtful ? "tri" : ""
                word: (page.opened?.when ?? "") + " · " + (page.opened?.who ?? "")
                room: parent.width
            }
            Label {
                objectName: "told"
                width: parent.width
                wrapMode: Text.Wrap
                role: "inner-head"
                bold: true
                text: page.tells ? page.view.outcome : page.opened?.what ?? ""
            }
            Label {
                visible: !page.tells
                width: parent.width
                wrapMode: Text.WrapAnywhere
                role: "inner-label"
                color: Theme.inkSoft
                text: page.opened?.machine ?? ""
            }
            CompactButton {
                objectName: "button-close"
                visible: page.view.task === ""
                kind: "secondary"
                icon: "back"
                label: page.words.close
                onPressed: {
                    page.seen = page.view.outcome;
                    Staff.act("look", { "seq": 0 });
                }
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
        Column {
            visible: !page.tells && page.opened === null && page.choosing === "person"
            x: 36
            y: 28
            width: parent.width - 72
            spacing: 20
            FittingLabel {
                width: parent.width
                role: "inner-head"
                bold: true
                text: page.view.people.length > 0 ? page.words["more-than-one"] : page.view.nobody ? page.words.nobody : page.words["person-ask"] + "  " + pad.typed
            }
            DigitPad {
                id: pad
                visible: page.view.people.length === 0
                width: Math.min(parent.width, 640)
                keyHeight: 116
                columnSpacing: 16
                rowSpacing: 16
                decimals: 0
                most: 4
                deleteWord: page.words["delete"]
                okWord: page.words.find
                onEntered: text => Staff.act("tail", { "digits": text })
            }
            Repeater {
                model: page.view.people
                CompactButton {
                    required property var modelData
                    objectName: "person-" + modelData.resident
                    width: parent.width
                    kind: "secondary"
                    label: modelData.name + "  " + modelData.number
                    onPressed: Staff.act("person", { "resident": modelData.resident })
                }
            }
        }
    }

    readonly property var columns: [
        { title: words.when, share: 2 },
        { title: words.who, share: 2 },
        { title: words.what, share: 7 }
    ]
    readonly property real rowHeight: Math.max(96, Math.min(124, (sheet.height - head.height - 144) / 6))

    onViewChanged: if (view.person !== undefined && view.person !== "" && choosing === "person") choosing = ""

    function chosenOf(choices: var): string {
        return choices?.find(choice => choice.chosen)?.label ?? "";
    }

    function choose(what: string) {
        page.seen = page.view.outcome;
        page.choosing = page.choosing === what ? "" : what;
        pad.typed = "";
        Staff.act("look", { "seq": 0 });
    }

    function clear() {
        page.choosing = "";
        pad.typed = "";
        Staff.act("clear");
    }
}
