// 今天记下了: only what the store has committed. In little room its lines move together.
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    property real room: 10000
    readonly property int lines: Visit.summary.length
    readonly property real least: card.lines * Math.ceil(Type.base * Type.lineHeight) + 44 // every line whole
    readonly property real title: Type.body * Type.lineHeight + 8
    readonly property bool bare: (card.room - card.title - 44) / Math.max(1, card.lines) < Type.base * Type.lineHeight
    readonly property real row: Math.min(96, (card.room - (card.bare ? 0 : card.title) - 44) / Math.max(1, card.lines))
    readonly property bool tight: card.row < Type.lead * Type.lineHeight

    height: (card.bare ? 0 : card.title) + card.lines * card.row + 44

    Label {
        id: heading
        visible: !card.bare
        x: Metrics.cardPad
        y: 20
        role: card.tight ? "base" : "body"
        bold: true
        text: Visit.notice
    }
    Column {
        id: list
        x: Metrics.cardPad
        y: 20 + (card.bare ? 0 : card.title)
        width: parent.width - 2 * Metrics.cardPad
        Repeater {
            model: Visit.summary
            Item {
                id: line
                required property var modelData
                required property int index
                width: list.width
                height: card.row
                FittingLabel {
                    anchors.verticalCenter: parent.verticalCenter
                    room: line.width - number.width - 24
                    role: card.tight ? "base" : "body"
                    color: Theme.inkSoft
                    text: line.modelData.title
                }
                Label {
                    id: number
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    role: card.tight ? "base" : "lead"
                    bold: true
                    text: line.modelData.value
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
