// One key of the digit pad.
import QtQuick
import ui.theme

TouchTarget {
    id: key

    property string word
    property bool strong: false

    caption: word

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusKey
        color: key.strong ? Theme.actLip : Theme.line
    }
    Rectangle {
        width: parent.width
        y: key.down ? 5 : 0
        height: parent.height - 8
        radius: Metrics.radiusKey
        color: key.strong ? Theme.act : Theme.card
        border.width: key.strong ? 0 : Metrics.edge
        border.color: Theme.line
        Behavior on y { NumberAnimation { duration: 80 } }
        Label {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -3
            role: key.word.length > 1 ? "lead" : "act"
            bold: true
            color: key.strong ? Theme.actText : Theme.ink
            text: key.word
            Accessible.ignored: true
        }
    }
}
