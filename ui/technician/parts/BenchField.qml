// What is asked above, the value in a field below with its unit at the end; the one that is typed into has a strong edge.
import QtQuick
import ui.theme
import ui.controls

TouchTarget {
    id: field

    property string title
    property string value
    property string hint
    property string unit
    property bool chosen: false

    caption: title + " " + value + unit
    implicitHeight: head.height + 84

    FittingLabel {
        id: head
        width: parent.width
        role: "bench-label"
        color: Theme.inkSoft
        text: field.title
        Accessible.ignored: true
    }
    Rectangle {
        y: head.height
        width: parent.width
        height: 80
        radius: Metrics.radiusPlate
        color: Theme.card
        border.width: field.chosen ? 5 : Metrics.edge
        border.color: field.chosen ? Theme.act : Theme.line
        FittingLabel {
            x: 20
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -2
            room: end.x - x - 8
            width: room
            role: field.value === "" ? "bench-body" : "bench-button"
            bold: field.value !== ""
            color: field.value === "" ? Theme.inkSoft : Theme.ink
            text: field.value === "" ? field.hint : field.value
            Accessible.ignored: true
        }
        Label {
            id: end
            anchors.right: parent.right
            anchors.rightMargin: 20
            anchors.verticalCenter: parent.verticalCenter
            role: "bench-label"
            color: Theme.inkSoft
            text: field.unit
            Accessible.ignored: true
        }
    }
}
