// A choice: an icon on a disc, a word, one small line. The whole of it can be touched.
import QtQuick
import ui.theme
import kiosk.screen

TouchTarget {
    id: tile

    property string buttonId
    property string icon
    readonly property bool low: height < 400

    objectName: "button-" + buttonId
    visible: Visit.buttons.includes(buttonId)
    caption: Visit.labels[buttonId] ?? ""
    onPressedOut: Visit.press(buttonId)

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusCard
        color: Theme.act
    }
    Rectangle {
        width: parent.width
        y: tile.down ? Metrics.lip - 3 : 0
        height: parent.height - Metrics.lip - 2
        radius: Metrics.radiusCard
        color: Theme.card
        border.width: Metrics.edge
        border.color: Theme.act
        Behavior on y { NumberAnimation { duration: 80 } }

        Column {
            anchors.centerIn: parent
            width: parent.width - 32
            spacing: tile.low ? 4 : 14
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: tile.low ? 140 : 188
                height: width
                radius: width / 2
                color: Theme.actTint
                Icon {
                    anchors.centerIn: parent
                    name: tile.icon
                    size: parent.width * 0.64
                    color: Theme.act
                    weight: 3.6
                }
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                role: "act"
                bold: true
                color: Theme.act
                text: tile.caption
                Accessible.ignored: true
            }
            FittingLabel {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                role: "base"
                color: Theme.inkSoft
                text: Visit.details[tile.buttonId] ?? ""
            }
        }
    }
}
