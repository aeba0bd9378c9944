// A line on the frame's strip that is to be seen at once: white on its colour, with one thing to do where there is one.
import QtQuick
import ui.theme

Item {
    id: notice

    property string icon
    property string words
    property string act // on its button; "" when there is nothing to do
    property real touchHeight: 96 // of the button, higher than it is drawn

    signal pressed

    implicitHeight: 76

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusKey
        color: Theme.card
        border.width: Metrics.edge
        border.color: Theme.peopleLip
    }
    StateLabel {
        id: said
        x: 24
        anchors.verticalCenter: parent.verticalCenter
        icon: notice.icon
        word: notice.words
        tone: "ink"
        role: "inner-button"
        room: (button.visible ? button.x : notice.width) - x - 20
    }
    TouchTarget {
        id: button
        objectName: "button-notice"
        visible: notice.act !== ""
        width: word.width + 64
        height: notice.touchHeight
        anchors.right: parent.right
        y: (notice.height - height) / 2
        urgent: true
        caption: notice.act
        onPressed: notice.pressed()
        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: 8
            y: (parent.height - height) / 2
            width: parent.width - 8
            height: notice.height - 16
            radius: Metrics.radiusPlate
            color: button.down ? Theme.actLip : Theme.act
        }
        Label {
            id: word
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -2
            role: "inner-body"
            bold: true
            color: Theme.actText
            text: notice.act
            Accessible.ignored: true
        }
    }
}
