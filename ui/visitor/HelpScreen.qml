// Somebody is coming: wait here, nothing to do.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: PersonComing { anchors.fill: parent }
    words: TipSheet { width: parent.width }
}
