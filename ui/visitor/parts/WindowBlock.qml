// 请到右侧窗口 beside the code card: a smiling clerk on calm yellow, which window, and the word to say there.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Rectangle {
    id: block

    property string title: Visit.notice
    property string line: Visit.window + " · " + Visit.queue
    property bool bare: false // one line of words, no picture

    radius: Metrics.radiusCard
    color: Theme.peopleTint

    Item {
        id: clerk
        visible: !block.bare
        x: 44
        y: 20
        width: Math.min(320, (parent.height - 20) * 0.9)
        height: parent.height - y - 22
        clip: true
        Senior {
            width: parent.width
            y: Math.max(0, parent.height - height)
            bun: false
            hair: Theme.hairDark
            coat: Theme.coatStaff
        }
    }
    Rectangle {
        visible: !block.bare
        x: clerk.x - 12
        y: parent.height - 30
        width: clerk.width + 24
        height: 14
        radius: 4
        color: Theme.stoneDk
    }
    Column {
        x: block.bare ? Metrics.cardPad : clerk.x + clerk.width + 44
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 36
        FittingLabel { width: parent.width; role: block.bare ? "lead" : "button"; bold: true; text: block.bare ? block.title + " · " + Visit.queue : block.title }
        FittingLabel {
            visible: !block.bare
            width: parent.width
            role: "body"
            text: block.line
        }
    }
}
