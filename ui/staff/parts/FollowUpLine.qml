pragma ComponentBehavior: Bound

// One person who is to be measured again or to see the family doctor, and what came of a call.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: line

    property var followUp // a FollowUpRow
    property bool wide
    readonly property real buttonWidth: wide ? 176 : 148
    readonly property var acts: ["contacted", "arranged", "cancelled"]

    Rectangle {
        width: parent.width
        height: 2
        color: Theme.hair
    }
    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: buttons.x - 20
        FittingLabel {
            width: parent.width
            role: "inner-label"
            bold: true
            text: line.followUp.who
        }
        Label {
            width: parent.width
            role: "inner-label"
            wraps: true
            text: line.followUp.why
        }
        StateLabel {
            role: "inner-label"
            bold: line.followUp.outcome !== "" || line.followUp.urgent
            icon: line.followUp.outcome !== "" ? "ok" : line.followUp.urgent ? "tri" : ""
            tone: line.followUp.outcome !== "" ? "done" : line.followUp.urgent ? "care" : "soft"
            word: line.followUp.state
            room: parent.width
        }
    }
    Row {
        id: buttons
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12
        Repeater {
            model: line.acts
            CompactButton {
                required property string modelData
                objectName: "button-" + modelData + "-" + line.followUp.row
                width: line.buttonWidth
                padding: 4
                role: "inner-label"
                kind: line.followUp.outcome === modelData ? "secondary" : "quiet" // the words at the left say it as well
                label: Staff.words["follow-ups"][modelData]
                onPressed: Staff.act("note", { "row": line.followUp.row, "outcome": modelData })
            }
        }
    }
}
