pragma ComponentBehavior: Bound

// Five weeks of days: filled came, hollow did not, a bar where nobody came at all; what each means stands beside it.
import QtQuick
import ui.theme
import ui.controls

SheetCard {
    id: card

    property var view // HomeCallView
    property var words
    readonly property real labels: 112
    readonly property real legend: 292
    readonly property real cell: Math.min(64, (height - 72) / 6, (width - 56 - labels - legend) / 7)

    component Day: Item {
        id: day
        property string kind
        width: card.cell
        height: card.cell
        Rectangle {
            visible: day.kind === "came" || day.kind === "not"
            anchors.centerIn: parent
            width: parent.width * 0.66
            height: width
            radius: width / 2
            color: day.kind === "came" ? Theme.act : "transparent"
            border.width: Metrics.edge
            border.color: day.kind === "came" ? Theme.act : Theme.line
        }
        Rectangle {
            visible: day.kind === "shut"
            anchors.centerIn: parent
            width: parent.width * 0.4
            height: 4
            color: Theme.line
        }
    }

    radius: Metrics.radiusBar
    Accessible.role: Accessible.StaticText
    Accessible.name: view.came

    Label {
        id: head
        x: 28
        y: 16
        role: "inner-body"
        bold: true
        text: card.view.came
    }
    Grid {
        id: days
        x: 28
        y: head.y + head.height
        columns: 8
        Item {
            width: card.labels
            height: card.cell
        }
        Repeater {
            model: card.view.weekdays
            Label {
                required property string modelData
                width: card.cell
                height: card.cell
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                role: "inner-label"
                color: Theme.inkSoft
                text: modelData
            }
        }
        Repeater {
            model: card.view.weeks.length * 8
            Item {
                id: place
                required property int index
                readonly property var week: card.view.weeks[Math.floor(index / 8)] ?? null
                readonly property int at: index % 8 - 1
                width: at < 0 ? card.labels : card.cell
                height: card.cell
                Label {
                    visible: place.at < 0
                    anchors.verticalCenter: parent.verticalCenter
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: place.week?.label ?? ""
                }
                Day {
                    visible: place.at >= 0
                    kind: place.week?.days[place.at] ?? ""
                }
            }
        }
    }
    Column {
        x: card.labels + 28 + 7 * card.cell + 24
        anchors.verticalCenter: days.verticalCenter
        spacing: 16
        Repeater {
            model: ["came", "not", "shut"]
            Row {
                id: sign
                required property string modelData
                spacing: 8
                Day {
                    kind: sign.modelData
                }
                Label {
                    width: card.width - 28 - parent.parent.x - card.cell - 8
                    anchors.verticalCenter: parent.verticalCenter
                    wraps: true
                    role: "inner-label"
                    text: card.words[sign.modelData]
                }
            }
        }
    }
}
