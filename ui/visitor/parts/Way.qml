// One way in: an icon, an arrow to where it is on the terminal, what to do (first line), where and how (the others).
pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel
import kiosk.visitor

Column {
    id: way

    property string icon
    property string text
    property bool packed: false // three side by side
    readonly property bool low: !Panel.portrait && Panel.textScale > 1.1 // between a large headline and a button
    readonly property var lines: way.text.split("\n")

    spacing: 2

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: way.packed ? 18 : 30
        Icon {
            name: way.icon
            size: Panel.portrait ? 124 : way.low ? 68 : 96
            color: Theme.act
            weight: 3.4
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: Visit.arrows[way.icon] ?? "down"
            size: Panel.portrait ? 88 : way.low ? 56 : 72
            color: Theme.act
            weight: 5
        }
    }
    FittingLabel {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        room: width - (way.packed ? 20 : 0)
        role: way.low ? "body" : way.packed || !Panel.portrait ? "lead" : "button"
        bold: true
        text: way.lines[0] ?? ""
    }
    Repeater {
        model: way.lines.slice(1)
        FittingLabel {
            required property string modelData
            width: way.width
            horizontalAlignment: Text.AlignHCenter
            room: width - (way.packed ? 20 : 0)
            role: "base"
            most: way.low ? 0.88 : 1
            color: Theme.inkSoft
            text: modelData
        }
    }
}
