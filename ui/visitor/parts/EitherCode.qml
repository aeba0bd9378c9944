// No code can be shown here: the one on the phone or on paper does as well.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    Label {
        x: Metrics.cardPad
        y: 26
        role: "body"
        color: Theme.inkSoft
        text: Visit.notice
    }
    Row {
        id: ways
        x: 24
        width: parent.width - 48
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.max(24, (card.height - 100 - height) / 2)
        Repeater {
            model: Visit.tips
            TipDisc {
                required property var modelData
                width: ways.width / Visit.tips.length
                icon: modelData.icon
                text: modelData.text
            }
        }
    }
}
