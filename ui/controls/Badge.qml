// A state in word, shape and colour; the colour only repeats what the other two say.
import QtQuick
import ui.theme

Row {
    id: badge

    property string shape: "ok"
    property string text
    property string role: "base"
    property real factor: 1
    readonly property real px: Type.px(role) * factor
    readonly property color tone: Theme.shape(shape)

    spacing: px * 0.3

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: badge.shape
        size: badge.px * 1.15
        color: badge.tone
        weight: 5
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -badge.px * 0.05
        role: badge.role
        factor: badge.factor
        bold: true
        color: badge.tone
        text: badge.text
    }
}
