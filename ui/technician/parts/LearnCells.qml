pragma ComponentBehavior: Bound

// One frame, cell by cell: bytes with their letters, or the columns of a line. A touch says that the number that is asked
// for begins there. The start and the checksum lie flat: they hold no numbers.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

BenchCard {
    id: card

    property var cells: [] // CellView

    implicitHeight: flow.height + 32

    Flickable {
        anchors.fill: parent
        anchors.margins: 16
        contentHeight: flow.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Flow {
            id: flow
            width: parent.width
            spacing: 10
            Repeater {
                model: card.cells.length
                TouchTarget {
                    id: cell
                    required property int index
                    readonly property var of: card.cells[index] ?? ({ "top": "", "bottom": "", "part": "sum", "metric": "", "asked": false })
                    readonly property bool body: of.part === "body"
                    readonly property bool found: of.metric !== ""
                    objectName: "cell-" + index
                    caption: of.top + " " + of.bottom
                    enabled: body
                    width: Math.min(flow.width, Math.max(96, top.implicitWidth + 40, below.implicitWidth + 24))
                    height: 96
                    onPressed: Staff.act("cell", { "index": cell.index })
                    Rectangle {
                        visible: cell.body
                        anchors.fill: parent
                        radius: Metrics.radiusPlate
                        color: cell.found ? Theme.done : Theme.line
                    }
                    Rectangle {
                        width: parent.width
                        y: cell.down ? 4 : 0
                        height: parent.height - (cell.body ? 6 : 0)
                        radius: Metrics.radiusPlate
                        color: cell.found ? Theme.doneTint : cell.body ? Theme.card : Theme.well
                        border.width: cell.body ? cell.found ? 5 : Metrics.edge : 0
                        border.color: cell.found ? Theme.done : Theme.line
                        Label {
                            id: top
                            anchors.horizontalCenter: parent.horizontalCenter
                            y: below.visible ? 6 : (parent.height - height) / 2 - 2
                            role: "bench-button"
                            bold: cell.body
                            color: cell.body ? Theme.ink : Theme.inkSoft
                            text: cell.of.top
                            Accessible.ignored: true
                        }
                        Label {
                            id: below
                            visible: text !== ""
                            anchors.horizontalCenter: parent.horizontalCenter
                            y: 48
                            role: "bench-label"
                            color: cell.found ? Theme.done : Theme.inkSoft
                            bold: cell.found
                            text: cell.of.bottom
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
