// A button of a technician's page, large enough for a glove.
import QtQuick
import ui.theme
import ui.controls

LippedButton {
    role: "bench-button"
    radius: Metrics.radiusInner
    depth: Metrics.lipSmall
    padding: 32
    implicitHeight: Metrics.benchTarget
}
