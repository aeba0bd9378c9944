pragma ComponentBehavior: Bound

// Whose day to be measured again is over, and who is to see the family doctor: what came of calling them is one touch.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["follow-ups"]
    readonly property bool turns: view.newer || view.older
    readonly property real rowHeight: Math.min(wide ? 156 : 252, (sheet.height - lead.height - (turns && !wide ? 132 : 8)) / 5)

    title: words.title
    note: wide ? view.place : ""
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

    SheetCard {
        id: sheet
        width: parent.width
        height: parent.height
        radius: Metrics.radiusBar

        Item {
            id: lead
            x: 28
            width: parent.width - 56
            height: page.wide ? 64 : 84
            StateLabel {
                visible: page.view.lead !== ""
                anchors.bottom: parent.bottom
                anchors.bottomMargin: page.wide ? 8 : 18
                role: page.wide ? "inner-label" : "inner-body"
                bold: false
                tone: "soft"
                word: page.view.lead
                room: parent.width
            }
        }
        StateLabel {
            visible: page.view.rows.length === 0 && !page.view.busy
            anchors.centerIn: parent
            role: "inner-head"
            icon: "ok"
            tone: "done"
            word: page.words.nothing
        }
        Column {
            x: 28
            y: lead.height
            width: parent.width - 56
            Repeater {
                model: page.view.rows
                FollowUpLine {
                    required property var modelData
                    required property int index
                    objectName: "row-" + index
                    width: sheet.width - 56
                    height: page.rowHeight
                    wide: page.wide
                    followUp: modelData
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
