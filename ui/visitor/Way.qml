// One way in: an icon, an arrow to where it is on the terminal, what to do (first line) and where (second line).
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Column {
    id: way

    property string icon
    property string text
    readonly property var lines: way.text.split("\n")

    spacing: 2

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 30
        Icon {
            name: way.icon
            size: Visit.portrait ? 124 : 104
            color: Theme.act
            weight: 3.4
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: way.icon === "face" ? "up" : "downright"
            size: Visit.portrait ? 88 : 76
            color: Theme.act
            weight: 5
        }
    }
    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        role: Visit.portrait && Visit.textScale <= 1.1 ? "button" : "body"
        bold: true
        text: way.lines[0] ?? ""
    }
    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: way.lines.length > 1
        role: "base"
        color: Theme.inkSoft
        text: way.lines[1] ?? ""
    }
}
