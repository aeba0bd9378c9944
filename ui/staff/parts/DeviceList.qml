pragma ComponentBehavior: Bound

// The devices at a glance: how each is, in shape and word.
import QtQuick
import ui.theme
import ui.controls

Grid {
    id: list

    property var devices: [] // rows of DeviceRow
    readonly property real columnWidth: (width - columnSpacing * (columns - 1)) / columns

    columns: Metrics.portrait ? 2 : 1
    columnSpacing: 48
    rowSpacing: 12

    Repeater {
        model: list.devices
        Item {
            id: one
            required property var modelData
            width: list.columnWidth
            height: 52
            FittingLabel {
                width: parent.width * 0.55
                anchors.verticalCenter: parent.verticalCenter
                role: "inner-body"
                text: one.modelData.title
            }
            StateLabel {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "inner-label"
                icon: one.modelData.works ? "ok" : "tri"
                tone: one.modelData.works ? "done" : "care"
                word: one.modelData.word
                room: parent.width * 0.43
            }
        }
    }
}
