pragma ComponentBehavior: Bound

// A copy for the person to take along: in which form, and onto which stick.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.rights
    readonly property bool wide: !Metrics.portrait

    Column {
        width: parent.width
        spacing: 36
        Label {
            width: parent.width
            wraps: true
            role: "inner-head"
            bold: true
            text: part.view.lead
        }
        StateLabel {
            role: "inner-body"
            icon: part.view.hasStick ? "ok" : "tri"
            tone: part.view.hasStick ? "done" : "care"
            word: part.view.stick
            room: parent.width
        }
        StateLabel {
            visible: part.view.problem !== ""
            role: "inner-body"
            icon: "tri"
            tone: "care"
            word: part.view.problem
            room: parent.width
        }
        Repeater {
            model: part.view.formats
            SheetCard {
                id: format
                required property var modelData
                width: parent.width
                height: part.wide ? 148 : 260
                radius: Metrics.radiusBar
                Label {
                    x: 44
                    y: part.wide ? (parent.height - height) / 2 : 28
                    width: part.wide ? button.x - 88 : parent.width - 88
                    wraps: true
                    role: "inner-body"
                    color: Theme.inkSoft
                    text: format.modelData.lead
                }
                CompactButton {
                    id: button
                    objectName: "button-copy-" + format.modelData.key
                    x: part.wide ? parent.width - width - 28 : 28
                    y: part.wide ? (parent.height - height) / 2 : parent.height - height - 28
                    width: part.wide ? 520 : parent.width - 56
                    kind: "secondary"
                    icon: "download"
                    missing: part.view.hasStick ? "" : format.modelData.label
                    busy: part.view.busy
                    busyWord: part.words.busy
                    label: format.modelData.label
                    onPressed: Staff.act("copy_as", { "form": format.modelData.key })
                }
            }
        }
    }
}
