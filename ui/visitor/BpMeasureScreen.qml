// The cuff: the arm rests, the person presses the meter's own button; the moon gate waits with them.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: Moon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 600)
        progress: 0
        Icon {
            anchors.centerIn: parent
            name: "heart"
            size: parent.width * 0.42
            color: Theme.act
            weight: 3
        }
    }
    words: TipSheet { width: parent.width }
}
