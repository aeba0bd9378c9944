pragma ComponentBehavior: Bound

// The four stages of an enrolment: which is done, which is now.
import QtQuick
import ui.theme
import ui.controls

Row {
    id: row

    property var stages: []
    readonly property real share: width / Math.max(1, stages.length)

    height: 56

    Repeater {
        model: row.stages
        Item {
            id: stage
            required property var modelData
            required property int index
            readonly property bool now: modelData.state === "now"
            readonly property bool done: modelData.state === "done"
            width: row.share
            height: 56
            Rectangle {
                y: parent.height - 8
                width: parent.width - 12
                height: 8
                radius: 4
                color: stage.now ? Theme.act : stage.done ? Theme.done : Theme.track
            }
            StateLabel {
                icon: stage.done ? "ok" : ""
                tone: stage.now ? "act" : stage.done ? "done" : "soft"
                role: "inner-label"
                bold: stage.now
                word: (stage.index + 1) + " " + stage.modelData.label
                room: parent.width - 16
            }
        }
    }
}
