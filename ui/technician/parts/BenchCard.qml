// A sheet of a technician's page. A broken thing has a red edge, one that is due a brown one; the sign and word beside
// it say the same.
import QtQuick
import ui.theme

Rectangle {
    id: sheet

    property string tone: "" // "alarm", "care" or none

    radius: Metrics.radiusInner
    color: Theme.card
    border.width: tone !== "" ? 5 : Theme.contrast ? 4 : 2
    border.color: tone === "alarm" ? Theme.alarm : tone === "care" ? Theme.care : Theme.hair
}
