pragma ComponentBehavior: Bound

// One reading that may have been misjudged: whose, when, what was shown and what it should have been; what came of a call.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: line

    property var reading // a RowView
    property bool wide
    readonly property real buttonWidth: wide ? 176 : 148
    readonly property var acts: ["reached", "not-reached", "not-needed"]
    readonly property bool settled: tone === "done"
    readonly property string tone: reading.outcome === "reached" || reading.outcome === "not-needed" ? "done" : "soft"

    FontMetrics {
        id: button
        font.family: Type.family
        font.pixelSize: Type.px("inner-button")
        font.weight: Font.Bold
    }
    Rectangle {
        width: parent.width
        height: 2
        color: Theme.hair
    }
    Grid {
        anchors.verticalCenter: parent.verticalCenter
        columns: line.wide ? 2 : 1
        columnSpacing: Metrics.gap
        readonly property real room: buttons.x - 20
        Column {
            width: line.wide ? (parent.room - Metrics.gap) * 0.64 : parent.room
            FittingLabel {
                width: parent.width
                role: width > 0 && button.advanceWidth(text) > width ? "inner-label" : "inner-button" // in two lines it is small: the row has no room for more
                bold: true
                text: line.reading.who
            }
            StateLabel {
                role: "inner-label"
                bold: line.wide && line.tone === "done"
                icon: line.wide && line.settled ? "ok" : ""
                tone: line.tone
                word: line.reading.state + " · " + line.reading.when
                room: parent.width
            }
        }
        Column {
            width: line.wide ? (parent.room - Metrics.gap) * 0.36 : parent.room
            FittingLabel {
                width: parent.width
                role: "inner-label"
                color: Theme.inkSoft
                text: line.reading.shown
            }
            FittingLabel {
                width: parent.width
                role: "inner-label"
                bold: true
                text: line.reading.wouldBe
            }
        }
    }
    Row {
        id: buttons
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12
        Repeater {
            model: line.acts
            CompactButton {
                required property string modelData
                objectName: "button-" + modelData + "-" + line.reading.group
                width: line.buttonWidth
                padding: 4
                role: "inner-label"
                kind: line.reading.outcome === modelData ? "secondary" : "quiet" // the words at the left say it as well
                label: Staff.words["look-back"][modelData]
                onPressed: Staff.act("note", { "group": line.reading.group, "outcome": modelData })
            }
        }
    }
}
