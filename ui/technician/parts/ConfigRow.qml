// One key of the settings: its name and meaning at the left, its value at the right, and what has become of it.
import QtQuick
import ui.theme
import ui.controls

TouchTarget {
    id: row

    property var key: ({})
    property string changedWord
    property string waitsWord

    caption: key.key + " " + key.value
    implicitHeight: 100

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusInner
        color: row.down ? Theme.actTint : Theme.card
        border.width: row.key.changed ? 5 : 2
        border.color: row.key.changed ? Theme.act : Theme.hair
    }
    FittingLabel {
        x: 28
        y: 8
        room: end.x - x - 24
        width: Math.min(fullWidth + 1, room)
        role: "bench-label"
        color: Theme.inkSoft
        text: row.key.key
        Accessible.ignored: true
    }
    FittingLabel {
        x: 28
        y: 46
        height: 50
        verticalAlignment: Text.AlignVCenter
        room: end.x - x - 24
        width: room
        role: "bench-body"
        text: row.key.meaning
        Accessible.ignored: true
    }
    Column {
        id: end
        anchors.right: parent.right
        anchors.rightMargin: 28
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width * 0.34
        FittingLabel {
            width: end.width
            room: width
            horizontalAlignment: Text.AlignRight
            role: "bench-button"
            bold: true
            text: row.key.value
            Accessible.ignored: true
        }
        Row {
            visible: row.key.changed || row.key.waits
            anchors.right: parent.right
            StateLabel {
                role: "bench-label"
                icon: row.key.changed ? "edit" : "wait"
                tone: row.key.changed ? "act" : "care"
                word: row.key.changed ? row.changedWord : row.waitsWord
            }
        }
    }
}
