// A strip above the headline: what is going on with the terminal, and what it means for the person.
import QtQuick
import ui.theme
import kiosk.screen

Rectangle {
    id: banner

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
        x: 48
        anchors.verticalCenter: parent.verticalCenter
        name: Visit.bannerKind === "offline" ? "offline" : "info"
        size: Metrics.portrait ? 88 : 72
        color: Theme.act
    }
    Grid {
        x: sign.x + sign.width + 40
        width: parent.width - x - 36
        anchors.verticalCenter: parent.verticalCenter
        columns: Metrics.portrait ? 1 : 2
        columnSpacing: 40
        verticalItemAlignment: Grid.AlignVCenter
        FittingLabel {
            width: Metrics.portrait ? parent.width : Math.min(fullWidth + 1, parent.width * 0.5)
            room: Metrics.portrait ? parent.width : parent.width * 0.5
            role: "body"
            bold: true
            color: Theme.act
            text: Visit.bannerTitle
        }
        FittingLabel {
            width: Metrics.portrait ? parent.width : parent.width * 0.5 - 40
            role: "base"
            text: Visit.bannerBody
        }
    }
}
