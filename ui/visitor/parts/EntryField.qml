// What is asked and what has been typed: the title, the number large in a sunk field, its unit.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Rectangle {
    id: field

    property string typed

    implicitHeight: 176
    radius: Metrics.radiusCard
    color: Theme.well
    border.width: Metrics.edge
    border.color: Theme.act

    FittingLabel {
        id: title
        x: 40
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(fullWidth + 1, room)
        room: parent.width - 520
        role: "body"
        text: Visit.entry.title
    }
    NumberText {
        anchors.right: measure.left
        anchors.rightMargin: 20
        anchors.verticalCenter: parent.verticalCenter
        role: "number-m"
        value: field.typed
    }
    Rectangle {
        visible: field.typed === ""
        anchors.right: measure.left
        anchors.rightMargin: 28
        anchors.verticalCenter: parent.verticalCenter
        width: 6
        height: 92
        radius: 3
        color: Theme.act
    }
    Label {
        id: measure
        anchors.right: parent.right
        anchors.rightMargin: 40
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: 16
        role: "base"
        color: Theme.inkSoft
        text: Visit.entry.unit
    }
}
