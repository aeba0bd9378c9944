import QtQuick
import ui.theme

// A small button of the bench panel. Not part of the terminal: nothing here is made for a visitor's hand.
Rectangle {
    id: root

    property string text
    property bool on: true
    property bool chosen: false
    signal clicked

    implicitWidth: caption.implicitWidth + 28
    implicitHeight: 44
    radius: 8
    color: chosen ? Theme.act : on ? Theme.card : Theme.well
    border.width: 2
    border.color: on ? Theme.act : Theme.line
    opacity: enabled ? 1 : 0.35

    Accessible.role: Accessible.Button
    Accessible.name: text

    Text {
        id: caption
        anchors.centerIn: parent
        text: root.text
        textFormat: Text.PlainText
        font.family: Type.family
        font.pixelSize: Type.bench
        font.strikeout: !root.on
        color: root.chosen ? Theme.actText : Theme.ink
    }
    TapHandler {
        onTapped: root.clicked()
    }
}
