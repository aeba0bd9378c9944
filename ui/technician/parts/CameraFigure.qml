// One figure of the camera: its name, the value, and the limit beside a sign that says whether it is kept.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: row

    property var figure
    property bool second: true // of the wider column
    readonly property bool wrong: figure.state === "look"

    implicitHeight: 62

    FittingLabel {
        id: name
        anchors.verticalCenter: parent.verticalCenter
        room: parent.width * (row.second ? 0.27 : 0.35)
        width: room
        role: "bench-label"
        color: Theme.inkSoft
        text: row.figure.label
    }
    FittingLabel {
        id: value
        x: parent.width * (row.second ? 0.28 : 0.36)
        anchors.verticalCenter: parent.verticalCenter
        room: parent.width * (row.second ? 0.28 : 0.33)
        width: room
        role: "bench-button"
        bold: true
        color: row.wrong ? Theme.care : Theme.ink
        text: row.figure.value
    }
    Icon {
        id: sign
        visible: row.figure.state !== ""
        x: parent.width * (row.second ? 0.57 : 0.7)
        anchors.verticalCenter: parent.verticalCenter
        size: 34
        weight: 5
        name: row.wrong ? "tri" : "ok"
        color: row.wrong ? Theme.care : Theme.done
    }
    FittingLabel {
        x: sign.x + (sign.visible ? 42 : 0)
        anchors.verticalCenter: parent.verticalCenter
        room: parent.width - x
        width: room
        role: "bench-label"
        color: row.wrong ? Theme.care : Theme.inkSoft
        text: row.figure.limit
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 2
        color: Theme.hair
    }
}
