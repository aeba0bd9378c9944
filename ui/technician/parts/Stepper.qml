// A value between − and +, with its name above: the bounds are the page's.
import QtQuick
import ui.theme
import ui.controls

Item {
    id: stepper

    property string label
    property string value
    property string what // of its two buttons, button-WHAT-less and button-WHAT-more
    property string role: "bench-head"
    property bool can: true

    signal step(int by)

    implicitWidth: 292
    implicitHeight: (label !== "" ? head.height + 4 : 0) + Metrics.benchTarget

    FittingLabel {
        id: head
        visible: stepper.label !== ""
        room: stepper.width
        width: room
        role: "bench-label"
        color: Theme.inkSoft
        text: stepper.label
    }
    BenchButton {
        id: less
        objectName: "button-" + stepper.what + "-less"
        anchors.bottom: parent.bottom
        width: Metrics.benchTarget
        kind: "secondary"
        padding: 0
        enabled: stepper.can
        opacity: stepper.can ? 1 : 0.4
        label: "−"
        caption: stepper.label + " −"
        onPressed: stepper.step(-1)
    }
    FittingLabel {
        x: less.width + 8
        anchors.verticalCenter: less.verticalCenter
        room: more.x - x - 8
        width: room
        horizontalAlignment: Text.AlignHCenter
        role: stepper.role
        bold: true
        text: stepper.value
    }
    BenchButton {
        id: more
        objectName: "button-" + stepper.what + "-more"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: Metrics.benchTarget
        kind: "secondary"
        padding: 0
        enabled: stepper.can
        opacity: stepper.can ? 1 : 0.4
        label: "+"
        caption: stepper.label + " +"
        onPressed: stepper.step(1)
    }
}
