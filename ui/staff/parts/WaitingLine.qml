// One call: whom it is for, why and since when, and who goes.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: line

    property var call // a WaitingRow
    property bool first: false
    readonly property bool open: call.takenBy === ""

    Rectangle {
        visible: !line.first
        width: parent.width
        height: 2
        color: Theme.hair
    }
    Plate {
        id: badge
        anchors.verticalCenter: parent.verticalCenter
        text: line.call.badge
        warm: line.call.person && line.open
    }
    Column {
        x: badge.width + 28
        width: act.x - x - 20
        anchors.verticalCenter: parent.verticalCenter
        FittingLabel {
            width: parent.width
            role: "inner-button"
            bold: true
            text: line.call.who
        }
        StateLabel {
            role: line.height < 130 ? "inner-label" : "inner-body"
            bold: line.call.urgent
            icon: line.call.urgent ? "tri" : ""
            tone: line.call.urgent ? "alarm" : "soft"
            word: [line.call.urgent ? Staff.words.today["at-once"] : "", line.call.what, line.call.since].filter(said => said !== "").join(" · ")
            room: parent.width
        }
    }
    Item {
        id: act
        anchors.right: parent.right
        width: 192
        height: parent.height
        CompactButton {
            objectName: "button-take-" + line.call.id
            visible: line.open
            anchors.verticalCenter: parent.verticalCenter
            width: 192
            icon: "check"
            label: Staff.words.today.take
            onPressed: Staff.act("take", { "call": line.call.id })
        }
        CompactButton {
            objectName: "button-close-" + line.call.id
            visible: line.call.mine
            anchors.verticalCenter: parent.verticalCenter
            width: 192
            kind: "secondary"
            label: Staff.words.today.close
            onPressed: Staff.act("close", { "call": line.call.id })
        }
        StateLabel {
            visible: !line.open && !line.call.mine
            anchors.verticalCenter: parent.verticalCenter
            role: "inner-label"
            tone: "soft"
            bold: false
            word: line.call.takenBy + " " + Staff.words.today.went
            room: 192
        }
    }
}
