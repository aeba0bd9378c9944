// The tips of a waiting screen: on a card in portrait, free beside the picture in landscape.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls
import kiosk.panel
import kiosk.visitor

Item {
    id: sheet

    readonly property real pad: Panel.portrait ? 36 : 0

    visible: Visit.tips.length > 0
    height: list.height + 2 * sheet.pad

    SheetCard {
        visible: Panel.portrait
        anchors.fill: parent
    }
    Column {
        id: list
        x: Panel.portrait ? 48 : 0
        y: sheet.pad
        width: parent.width - 2 * x
        spacing: Panel.portrait ? 14 : 20
        Repeater {
            model: Visit.tips
            TipRow {
                required property var modelData
                width: list.width
                icon: modelData.icon
                text: modelData.text
            }
        }
    }
}
