// A card lies on the reader and is being read: the moon gate with the card in it, nothing to do.
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    sight: Moon {
        anchors.horizontalCenter: parent.horizontalCenter
        y: (parent.height - height) * 0.4
        width: Math.min(parent.width, parent.height, 700)
        band: 40
        SlotPicture {
            visible: Visit.cardKind === "contact-card"
            anchors.centerIn: parent
            width: parent.width * 0.58
            height: parent.height * 0.58
        }
        CardPicture {
            visible: Visit.cardKind !== "contact-card"
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -parent.height * 0.02
            width: parent.width * 0.58
            height: parent.height * 0.58
        }
    }
    words: TipRow {
        visible: Visit.notice !== ""
        width: parent.width
        icon: "info"
        text: Visit.notice
    }
}
