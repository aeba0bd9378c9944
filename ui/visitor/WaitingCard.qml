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
        x: 44
        anchors.verticalCenter: parent.verticalCenter
        width: parent.height - 72
        progress: 0
        Icon {
            anchors.centerIn: parent
            name: card.icon
            size: parent.width * 0.42
            color: Theme.act
            weight: 3.6
        }
    }
    Column {
        x: moon.x + moon.width + 56
        anchors.verticalCenter: parent.verticalCenter
        spacing: 8
        Label { role: "body"; color: Theme.inkSoft; text: card.title }
        Label { role: "button"; bold: true; color: Theme.act; text: card.word }
    }
}
