// A card over the lit reader, or in the slot of the other one, with an arrow: "down" where it goes, "up" when it is to be taken.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: band

    property string arrow: "down"
    readonly property real unit: Math.min(width / 920, height / 540)

    clip: true
    Rectangle { anchors.fill: parent; color: Theme.actTint }
    Item {
        x: (band.width - width) / 2
        y: band.height > 1.15 * height ? (band.height - height) / 2 : band.height - height
        width: 860 * band.unit
        height: 540 * band.unit
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: band.arrow
            size: 300 * band.unit
            color: Theme.act
            weight: 5
        }
        CardPicture {
            visible: Visit.cardKind !== "contact-card"
            x: 320 * band.unit
            y: 56 * band.unit
            width: 540 * band.unit
            height: parent.height - y
        }
        SlotPicture {
            visible: Visit.cardKind === "contact-card"
            x: 320 * band.unit
            y: 56 * band.unit
            width: 540 * band.unit
            height: parent.height - y
        }
    }
}
