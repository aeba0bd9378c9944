// The cuff: the arm rests, the person presses the meter's own key; the moon gate waits with them.
import QtQuick
import ui.controls
import ui.visitor.parts

StagedPage {
    id: page

    sight: Moon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 600)
        MeterPicture {
            anchors.centerIn: parent
            width: parent.width * 0.6
            height: width
        }
    }
    words: TipSheet { width: parent.width }
}
