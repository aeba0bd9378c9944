pragma ComponentBehavior: Bound

// Limits in force beside those an evaluation called for, and what to do where they differ.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: limits

    property var view // null until it was read
    property var words
    property bool wide
    readonly property int rows: view ? view.rows.length : 0
    readonly property real tableWidth: wide && rows > 0 ? width * 0.5 : width
    readonly property real rowHeight: wide ? 42 : 46

    FittingLabel {
        id: head
        room: limits.width
        width: room
        role: "bench-button"
        bold: true
        text: limits.view ? limits.view.head : ""
    }
    Repeater {
        model: limits.rows > 0 ? [limits.words.ours, limits.words.theirs] : []
        Label {
            required property int index
            required property string modelData
            x: limits.tableWidth * (index === 0 ? 0.45 : 0.7)
            y: head.height + 6
            role: "bench-label"
            color: Theme.inkSoft
            text: modelData
        }
    }
    Repeater {
        model: limits.rows
        Item {
            id: row
            required property int index
            readonly property var limit: limits.view.rows[index] ?? ({ label: "", ours: "", theirs: "", state: "" })
            readonly property bool wrong: limit.state === "look"
            y: head.height + 42 + index * height
            width: limits.tableWidth
            height: limits.rowHeight
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                room: parent.width * 0.43
                width: room
                role: "bench-label"
                color: Theme.inkSoft
                text: row.limit.label
            }
            FittingLabel {
                x: parent.width * 0.45
                anchors.verticalCenter: parent.verticalCenter
                room: parent.width * 0.24
                width: room
                role: "bench-body"
                bold: true
                text: row.limit.ours
            }
            FittingLabel {
                x: parent.width * 0.7
                anchors.verticalCenter: parent.verticalCenter
                room: parent.width * 0.2
                width: room
                role: "bench-body"
                bold: true
                color: row.wrong ? Theme.care : Theme.ink
                text: row.limit.theirs
            }
            Icon {
                visible: row.limit.state !== ""
                x: parent.width - width
                anchors.verticalCenter: parent.verticalCenter
                size: 34
                weight: 5
                name: row.wrong ? "tri" : "ok"
                color: row.wrong ? Theme.care : Theme.done
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: 2
                color: Theme.hair
            }
        }
    }
    Column {
        x: limits.wide && limits.rows > 0 ? limits.tableWidth + 36 : 0
        y: limits.wide || limits.rows === 0 ? head.height + 14 : head.height + 42 + limits.rows * limits.rowHeight + 14
        width: limits.width - x
        spacing: 8
        Repeater {
            model: limits.view ? limits.view.todo.length : 0
            Label {
                required property int index
                width: parent.width
                role: "bench-label"
                bold: limits.view.differs
                wraps: true
                color: limits.view.differs ? Theme.care : Theme.ink
                text: limits.view.todo[index] ?? ""
            }
        }
    }
}
