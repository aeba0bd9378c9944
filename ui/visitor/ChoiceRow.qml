// One thing to measure: an icon on a disc, the word, how long it takes. The whole row can be touched.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

TouchTarget {
    id: choice

    property string buttonId
    property string icon

    objectName: "button-" + choice.buttonId
    visible: Visit.buttons.includes(choice.buttonId)
    caption: Visit.labels[choice.buttonId] ?? ""
    onPressedOut: Visit.press(choice.buttonId)

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusCard
        color: Theme.act
    }
    Rectangle {
        width: parent.width
        y: choice.down ? Metrics.lip - 3 : 0
        height: parent.height - Metrics.lip - 2
        radius: Metrics.radiusCard
        color: Theme.card
        border.width: Metrics.edge
        border.color: Theme.act
        Behavior on y { NumberAnimation { duration: 80 } }

        Rectangle {
            id: disc
            x: 56
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(188, parent.height - 48)
            height: width
            radius: width / 2
            color: Theme.actTint
            Icon {
                anchors.centerIn: parent
                name: choice.icon
                size: parent.width * 0.64
                color: Theme.act
                weight: 3.6
            }
        }
        Column {
            x: disc.x + disc.width + 56
            width: parent.width - x - 148
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -6
            Label {
                role: "act"
                bold: true
                color: Theme.act
                text: choice.caption
                Accessible.ignored: true
            }
            FittingLabel {
                width: parent.width
                role: "base"
                color: Theme.inkSoft
                text: Visit.details[choice.buttonId] ?? ""
            }
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: 44
            anchors.verticalCenter: parent.verticalCenter
            name: "next"
            size: 84
            color: Theme.act
            weight: 4.4
        }
    }
}
