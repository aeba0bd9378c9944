pragma ComponentBehavior: Bound

// Facts under each other on a card: icon, what it is, what is so.
import QtQuick
import ui.theme
import ui.controls

SheetCard {
    id: card

    property var facts: []
    property bool compact
    readonly property var tones: ({ ok: Theme.done, tri: Theme.care, minus: Theme.inkSoft, info: Theme.act })

    radius: Metrics.radiusBar
    implicitHeight: lines.height + 24
    height: implicitHeight

    Column {
        id: lines
        y: 12
        width: parent.width
        Repeater {
            model: card.facts
            Item {
                id: line
                required property var modelData
                required property int index
                width: lines.width
                height: Math.max(card.compact ? 66 : 84, value.height + (card.compact ? 18 : 28))
                Rectangle {
                    visible: line.index > 0
                    x: 36
                    width: parent.width - 72
                    height: 2
                    color: Theme.hair
                }
                Icon {
                    x: 36
                    anchors.verticalCenter: parent.verticalCenter
                    name: line.modelData.icon
                    size: 44
                    color: card.tones[line.modelData.icon] ?? Theme.act
                    weight: 4.6
                }
                FittingLabel {
                    x: 104
                    width: 240
                    anchors.verticalCenter: parent.verticalCenter
                    role: "inner-body"
                    bold: true
                    text: line.modelData.label
                }
                Label {
                    id: value
                    x: 364
                    width: parent.width - x - 36
                    anchors.verticalCenter: parent.verticalCenter
                    wraps: true
                    role: card.compact ? "inner-label" : "inner-body"
                    text: line.modelData.value
                }
            }
        }
    }
}
