pragma ComponentBehavior: Bound

// The names of a table's columns: [{title, share}], a share being a part of the width.
import QtQuick
import ui.theme

Item {
    id: head

    property var columns: []
    property real pad: 36
    readonly property real whole: columns.reduce((sum, column) => sum + column.share, 0)

    implicitHeight: Type.innerLabel * Type.lineHeight + 20

    function at(index: int): real {
        const before = head.columns.slice(0, index).reduce((sum, column) => sum + column.share, 0);
        return head.pad + (head.width - 2 * head.pad) * before / head.whole;
    }

    Repeater {
        model: head.columns
        FittingLabel {
            required property var modelData
            required property int index
            x: head.at(index)
            width: (head.width - 2 * head.pad) * modelData.share / head.whole - 12
            anchors.verticalCenter: head.verticalCenter
            role: "inner-label"
            color: Theme.inkSoft
            text: modelData.title
        }
    }
}
