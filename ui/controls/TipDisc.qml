// One act while waiting: an icon on a disc, the words under it.
import QtQuick
import ui.theme

Item {
    id: tip

    property string icon
    property string text

    implicitHeight: words.y + words.height

    Rectangle {
        id: disc
        anchors.horizontalCenter: parent.horizontalCenter
        width: 148
        height: 148
        radius: 74
        color: Theme.actTint
        Icon {
            anchors.centerIn: parent
            name: tip.icon
            size: 96
            color: Theme.act
            weight: 3.6
        }
    }
    FittingLabel {
        id: words
        y: disc.height + 12
        width: parent.width
        room: parent.width - 24
        horizontalAlignment: Text.AlignHCenter
        role: "body"
        bold: true
        text: tip.text
    }
}
