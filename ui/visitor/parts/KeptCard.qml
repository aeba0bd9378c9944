// What is kept of the person: a line each, what it is above how much of it.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    property real room: 10000
    readonly property int lines: Math.max(1, Visit.kept.length)
    readonly property real row: Math.min(184, (card.room - 32) / card.lines)
    readonly property bool beside: card.row < (Type.base + Type.body) * Type.lineHeight

    height: card.lines * card.row + 32

    Column {
        id: list
        x: Metrics.cardPad
        y: 16
        width: parent.width - 2 * Metrics.cardPad
        Repeater {
            model: Visit.kept
            Item {
                id: line
                required property var modelData
                required property int index
                width: list.width
                height: card.row
                Grid {
                    anchors.verticalCenter: parent.verticalCenter
                    columns: card.beside ? 2 : 1
                    columnSpacing: 24
                    verticalItemAlignment: Grid.AlignVCenter
                    Label {
                        id: title
                        role: "base"
                        color: Theme.inkSoft
                        text: line.modelData.title
                        width: card.beside ? 4.2 * Type.base : implicitWidth
                    }
                    FittingLabel {
                        width: list.width - (card.beside ? title.width + 24 : 0)
                        role: "body"
                        bold: true
                        text: line.modelData.value
                    }
                }
                Rectangle {
                    visible: line.index < card.lines - 1
                    y: parent.height - 2
                    width: parent.width
                    height: 2
                    color: Theme.hair
                }
            }
        }
    }
}
