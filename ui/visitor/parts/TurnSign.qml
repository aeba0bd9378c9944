// Which way the head is to be turned: a large arrow on the person's own side, which in the mirror is the same side.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Rectangle {
    id: sign

    readonly property bool toLeft: Visit.guidance.turn === "left"

    visible: Visit.guidance.turn !== ""
    width: 156
    height: 156
    radius: 78
    color: Theme.act
    border.width: 6
    border.color: Theme.actText

    Icon {
        anchors.centerIn: parent
        name: sign.toLeft ? "left" : "right"
        size: 108
        color: Theme.actText
        weight: 5
    }
}
