// A state of a thing in a row or on a card: icon and word; the colour only repeats them.
import QtQuick
import ui.theme

Row {
    id: label

    property string icon
    property string word
    property string tone: "ink" // done, care, alarm, act, ink, soft
    property string role: "inner-body"
    property bool bold: true
    property real room: 0 // the word shrinks to fit into it; 0: as long as it is
    readonly property real px: Type.px(role)
    readonly property color color: tone === "alarm" ? Theme.alarm : tone === "soft" ? Theme.inkSoft : Theme.tone(tone)

    spacing: px * 0.33

    Icon {
        id: sign
        visible: label.icon !== ""
        anchors.verticalCenter: parent.verticalCenter
        name: label.icon
        size: label.px * 1.15
        color: label.color
        weight: 5
    }
    FittingLabel {
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -label.px * 0.05
        role: label.role
        bold: label.bold
        color: label.color
        text: label.word
        room: label.room > 0 ? label.room - (sign.visible ? sign.width + label.spacing : 0) : fullWidth + 1
        width: Math.min(fullWidth + 1, room)
    }
}
