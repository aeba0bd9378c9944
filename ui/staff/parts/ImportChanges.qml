pragma ComponentBehavior: Bound

// Fields under each other: what each was, and what it would be.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Column {
    id: list

    property var changes: [] // ChangeViews
    property real rowHeight: 60

    readonly property real headHeight: head.height

    TableHead {
        id: head
        width: parent.width
        pad: 0
        columns: [{ "title": "", "share": 7 }, { "title": Staff.words["import"].before, "share": 10 }, { "title": Staff.words["import"].after, "share": 10 }]
    }
    Repeater {
        model: list.changes
        Item {
            id: change
            required property var modelData
            readonly property var cells: [modelData.label, modelData.before, modelData.after]
            width: list.width
            height: list.rowHeight
            Rectangle {
                width: parent.width
                height: 2
                color: Theme.hair
            }
            Repeater {
                model: change.cells
                FittingLabel {
                    required property string modelData
                    required property int index
                    x: change.width * [0, 7, 17][index] / 27
                    width: change.width * [7, 10, 10][index] / 27 - 12
                    anchors.verticalCenter: change.verticalCenter
                    role: "inner-label"
                    bold: index === 2
                    color: index === 2 ? Theme.ink : Theme.inkSoft
                    text: modelData
                }
            }
        }
    }
}
