// One entry of the trail with its machine form, or what came of verifying and exporting.
import QtQuick
import ui.theme
import ui.controls

Column {
    id: told

    property var view // AuditView
    property var words
    property var opened // EntryView or null
    property bool tells // the task's outcome, and not an entry

    signal closed()

    spacing: 36
    Icon {
        visible: told.tells
        name: told.view.task !== "" ? "wait" : told.view.sound ? "ok" : "oct"
        size: 124
        color: told.view.task !== "" ? Theme.act : told.view.sound ? Theme.done : Theme.alarm
    }
    StateLabel {
        visible: !told.tells
        role: "inner-body"
        tone: "soft"
        bold: false
        icon: told.opened?.doubtful ? "tri" : ""
        word: (told.opened?.when ?? "") + " · " + (told.opened?.who ?? "")
        room: parent.width
    }
    Label {
        objectName: "told"
        width: parent.width
        wrapMode: Text.Wrap
        role: "inner-head"
        bold: true
        text: told.tells ? told.view.outcome : told.opened?.what ?? ""
    }
    Label {
        visible: !told.tells
        width: parent.width
        wrapMode: Text.WrapAnywhere
        role: "inner-label"
        color: Theme.inkSoft
        text: told.opened?.machine ?? ""
    }
    CompactButton {
        objectName: "button-close"
        visible: told.view.task === ""
        kind: "secondary"
        icon: "back"
        label: told.words.close
        onPressed: told.closed()
    }
}
