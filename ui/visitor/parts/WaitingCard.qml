// A card whose contents are on the way: its title, a moon gate with its icon, and one word.
import QtQuick
import ui.theme
import ui.controls

SheetCard {
    id: card

    property string title
    property string icon
    property string word

    Moon {
        id: moon
        x: 44 + 165 - width / 2
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(330, parent.height - 64)
        Icon {
            anchors.centerIn: parent
            name: card.icon
            size: parent.width * 0.44
            color: Theme.act
            weight: 3.4
        }
    }
    Column {
        x: 44 + 330 + 64
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -4
        spacing: 8
        Label { role: "body"; color: Theme.inkSoft; text: card.title }
        Label { role: "button"; bold: true; color: Theme.act; text: card.word }
    }
}
