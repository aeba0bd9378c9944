// A button of an inner wing: for whoever works there and knows where things are.
import QtQuick
import ui.theme

LippedButton {
    role: "inner-button"
    radius: Metrics.radiusInner
    depth: Metrics.lipSmall
    padding: 36
    implicitHeight: Metrics.innerTarget
}
