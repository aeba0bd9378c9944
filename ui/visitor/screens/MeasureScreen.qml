// An instrument waits to be used, with its own picture where it has one; the moon gate waits with the person.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    sight: Moon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 600)
        MeterPicture {
            visible: Visit.picture === "meter"
            anchors.centerIn: parent
            width: parent.width * 0.6
            height: width
        }
        Icon {
            visible: Visit.picture !== "meter"
            anchors.centerIn: parent
            name: Visit.picture
            size: parent.width * 0.5
            color: Theme.act
            weight: 3.6
        }
    }
    words: TipSheet { width: parent.width }
}
