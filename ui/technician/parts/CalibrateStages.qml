pragma ComponentBehavior: Bound

// The steps of a calibration: what is done has a tick and its result, what is now stands out, what is to come has its
// number. Beside the work in landscape, one strip with the name of the present step in portrait.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: steps

    property var stages: []
    property bool wide: true
    readonly property int now: Math.max(0, stages.findIndex(stage => stage.state === "now"))
    readonly property var present: stages[now] ?? ({ "label": "", "result": "" })
    readonly property real gap: 12
    readonly property real share: wide ? Math.min(120, (height - (stages.length - 1) * gap) / Math.max(1, stages.length)) : (width - (stages.length - 1) * 8) / Math.max(1, stages.length)

    implicitHeight: 100

    Repeater {
        model: steps.wide ? steps.stages.length : 0
        Rectangle {
            id: stage
            required property int index
            readonly property var of: steps.stages[index] ?? ({ "label": "", "state": "next", "result": "" })
            readonly property bool now: of.state === "now"
            readonly property bool done: of.state === "done"
            readonly property color tint: now ? Theme.actText : Theme.ink
            y: index * (steps.share + steps.gap)
            width: steps.width
            height: steps.share
            radius: Metrics.radiusKey
            color: now ? Theme.act : done ? Theme.card : Theme.paper
            border.width: now ? 0 : 2
            border.color: Theme.hair
            Icon {
                visible: stage.done
                x: 20
                anchors.verticalCenter: parent.verticalCenter
                name: "ok"
                size: 44
                color: Theme.done
                weight: 4.6
            }
            Rectangle {
                visible: !stage.done
                x: 20
                anchors.verticalCenter: parent.verticalCenter
                width: 44
                height: 44
                radius: 22
                color: "transparent"
                border.width: 4
                border.color: stage.now ? Theme.actText : Theme.line
                Label {
                    anchors.centerIn: parent
                    anchors.verticalCenterOffset: -1
                    role: "bench-label"
                    bold: true
                    color: stage.tint
                    text: stage.index + 1
                }
            }
            Column {
                x: 84
                anchors.verticalCenter: parent.verticalCenter
                FittingLabel {
                    room: stage.width - 96
                    width: room
                    role: "bench-button"
                    bold: true
                    color: stage.tint
                    text: stage.of.label
                }
                FittingLabel {
                    visible: text !== ""
                    room: stage.width - 96
                    width: room
                    role: "bench-label"
                    color: stage.now ? Theme.actText : Theme.inkSoft
                    text: stage.of.result
                }
            }
        }
    }
    Repeater {
        model: steps.wide ? 0 : steps.stages.length
        Rectangle {
            id: piece
            required property int index
            readonly property string state_: steps.stages[index]?.state ?? "next"
            x: index * (steps.share + 8)
            y: steps.height - 36
            width: steps.share
            height: 36
            radius: 18
            color: state_ === "now" ? Theme.act : state_ === "done" ? Theme.done : Theme.track
            Icon {
                visible: piece.state_ === "done"
                anchors.centerIn: parent
                name: "check"
                size: 28
                color: Theme.actText
                weight: 6
            }
            Label {
                visible: piece.state_ !== "done"
                anchors.centerIn: parent
                anchors.verticalCenterOffset: -1
                role: "bench-label"
                bold: true
                color: piece.state_ === "now" ? Theme.actText : Theme.ink
                text: piece.index + 1
            }
        }
    }
    FittingLabel {
        visible: !steps.wide
        room: parent.width
        width: room
        role: "bench-button"
        bold: true
        text: steps.present.result === "" ? steps.present.label : steps.present.label + " · " + steps.present.result
    }
}
