pragma ComponentBehavior: Bound

// The five counters over the rows; a touch shows the rows it counts.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Row {
    id: row

    property var counters: []
    readonly property real cell: (width - (counters.length - 1) * spacing) / Math.max(1, counters.length)

    spacing: Metrics.portrait ? 12 : 20
    height: Metrics.portrait ? 176 : 128

    Repeater {
        model: row.counters.length
        TouchTarget {
            id: tile
            required property int index
            readonly property var counter: row.counters[index]
            objectName: "counter-" + counter.key
            caption: counter.label + " " + counter.number
            width: row.cell
            height: row.height
            onPressed: Staff.act("sight", { "key": counter.key })

            Rectangle {
                anchors.fill: parent
                radius: Metrics.radiusInner
                color: tile.counter.chosen || tile.down ? Theme.actTint : Theme.card
                border.width: tile.counter.chosen ? 5 : Theme.contrast ? 4 : 2
                border.color: tile.counter.chosen ? Theme.act : Theme.hair
            }
            Grid {
                anchors.centerIn: parent
                columns: Metrics.portrait ? 1 : 2
                columnSpacing: 20
                horizontalItemAlignment: Grid.AlignHCenter
                verticalItemAlignment: Grid.AlignVCenter
                Icon {
                    name: tile.counter.icon
                    size: Metrics.portrait ? 44 : 56
                    color: tile.counter.tone === "soft" ? Theme.inkSoft : Theme.tone(tile.counter.tone)
                    weight: 4.4
                }
                Column {
                    FittingLabel {
                        width: tile.width - (Metrics.portrait ? 20 : 120)
                        horizontalAlignment: Metrics.portrait ? Text.AlignHCenter : Text.AlignLeft
                        role: "inner-head"
                        bold: true
                        text: tile.counter.number
                        Accessible.ignored: true
                    }
                    FittingLabel {
                        width: tile.width - (Metrics.portrait ? 20 : 120)
                        horizontalAlignment: Metrics.portrait ? Text.AlignHCenter : Text.AlignLeft
                        role: "inner-label"
                        color: Theme.inkSoft
                        text: tile.counter.label
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
