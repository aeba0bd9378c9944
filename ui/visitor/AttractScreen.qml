// Nobody is here: the lane-house door stands open, and the ways in stand below it.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: Lane { anchors.fill: parent }
    words: Ways { width: parent.width }
    acts: LippedButton {
        width: parent.width
        height: 136
        buttonId: "look"
        kind: "secondary"
        role: "button"
        icon: "face"
    }
}
