pragma ComponentBehavior: Bound

// One member: when they are to be measured again, and their family doctor's goals; the one or the other at a time.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["member-follow-ups"]
    readonly property bool goals: view.side === "goal"
    readonly property real bodyWidth: width - 2 * Metrics.innerPad

    title: view.name
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-undo"
            visible: page.view.undo !== ""
            kind: "secondary"
            icon: "undo"
            label: page.view.undo
            onPressed: Staff.act("undo")
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
        id: sides
        spacing: 12
        Repeater {
            model: ["again", "goal"]
            CompactButton {
                required property string modelData
                objectName: "button-side-" + modelData
                width: (page.bodyWidth - 12) / 2
                kind: page.view.side === modelData ? "secondary" : "quiet"
                icon: page.view.side === modelData ? "check" : ""
                label: page.words[modelData]
                onPressed: Staff.act("turn", { "side": modelData })
            }
        }
    }
    SheetCard {
        id: known
        y: sides.height + Metrics.gap
        width: page.wide ? (page.bodyWidth - Metrics.gap) / 2 : parent.width
        height: page.wide ? parent.height - y : Math.max(200, lines.height + 40)
        radius: Metrics.radiusBar
        StateLabel {
            visible: page.view.lines.length === 0
            anchors.centerIn: parent
            role: "inner-body"
            tone: "soft"
            word: page.goals ? page.words["none-goal"] : page.words["none-again"]
        }
        Column {
            id: lines
            x: 28
            y: 20
            width: parent.width - 56
            spacing: 12
            Repeater {
                model: page.view.lines
                Item {
                    id: line
                    required property var modelData
                    width: lines.width
                    height: 112
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: cancel.x - 20
                        FittingLabel {
                            width: parent.width
                            role: "inner-body"
                            bold: true
                            text: line.modelData.label
                        }
                        FittingLabel {
                            width: parent.width
                            role: "inner-label"
                            color: Theme.inkSoft
                            text: line.modelData.detail
                        }
                    }
                    CompactButton {
                        id: cancel
                        objectName: "button-cancel-" + line.modelData.key
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        width: 148
                        padding: 8
                        role: "inner-label"
                        kind: "quiet"
                        label: page.words.cancel
                        onPressed: Staff.act("cancel", { "key": line.modelData.key })
                    }
                }
            }
        }
    }
    FollowUpMaker {
        x: page.wide ? known.width + Metrics.gap : 0
        y: page.wide ? known.y : known.y + known.height + Metrics.gap
        width: page.wide ? known.width : parent.width
        view: page.view
        words: page.words
        height: page.wide ? parent.height - y : implicitHeight
    }
}
