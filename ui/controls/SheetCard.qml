// A raised sheet. It has no lip: nothing happens when it is touched.
import QtQuick
import ui.theme

Rectangle {
    radius: Metrics.radiusCard
    color: Theme.card
    border.width: Theme.contrast ? 4 : 2
    border.color: Theme.hair
}
