// One figure of the day: what it counts on top, the number large below. A warm one asks for somebody.
import QtQuick
import ui.theme

SheetCard {
    id: tile

    property string icon
    property string title
    property string number
    property string unit
    property string aside // what it is compared with
    property bool warm: false

    implicitHeight: 216
    radius: Metrics.radiusBar
    color: warm ? Theme.peopleTint : Theme.card
    border.width: warm || Theme.contrast ? 4 : 2
    border.color: warm ? Theme.peopleLip : Theme.hair
    Accessible.role: Accessible.StaticText
    Accessible.name: [title, number, unit].join(" ")

    Icon {
        id: sign
        x: 32
        y: 26
        name: tile.icon
        size: 46
        color: Theme.act
        weight: 4.2
    }
    FittingLabel {
        x: sign.x + sign.width + 14
        anchors.verticalCenter: sign.verticalCenter
        anchors.verticalCenterOffset: -2
        width: tile.width - x - 24 - (beside.text === "" ? 0 : beside.width + 16)
        role: "inner-body"
        color: Theme.inkSoft
        text: tile.title
    }
    Text {
        id: figure
        x: 30
        anchors.baseline: tile.top
        anchors.baselineOffset: 178
        textFormat: Text.PlainText
        font.pixelSize: Type.innerNumber
        font.weight: Font.Bold
        color: Theme.ink
        text: tile.number
        Accessible.ignored: true
    }
    Label {
        anchors.left: figure.right
        anchors.leftMargin: 12
        anchors.baseline: figure.baseline
        role: "inner-body"
        color: Theme.inkSoft
        text: tile.unit
        Accessible.ignored: true
    }
    Label {
        id: beside
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: sign.verticalCenter
        anchors.verticalCenterOffset: -1
        role: "inner-label"
        color: Theme.inkSoft
        text: tile.aside
    }
}
