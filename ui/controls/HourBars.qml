pragma ComponentBehavior: Bound

// How many came in each hour: a solid bar for today, a hollow one for what is usual, each with its number. The bars are told
// apart by their form; the hour that runs is bold.
import QtQuick
import ui.theme

Item {
    id: chart

    property var hours: [] // [{hour, today, usual, now}]; today or usual is null where nobody can know it
    readonly property int most: hours.reduce((least, one) => Math.max(least, one.today ?? 0, one.usual ?? 0), 1)
    readonly property real step: Math.min(120, width / Math.max(1, hours.length)) // few hours stay bars
    readonly property real startX: (width - step * hours.length) / 2
    readonly property real tall: height - 2 * Type.innerLabel * Type.lineHeight

    Accessible.role: Accessible.Chart
    Accessible.name: hours.map(one => one.hour + ": " + (one.today ?? "") + " / " + (one.usual ?? "")).join(", ")

    Repeater {
        model: chart.hours
        Item {
            id: bar
            required property var modelData
            required property int index
            readonly property bool now: modelData.now ?? false
            readonly property int usual: modelData.usual ?? 0
            readonly property int today: modelData.today ?? 0
            readonly property real usualTall: chart.tall * usual / chart.most
            readonly property real todayTall: chart.tall * today / chart.most
            /// Both numbers are written only while the bars leave room for both.
            readonly property bool both: today > 0 && usualTall - todayTall > 1.2 * Type.innerLabel
            readonly property real floorY: height - Type.innerLabel * Type.lineHeight

            x: chart.startX + index * chart.step
            width: chart.step
            height: chart.height

            Rectangle {
                visible: bar.usual > 0
                x: bar.width * 0.13
                width: bar.width * 0.74
                y: bar.floorY - height
                height: Math.max(8, bar.usualTall)
                radius: 8
                color: Theme.card
                border.width: Metrics.edge
                border.color: Theme.line
            }
            Rectangle {
                visible: bar.today > 0
                x: bar.width * 0.13
                width: bar.width * 0.74
                y: bar.floorY - height
                height: Math.max(8, bar.todayTall)
                radius: 8
                color: Theme.act
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: bar.floorY - Math.max(bar.usualTall, bar.todayTall, 8) - height
                role: "inner-label"
                bold: bar.today > 0 && !bar.both
                color: bold ? Theme.ink : Theme.inkSoft
                text: bold ? bar.today : bar.usual > 0 ? bar.usual : ""
                Accessible.ignored: true
            }
            Label {
                visible: bar.both
                anchors.horizontalCenter: parent.horizontalCenter
                y: inside ? bar.floorY - bar.todayTall + 2 : bar.floorY - bar.todayTall - height
                readonly property bool inside: bar.todayTall > height + 4
                role: "inner-label"
                bold: true
                color: inside ? Theme.actText : Theme.ink
                text: bar.today
                Accessible.ignored: true
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: bar.floorY + 2
                role: "inner-label"
                bold: bar.now
                color: bar.now ? Theme.ink : Theme.inkSoft
                text: bar.modelData.hour
                Accessible.ignored: true
            }
        }
    }
}
