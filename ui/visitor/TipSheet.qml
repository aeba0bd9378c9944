// The tips of a waiting screen: on a card in portrait, free beside the picture in landscape.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Item {
    id: sheet

    readonly property real pad: Visit.portrait ? 36 : 0

    visible: Visit.tips.length > 0
    implicitHeight: list.height + 2 * sheet.pad
    height: implicitHeight

    SheetCard {
        visible: Visit.portrait
        anchors.fill: parent
    }
    Column {
        id: list
        x: Visit.portrait ? 48 : 0
        y: sheet.pad
        width: parent.width - 2 * x
        spacing: 14
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
