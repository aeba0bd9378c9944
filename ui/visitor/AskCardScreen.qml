// Not known by face, or denied: please tap a card, and where. Without a reader, the clerk at the window.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: [
        CardBand { anchors.fill: parent; visible: Visit.tips.length > 0 },
        WindowClerk { anchors.fill: parent; visible: Visit.tips.length === 0 }
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
