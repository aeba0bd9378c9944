// What is right already, under the doorway: near, lit, straight. Word and shape say it; only what is not right is bold.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: marks

    readonly property real factor: Math.min(1, (width - 2 * 24) / Math.max(1, row.wanted)) // three of three characters at 1.25

    implicitHeight: Math.round(Type.lead * 1.36)

    Row {
        id: row
        readonly property real wanted: 3 * (Type.lead * 4.6) + 2 * 40
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 56 * marks.factor
        Repeater {
            model: Visit.guidance.marks
            Row {
                id: mark
                required property var modelData
                spacing: 20
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: mark.modelData.good ? "ok" : "tri"
                    size: word.font.pixelSize * 1.1
                    color: mark.modelData.good ? Theme.done : Theme.care
                    weight: 4.4
                }
                Label {
                    id: word
                    role: "lead"
                    factor: marks.factor
                    bold: !mark.modelData.good
                    color: mark.modelData.good ? Theme.inkSoft : Theme.ink
                    text: mark.modelData.word
                }
            }
        }
    }
}
