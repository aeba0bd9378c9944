// A number typed on big keys, shown large with its unit; what was wrong with the last one stands beside it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

StagedPage {
    id: page
}
