pragma ComponentBehavior: Bound

// Who is enrolled, as their card says: locked, and where they stand on the list.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: card

    property var person
    property int rows: 3
    default property alias extra: more.data

    radius: Metrics.radiusBar
    height: told.height + 2 * 28

    Column {
        id: told
        x: 36
        y: 28
        width: parent.width - 72
        spacing: 12
        Item {
            width: parent.width
            height: name.height
            FittingLabel {
                id: name
                room: parent.width - locked.width - 24
                width: Math.min(fullWidth + 1, room)
                role: "inner-title"
                bold: true
                text: card.person.name
            }
            StateLabel {
                id: locked
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                icon: "lock"
                tone: "soft"
                role: "inner-label"
                bold: false
                word: Staff.words.enrol.locked
            }
        }
        Repeater {
            model: card.person.fields.slice(0, card.rows)
            Item {
                id: line
                required property var modelData
                width: told.width
                height: Math.max(key.height, value.height)
                Label {
                    id: key
                    width: 150
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: line.modelData.label
                }
                Label {
                    id: value
                    x: 158
                    width: parent.width - x
                    wraps: true
                    role: "inner-label"
                    text: line.modelData.value
                }
            }
        }
        StateLabel {
            icon: card.person.looks ? "info" : "ok"
            tone: card.person.looks ? "act" : "done"
            role: "inner-label"
            word: card.person.standing
            room: parent.width
        }
        Repeater {
            model: card.person.warnings
            StateLabel {
                required property string modelData
                icon: "tri"
                tone: "care"
                role: "inner-label"
                word: modelData
                room: told.width
            }
        }
        Column {
            id: more
            width: parent.width
            spacing: 16
        }
    }
}
