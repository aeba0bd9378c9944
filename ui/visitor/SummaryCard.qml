// 今天记下了: only what the store has committed.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

SheetCard {
    id: card

    implicitHeight: list.height + 56
    height: implicitHeight

    Column {
        id: list
        x: 44
        y: 24
        width: parent.width - 88
        Label { role: "body"; bold: true; text: Visit.notice }
        Repeater {
            model: Visit.summary
            Item {
                id: row
                required property var modelData
                required property int index
                width: list.width
                height: 96
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "body"
                    color: Theme.inkSoft
                    text: row.modelData.title
                }
                Label {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    role: "lead"
                    bold: true
                    text: row.modelData.value
                }
                Rectangle {
                    visible: row.index < Visit.summary.length - 1
                    y: parent.height - 2
                    width: parent.width
                    height: 2
                    color: Theme.hair
                }
            }
        }
    }
}
