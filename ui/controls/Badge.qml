// A state in word, shape and colour; the colour only repeats what the other two say.
import QtQuick
import ui.theme

Row {
    id: badge

    property string shape: "ok"
    property string text
    property string role: "base"
    readonly property color tone: Theme.shape(shape)

    spacing: Type.px(role) * 0.3

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: badge.shape
        size: Type.px(badge.role) * 1.15
        color: badge.tone
        weight: 5
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -Type.px(badge.role) * 0.05
        role: badge.role
        bold: true
        color: badge.tone
        text: badge.text
    }
}
