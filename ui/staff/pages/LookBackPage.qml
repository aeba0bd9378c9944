pragma ComponentBehavior: Bound

// Readings a device found wrong may have misjudged: each person is called, and what came of it is one touch.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["look-back"]
    readonly property bool several: view.choices.length > 0
    readonly property bool empty: view.lead === ""
    readonly property bool turns: view.newer || view.older
    readonly property real rowHeight: Math.min(wide ? 150 : 252, (sheet.height - lead.height - (turns && !wide ? 132 : 8)) / 5)

    title: words.title
    note: wide && several ? view.lead : view.done
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: page.wide ? "button-newer" : ""
            visible: page.wide && page.turns
            width: 132
            padding: 8
            kind: "quiet"
            icon: "up"
            caption: page.words.newer
            missing: page.view.newer ? "" : " "
            onPressed: Staff.act("newer")
        }
        CompactButton {
            objectName: page.wide ? "button-older" : ""
            visible: page.wide && page.turns
            width: 132
            padding: 8
            kind: "quiet"
            icon: "down"
            caption: page.words.older
            missing: page.view.older ? "" : " "
            onPressed: Staff.act("older")
        }
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
    }

    Row {
        id: choices
        visible: page.several
        x: page.wide ? 28 : 0
        y: page.wide ? 12 : 0
        z: 1
        spacing: 12
        Repeater {
            model: page.view.choices
            CompactButton {
                required property var modelData
                objectName: "button-choice-" + modelData.key
                width: (page.width - 2 * Metrics.innerPad - 2 * choices.x - (page.view.choices.length - 1) * 12) / page.view.choices.length
                padding: 8
                role: "inner-label"
                kind: modelData.chosen ? "secondary" : "quiet"
                label: modelData.label
                onPressed: Staff.act("choose", { "look_back": modelData.key })
            }
        }
    }
    SheetCard {
        id: sheet
        y: page.several && !page.wide ? choices.height + Metrics.gap : 0
        width: parent.width
        height: parent.height - y
        radius: Metrics.radiusBar

        Item {
            id: lead
            x: 28
            width: parent.width - 56
            height: !page.wide ? 84 : (page.several ? choices.y + choices.height + 6 : 0) + 56
            StateLabel {
                visible: !page.empty
                anchors.bottom: parent.bottom
                anchors.bottomMargin: page.wide ? 4 : 18
                role: page.wide ? "inner-label" : "inner-body"
                bold: false
                icon: page.view.complete ? "ok" : ""
                tone: page.view.complete ? "done" : "soft"
                word: (page.wide && page.several ? page.view.done : page.view.lead) + (page.view.complete ? " · " + page.words["all-done"] : "")
                room: parent.width - (page.wide ? 520 : 0)
            }
            Label {
                visible: page.wide
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 4
                role: "inner-label"
                color: Theme.inkSoft
                text: page.view.place
            }
        }
        StateLabel {
            visible: page.view.rows.length === 0 && !page.view.busy
            anchors.centerIn: parent
            role: "inner-head"
            icon: "ok"
            tone: "done"
            word: page.empty ? page.words.nothing : page.words.gone
        }
        Column {
            x: 28
            y: lead.height
            width: parent.width - 56
            Repeater {
                model: page.view.rows
                LookBackLine {
                    required property var modelData
                    required property int index
                    objectName: "row-" + index
                    width: sheet.width - 56
                    height: page.rowHeight
                    wide: page.wide
                    reading: modelData
                }
            }
        }
        CompactButton {
            objectName: page.wide ? "" : "button-newer"
            visible: !page.wide && page.view.newer
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            kind: "quiet"
            icon: "up"
            label: page.words.newer
            onPressed: Staff.act("newer")
        }
        FittingLabel {
            visible: !page.wide
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 44
            room: parent.width - 2 * 230
            width: Math.min(fullWidth + 1, room)
            role: "inner-label"
            color: Theme.inkSoft
            text: page.view.place
        }
        CompactButton {
            objectName: page.wide ? "" : "button-older"
            visible: !page.wide && page.view.older
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            kind: "quiet"
            icon: "down"
            label: page.words.older
            onPressed: Staff.act("older")
        }
    }
}
