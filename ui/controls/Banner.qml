// A strip above the headline: what is going on with the terminal, and what it means for the person.
import QtQuick
import ui.theme

Rectangle {
    id: banner

    property string kind: "info" // its icon: info or offline
    property string title
    property string body

    radius: Metrics.radiusBar
    color: Theme.actTint

    Rectangle {
        width: 16
        height: parent.height
        radius: 8
        color: Theme.act
    }
    Icon {
        id: sign
        x: Metrics.portrait ? 48 : 32
        anchors.verticalCenter: parent.verticalCenter
        name: banner.kind === "offline" ? "offline" : "info"
        size: Metrics.portrait ? 88 : 60
        color: Theme.act
    }
    Column {
        x: sign.x + sign.width + (Metrics.portrait ? 40 : 18)
        width: parent.width - x - (Metrics.portrait ? 36 : 14)
        anchors.verticalCenter: parent.verticalCenter
        FittingLabel {
            width: parent.width
            role: "body"
            bold: true
            color: Theme.act
            text: banner.title
        }
        FittingLabel {
            width: parent.width
            role: "base"
            text: banner.body
        }
    }
}
