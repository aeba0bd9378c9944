pragma ComponentBehavior: Bound

// One row of a table, as a whole the place to touch: [{text, icon, tone, bold}] under the columns of its head.
import QtQuick
import ui.theme

TouchTarget {
    id: line

    property var columns: []
    property var cells: []
    property bool chosen: false
    property bool first: false
    property real pad: 36
    readonly property real whole: columns.reduce((sum, column) => sum + column.share, 0)

    caption: cells.map(cell => cell.text).join(" ")
    implicitHeight: 98

    function at(index: int): real {
        const before = line.columns.slice(0, index).reduce((sum, column) => sum + column.share, 0);
        return line.pad + (line.width - 2 * line.pad) * before / line.whole;
    }

    Rectangle {
        visible: line.chosen || line.down
        anchors.fill: parent
        anchors.leftMargin: 4
        anchors.rightMargin: 4
        color: Theme.actTint
    }
    Rectangle {
        visible: !line.first
        x: line.pad
        width: parent.width - 2 * line.pad
        height: 2
        color: Theme.hair
    }
    Repeater {
        model: line.cells
        StateLabel {
            required property var modelData
            required property int index
            x: line.at(index)
            anchors.verticalCenter: line.verticalCenter
            icon: modelData.icon ?? ""
            word: modelData.text
            tone: modelData.tone ?? (index === 0 ? "ink" : "soft")
            bold: modelData.bold ?? index === 0
            room: (line.width - 2 * line.pad) * (line.columns[index]?.share ?? 0) / line.whole - 12
        }
    }
}
