// The end: take the card, what was recorded today, and goodbye.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: [
        CardBand { anchors.fill: parent; arrow: "up"; visible: Visit.cardLies },
        Lane { anchors.fill: parent; visible: !Visit.cardLies }
    ]
    words: SummaryCard {
        visible: Visit.summary.length > 0
        width: parent.width
        room: Visit.portrait ? 700 : page.lowY - page.headBottom - 36
    }
}
