// One place of an inner wing: icon and word; where one is stands on the colour of an act.
import QtQuick
import ui.theme

TouchTarget {
    id: item

    property string icon
    property string word
    property bool chosen: false
    readonly property color ink: chosen ? Theme.actText : Theme.ink

    caption: word
    implicitHeight: 132

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusInner
        color: item.chosen ? Theme.act : item.down ? Theme.stone : Theme.floor
    }
    Column {
        anchors.centerIn: parent
        spacing: 2
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: item.icon
            size: 56
            color: item.ink
        }
        FittingLabel {
            anchors.horizontalCenter: parent.horizontalCenter
            width: item.width - 12
            horizontalAlignment: Text.AlignHCenter
            role: "inner-body"
            bold: item.chosen
            color: item.ink
            text: item.word
            Accessible.ignored: true
        }
    }
}
