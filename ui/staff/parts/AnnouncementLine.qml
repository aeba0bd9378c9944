// One announcement that was put up: its title, its days, whether it stands there; taken down by the button.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: line

    property var announcement // an AnnouncementRow
    property bool first

    Rectangle {
        visible: !line.first
        x: 36
        width: parent.width - 72
        height: 2
        color: Theme.hair
    }
    Column {
        x: 36
        anchors.verticalCenter: parent.verticalCenter
        width: take.x - x - 24
        FittingLabel {
            width: parent.width
            role: "inner-body"
            bold: true
            text: line.announcement.title
        }
        Row {
            spacing: 24
            StateLabel {
                role: "inner-label"
                icon: line.announcement.icon
                tone: line.announcement.tone
                word: line.announcement.standing
            }
            Label {
                role: "inner-label"
                color: Theme.inkSoft
                text: line.announcement.days
            }
        }
    }
    CompactButton {
        id: take
        objectName: "button-withdraw-" + line.announcement.row
        visible: line.announcement.canWithdraw
        anchors.right: parent.right
        anchors.rightMargin: 36
        anchors.verticalCenter: parent.verticalCenter
        kind: "quiet"
        padding: 28
        label: Staff.words.announcements.withdraw
        onPressed: Staff.act("withdraw", { "row": line.announcement.row })
    }
}
