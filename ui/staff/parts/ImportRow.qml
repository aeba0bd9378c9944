pragma ComponentBehavior: Bound

// One row opened: what is wrong and what to do, or field by field what changes; and what else to know.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: part

    readonly property var view: Staff.content.row
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait

    radius: Metrics.radiusBar

    Column {
        id: all
        x: 56
        y: 32
        width: parent.width - 112
        spacing: 16
        FittingLabel {
            width: parent.width
            role: "inner-title"
            bold: true
            text: part.view.title
        }
        Grid { // beside each other where there is room
            columns: part.wide ? 2 : 1
            columnSpacing: 48
            rowSpacing: 16
            Label {
                role: "inner-head"
                color: Theme.inkSoft
                text: part.view.number
            }
            StateLabel {
                role: "inner-head"
                icon: part.view.icon
                tone: part.view.tone
                word: part.view.problem !== "" ? part.view.problem : part.view.word
                room: part.width - (part.wide ? 640 : 112)
            }
        }
        Label {
            visible: part.view.detail !== ""
            width: parent.width
            wraps: true
            role: "inner-body"
            text: part.view.detail
        }
        Label {
            visible: part.view.remedy !== ""
            width: parent.width
            wraps: true
            role: "inner-head"
            color: Theme.act
            bold: true
            text: part.view.remedy
        }
        ImportChanges {
            id: changes
            visible: part.view.changes.length > 0
            width: parent.width
            rowHeight: Math.min(part.wide ? 60 : 92, (part.height - all.y - y - headHeight - hints.height - 48) / Math.max(1, part.view.changes.length))
            changes: part.view.changes
        }
        Column {
            id: hints
            width: parent.width
            spacing: 8
            Repeater {
                model: part.view.hints.slice(0, 3)
                Row {
                    id: hint
                    required property string modelData
                    width: hints.width
                    spacing: 20
                    Icon {
                        name: "info"
                        size: 42
                        color: Theme.act
                    }
                    Label {
                        width: parent.width - 62
                        wraps: true
                        role: "inner-label"
                        text: hint.modelData
                    }
                }
            }
        }
    }
}
