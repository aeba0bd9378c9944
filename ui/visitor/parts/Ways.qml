// The ways in side by side, with 或 between them. An empty list draws nothing and takes no room.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel
import kiosk.visitor

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
                packed: ways.tips.length > 2
                icon: modelData.icon
                text: modelData.text
            }
        }
    }
    Repeater {
        model: Math.max(0, ways.tips.length - 1)
        Item {
            id: between
            required property int index
            x: ways.width * (index + 1) / ways.tips.length
            height: ways.height
            Rectangle { visible: or.visible; x: -2; width: 4; height: or.y - 8; color: Theme.stone }
            Rectangle { visible: !or.visible; x: -2; width: 4; height: between.height; color: Theme.stone }
            Label {
                id: or
                visible: ways.tips.length < 3 || Panel.portrait || Panel.textScale <= 1.1 // else the line alone says it
                // Beside the icons of three ways there is room for it, beside their words there is none.
                y: ways.tips.length > 2 ? 40 : (parent.height - height) / 2
                x: -width / 2
                role: "base"
                color: Theme.inkSoft
                text: Visit.words.notices.or
            }
            Rectangle { visible: or.visible; x: -2; y: or.y + or.height + 8; width: 4; height: between.height - y; color: Theme.stone }
        }
    }
}
