// A card lies on the reader and is being read: the moon gate with the card in it, nothing to do.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: Moon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 640)
        progress: 0
        CardPicture {
            anchors.centerIn: parent
            width: parent.width * 0.62
            height: parent.height * 0.62
        }
    }
    words: TipRow {
        visible: Visit.notice !== ""
        width: parent.width
        icon: "info"
        text: Visit.notice
    }
}
