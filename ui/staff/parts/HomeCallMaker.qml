pragma ComponentBehavior: Bound

// What was noted before, and what came of it this time: one touch each, a few words if somebody wants, then it is noted.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: maker

    property var view // HomeCallView
    property var words
    property bool short: false // room for the newest only
    readonly property real room: width - 56

    component Choices: Row {
        id: choices
        property var from: []
        property string act
        spacing: 12
        Repeater {
            model: choices.from
            CompactButton {
                required property var modelData
                objectName: "button-" + choices.act + "-" + modelData.key
                width: (maker.room - (choices.from.length - 1) * 12) / choices.from.length
                padding: 4
                role: "inner-label"
                kind: modelData.chosen ? "secondary" : "quiet"
                label: modelData.label
                onPressed: Staff.act(choices.act, choices.act === "again" ? { "days": parseInt(modelData.key) } : { "key": modelData.key })
            }
        }
    }

    radius: Metrics.radiusBar
    implicitHeight: said.y + said.height + 12 + made.height + 24

    Column {
        id: said
        x: 28
        y: 20
        width: maker.room
        spacing: 6
        Label {
            visible: !maker.short
            role: "inner-body"
            bold: true
            text: maker.words.calls
        }
        Label {
            visible: maker.view.calls.length === 0
            role: "inner-label"
            color: Theme.inkSoft
            text: maker.words["no-calls"]
        }
        Repeater {
            model: maker.short ? maker.view.calls.slice(0, 1) : maker.view.calls
            Label {
                required property var modelData
                width: maker.room
                wraps: true
                role: "inner-label"
                color: Theme.inkSoft
                text: modelData.note === "" || maker.short ? modelData.line : modelData.line + "\n" + modelData.note
            }
        }
    }
    Column {
        id: made
        x: 28
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        width: maker.room
        spacing: 12
        Choices {
            from: maker.view.outcomes
            act: "outcome"
        }
        Label {
            role: "inner-label"
            color: Theme.inkSoft
            text: maker.words.again
        }
        Choices {
            from: maker.view.agains
            act: "again"
        }
        FormField {
            objectName: "button-note"
            width: maker.room
            hint: maker.words["note-field"]
            caption: hint + " " + value
            value: maker.view.note
            onPressed: Staff.act("writing", { "on": true })
        }
        CompactButton {
            objectName: "button-save"
            width: maker.room
            kind: "primary"
            icon: "check"
            busy: maker.view.busy
            busyWord: Staff.words.members.busy
            missing: maker.view.ready ? "" : maker.words.choose
            label: maker.words.save
            onPressed: Staff.act("save")
        }
    }
}
