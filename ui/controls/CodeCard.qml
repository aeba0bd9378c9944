// The code: ink on white, and beside it the state in word, shape and colour. Every state has this same calm form.
import QtQuick
import ui.theme
import kiosk.screen

SheetCard {
    id: card

    property var code
    readonly property color tone: Theme.tone(code.tone)
    readonly property bool hasCode: code.qrText !== ""
    readonly property real side: height - 64
    readonly property bool low: height < 380

    border.width: Metrics.codeEdge
    border.color: tone

    Rectangle {
        id: plate
        x: 32
        anchors.verticalCenter: parent.verticalCenter
        width: card.side
        height: card.side
        radius: Metrics.radiusPlate
        color: card.hasCode ? Theme.codePaper : Theme.well
        QrCode {
            visible: card.hasCode
            anchors.fill: parent
            text: card.code.qrText
            dark: Theme.codeInk
            light: Theme.codePaper
            Accessible.role: Accessible.Graphic
            Accessible.name: card.code.title
        }
        Icon {
            visible: !card.hasCode
            anchors.centerIn: parent
            name: "clock"
            size: parent.width * 0.5
            color: Theme.inkSoft
            weight: 3.4
        }
    }
    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: plate.x + plate.width + 36
        width: card.width - x - 28
        spacing: card.low ? 0 : 8
        Row {
            visible: !card.low
            spacing: 20
            Label {
                role: "body"
                color: Theme.inkSoft
                text: card.code.title
            }
            Rectangle {
                visible: card.code.label !== ""
                anchors.verticalCenter: parent.verticalCenter
                width: mark.width + 28
                height: mark.height
                radius: Metrics.radiusPlate
                color: Theme.peopleTint
                Label {
                    id: mark
                    anchors.centerIn: parent
                    role: "base"
                    bold: true
                    text: card.code.label
                }
            }
        }
        Row {
            spacing: 20
            Icon {
                id: shape
                anchors.verticalCenter: parent.verticalCenter
                name: card.code.shape
                size: (card.low ? Type.button : Type.act) * 1.15
                color: card.tone
                weight: 5
            }
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                room: card.width - plate.x - plate.width - 36 - 28 - shape.width - 20
                width: Math.min(fullWidth + 1, room)
                role: card.low ? "button" : "act"
                bold: true
                color: card.tone
                text: card.code.word
            }
        }
        FittingLabel {
            width: parent.width
            role: "body"
            bold: true
            text: card.code.name
        }
        Row {
            width: parent.width
            spacing: 12
            Icon {
                id: old
                visible: card.code.stale
                anchors.verticalCenter: parent.verticalCenter
                name: "clock"
                size: Type.base
                color: Theme.care
                weight: 5
            }
            FittingLabel {
                width: parent.width - (old.visible ? old.width + 12 : 0)
                role: "base"
                bold: card.code.stale
                color: card.code.stale ? Theme.care : Theme.inkSoft
                text: card.code.age
            }
        }
    }
}
