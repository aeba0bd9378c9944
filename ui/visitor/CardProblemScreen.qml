// The card could not be read: where it goes, shown once more; or, when the reader rests, who helps.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: [
        CardBand { anchors.fill: parent; visible: Visit.tips.length > 0 },
        PersonComing { anchors.fill: parent; visible: Visit.tips.length === 0 }
    ]
    words: Ways { width: parent.width }
    acts: LippedButton {
        width: parent.width
        height: 152
        buttonId: "look"
        kind: "secondary"
        role: "lead"
        icon: "face"
    }
}
