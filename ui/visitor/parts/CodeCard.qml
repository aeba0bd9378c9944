pragma ComponentBehavior: Bound

// The code: ink on white, and beside it the state in word, shape and colour. Every state has this same calm form.
import QtQuick
import ui.theme
import ui.controls
import kiosk.items

SheetCard {
    id: card

    property var code
    readonly property color tone: Theme.tone(code.tone)
    readonly property bool hasCode: code.qrText !== ""
    readonly property bool tight: height < 430
    readonly property bool low: height < 4.1 * Type.base * Type.lineHeight + 64 // no room for four lines
    readonly property real needed: titleWords.advanceWidth + (code.label === "" ? 0 : markWords.advanceWidth + 48)
    readonly property real least: Type.least / Type.base
    readonly property real side: Math.min(height - 64, width - 96 - needed * least)
    readonly property real topFactor: Math.max(least, Math.min(1, besides.width / needed))

    // 演示 or 本地, where the code is not the city's own.
    component Mark: Rectangle {
        id: mark
        property bool shown: true
        visible: mark.shown && card.code.label !== ""
        anchors.verticalCenter: parent?.verticalCenter
        width: words.width + 28
        height: words.height
        radius: Metrics.radiusPlate
        color: Theme.peopleTint
        Label {
            id: words
            anchors.centerIn: parent
            role: "base"
            factor: card.topFactor
            bold: true
            text: card.code.label
        }
    }

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
    TextMetrics {
        id: titleWords
        font.family: Type.family
        font.pixelSize: Type.px(title.role)
        text: card.code.title
    }
    TextMetrics {
        id: markWords
        font.family: Type.family
        font.pixelSize: Type.base
        font.weight: Font.Bold
        text: card.code.label
    }
    Column {
        id: besides
        anchors.verticalCenter: parent.verticalCenter
        x: plate.x + plate.width + 36
        width: card.width - x - 28
        spacing: card.tight ? 0 : 8
        Row {
            visible: !card.low
            spacing: 20
            Label {
                id: title
                role: card.tight ? "base" : "body"
                factor: card.topFactor
                color: Theme.inkSoft
                text: card.code.title
            }
            Mark {}
        }
        Row {
            spacing: 20
            Icon {
                id: shape
                anchors.verticalCenter: parent.verticalCenter
                name: card.code.shape
                size: (card.tight ? Type.button : Type.act) * 1.15
                color: card.tone
                weight: 5
            }
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                room: card.width - plate.x - plate.width - 36 - 28 - shape.width - 20 - (lowMark.visible ? lowMark.width + 20 : 0)
                width: Math.min(fullWidth + 1, room)
                role: card.tight ? "button" : "act"
                bold: true
                color: card.tone
                text: card.code.word
            }
            Mark {
                id: lowMark
                shown: card.low
            }
        }
        FittingLabel {
            width: parent.width
            role: card.tight ? "base" : "body"
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
