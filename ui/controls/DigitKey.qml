// One key of a digit pad.
import QtQuick
import ui.theme

TouchTarget {
    id: key

    property string word
    property bool strong: false
    property bool off: false
    property string wordRole: "lead" // of a key with a word on it

    enabled: !off
    caption: word

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusKey
        color: key.off ? Theme.hair : key.strong ? Theme.actLip : Theme.line
    }
    Rectangle {
        width: parent.width
        y: key.down ? 5 : 0
        height: parent.height - (key.off ? 0 : 8)
        radius: Metrics.radiusKey
        color: key.off ? Theme.well : key.strong ? Theme.act : Theme.card
        border.width: key.strong && !key.off ? 0 : Metrics.edge
        border.color: key.off ? Theme.hair : Theme.line
        Behavior on y { NumberAnimation { duration: 80 } }
        Label {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -3
            role: key.word.length > 1 ? key.wordRole : "act"
            bold: true
            color: key.off ? Theme.inkSoft : key.strong ? Theme.actText : Theme.ink
            text: key.word
            Accessible.ignored: true
        }
    }
}
