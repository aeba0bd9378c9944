// 请到右侧窗口 beside the code card: a smiling clerk on calm yellow, and the word to say there.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Rectangle {
    id: block

    radius: 32
    color: Theme.peopleTint

    Icon {
        id: sign
        x: 44
        anchors.verticalCenter: parent.verticalCenter
        name: "desk"
        size: Math.min(132, parent.height - 56)
        color: Theme.ink
        weight: 3.6
    }
    Column {
        x: sign.x + sign.width + 40
        anchors.verticalCenter: parent.verticalCenter
        Label { role: "lead"; bold: true; text: Visit.notice }
        Label { role: "body"; text: Visit.window + " · " + Visit.queue }
    }
}
