pragma ComponentBehavior: Bound

// What a step of the self-test needs to be seen or touched: fields of colour with an arrow, or the grid of the glass.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: area

    property var view // SelfTestView
    property int across: 6
    readonly property int down: 24 / across
    readonly property string touched: view.touched ?? ""

    Grid {
        visible: area.view.kind === "screen"
        columns: 3
        Repeater {
            model: Theme.pure
            Rectangle {
                required property string modelData
                width: area.width / 3
                height: area.height / 2
                color: modelData
            }
        }
    }
    Rectangle {
        visible: area.view.kind === "screen"
        anchors.centerIn: parent
        width: 180
        height: 180
        radius: 90
        color: Theme.card
        border.width: 4
        border.color: Theme.ink
        Icon {
            anchors.centerIn: parent
            name: "up"
            size: 120
        }
    }
    Repeater {
        model: area.view.kind === "touch" ? 24 : 0
        TouchTarget {
            id: cell
            required property int index
            readonly property bool done: area.touched[index] === "1"
            objectName: "cell-" + index
            x: (index % area.across) * area.width / area.across
            y: Math.floor(index / area.across) * area.height / area.down
            width: area.width / area.across
            height: area.height / area.down
            caption: String(index + 1)
            onPressed: Staff.act("cell", { "at": cell.index })
            Rectangle {
                anchors.fill: parent
                anchors.margins: 3
                radius: Metrics.radiusInner
                color: cell.done ? Theme.doneTint : cell.down ? Theme.stone : Theme.card
                border.width: Metrics.edge
                border.color: cell.done ? Theme.done : Theme.line
            }
            Icon {
                visible: cell.done
                anchors.centerIn: parent
                name: "check"
                size: 48
                color: Theme.done
            }
        }
    }
}
