// Something is being looked up or noted; it takes a moment.
import QtQuick
import ui.theme
import ui.controls

Rectangle {
    anchors.centerIn: parent
    width: Math.min(400, parent.width, parent.height)
    height: width
    radius: width / 2
    color: Theme.actTint
    Icon {
        anchors.centerIn: parent
        name: "wait"
        size: parent.width * 0.56
        color: Theme.act
        weight: 3.4
    }
}
