pragma ComponentBehavior: Bound

// What the hall announces on its first screen: those there are, one that is written, and files of a stick to take it from.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.announcements
    readonly property real bodyWidth: width - 2 * Metrics.innerPad
    readonly property real bodyHeight: height - Metrics.innerTop - 36
    readonly property bool writes: view.mode === "write"

    title: view.mode === "files" ? "" : words.title
    note: wide && writes ? words.remind : ""
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: page.view.mode === "list" ? "button-back" : "button-cancel"
            kind: "quiet"
            icon: "back"
            padding: 28
            label: page.view.mode === "list" ? page.words.back : page.writes ? page.words.cancel : page.words.close
            onPressed: Staff.act(page.view.mode === "list" ? "back" : "cancel")
        }
        CompactButton {
            objectName: page.writes ? "button-post" : "button-write"
            visible: page.view.mode !== "files"
            icon: page.writes ? "check" : "plus"
            padding: 28
            busy: page.view.busy && page.writes
            busyWord: page.words.busy
            label: page.writes ? page.words.post : page.words.new
            onPressed: Staff.act(page.writes ? "post" : "write")
        }
    }

    SheetCard {
        id: sheet
        visible: !page.writes
        width: parent.width
        height: parent.height
        radius: Metrics.radiusBar
        Label {
            visible: page.view.told !== "" && !page.view.busy
            anchors.centerIn: parent
            width: parent.width - 144
            wraps: true
            horizontalAlignment: Text.AlignHCenter
            role: "inner-head"
            text: page.view.told
        }
        Column {
            y: 16
            width: parent.width
            Repeater {
                model: page.view.mode === "list" ? page.view.rows : []
                AnnouncementLine {
                    required property var modelData
                    required property int index
                    width: sheet.width
                    height: Math.min(page.wide ? 132 : 176, (sheet.height - 32) / 6)
                    first: index === 0
                    announcement: modelData
                }
            }
        }
        Grid {
            id: files
            x: 36
            y: 36
            columns: page.wide ? 2 : 1
            spacing: Metrics.gap
            Repeater {
                model: page.view.mode === "files" ? page.view.files : []
                CompactButton {
                    required property var modelData
                    objectName: "file-" + modelData[0]
                    width: (sheet.width - 72 - (files.columns - 1) * Metrics.gap) / files.columns
                    kind: "secondary"
                    role: "inner-body"
                    busy: false
                    label: modelData[1]
                    onPressed: Staff.act("take", { "key": modelData[0] })
                }
            }
        }
    }
    Loader {
        active: page.writes
        width: parent.width
        height: parent.height
        sourceComponent: AnnouncementDraft {
            draft: page.view.draft
            wide: page.wide
        }
    }
}
