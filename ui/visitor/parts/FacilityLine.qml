// One line of the device-fault screen: what it is, and 能用 or where it is done instead.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: line

    property var facility
    property bool last: false
    readonly property bool works: line.facility.works

    Accessible.role: Accessible.StaticText
    Accessible.name: line.facility.title + " " + line.facility.word

    Rectangle {
        visible: !line.works
        y: 6
        width: parent.width
        height: parent.height - 12
        radius: 24
        color: Theme.peopleTint
    }
    Icon {
        id: sign
        x: 32
        anchors.verticalCenter: parent.verticalCenter
        name: line.facility.icon
        size: Math.min(112, parent.height - 48)
        color: Theme.act
        weight: 3.4
    }
    Label {
        x: sign.x + sign.width + 44
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -4
        role: "button"
        bold: true
        text: line.facility.title
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 32
        anchors.verticalCenter: parent.verticalCenter
        spacing: 20
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: line.works ? "ok" : "desk"
            size: 76
            color: line.works ? Theme.done : Theme.ink
            weight: 4.6
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -3
            role: "lead"
            bold: true
            color: line.works ? Theme.done : Theme.ink
            text: line.facility.word
        }
    }
    Rectangle {
        visible: line.works && !line.last
        y: parent.height - 3
        width: parent.width
        height: 3
        color: Theme.hair
    }
}
