pragma ComponentBehavior: Bound

// What to measure again and when, or a goal's limits and how long it holds; then one touch keeps it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: maker

    property var view // a MemberFollowUpsView
    property var words
    readonly property bool goals: view.side === "goal"
    readonly property real room: width - 56

    radius: Metrics.radiusBar
    implicitHeight: made.height + 48

    component Choices: Row {
        id: choices
        property var from
        property string act
        property string named
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
                onPressed: Staff.act(choices.act, choices.act === "when" ? { "days": parseInt(modelData.key) } : { "what": modelData.key })
            }
        }
    }

    Column {
        id: made
        x: 28
        y: 24
        width: maker.room
        spacing: 16
        Choices {
            from: maker.view.whats
            act: "choose"
        }
        Repeater {
            model: maker.goals ? ["low", "high"] : []
            Item {
                id: limit
                required property string modelData
                width: made.width
                height: 100
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "inner-body"
                    color: Theme.inkSoft
                    text: maker.words[limit.modelData]
                }
                Row {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 12
                    CompactButton {
                        objectName: "button-" + limit.modelData + "-less"
                        width: 108
                        padding: 8
                        kind: "quiet"
                        icon: "minus"
                        caption: maker.words[limit.modelData] + " −"
                        onPressed: Staff.act("step", { "limit": limit.modelData, "by": -1 })
                    }
                    Label {
                        width: 210
                        height: 96
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        role: "inner-body"
                        bold: true
                        text: maker.view[limit.modelData] + (/^[0-9]/.test(maker.view[limit.modelData]) ? " " + maker.view.unit : "")
                    }
                    CompactButton {
                        objectName: "button-" + limit.modelData + "-more"
                        width: 108
                        padding: 8
                        kind: "quiet"
                        icon: "plus"
                        caption: maker.words[limit.modelData] + " +"
                        onPressed: Staff.act("step", { "limit": limit.modelData, "by": 1 })
                    }
                }
            }
        }
        Choices {
            from: maker.view.whens
            act: "when"
        }
        CompactButton {
            objectName: "button-save"
            width: made.width
            kind: "primary"
            icon: "check"
            busy: maker.view.busy
            missing: maker.view.missing
            label: maker.goals ? maker.words.note : maker.words.plan
            onPressed: Staff.act("save")
        }
    }
}
