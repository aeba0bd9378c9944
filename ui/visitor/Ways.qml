// The ways in side by side, with 或 between two of them. An empty list draws nothing and takes no room.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Item {
    id: ways

    property var tips: Visit.tips

    visible: ways.tips.length > 0
    implicitHeight: visible ? row.height : 0
    height: implicitHeight

    Row {
        id: row
        Repeater {
            model: ways.tips
            Way {
                required property var modelData
                width: ways.width / ways.tips.length
                icon: modelData.icon
                text: modelData.text
            }
        }
    }
    Item {
        visible: ways.tips.length === 2
        x: parent.width / 2
        height: parent.height
        Rectangle { x: -2; width: 4; height: or.y - 8; color: Theme.stone }
        Label {
            id: or
            anchors.verticalCenter: parent.verticalCenter
            x: -width / 2
            role: "base"
            color: Theme.inkSoft
            text: Visit.words.notices.or
        }
        Rectangle { x: -2; y: or.y + or.height + 8; width: 4; height: parent.height - y; color: Theme.stone }
    }
}
