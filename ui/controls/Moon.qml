// The moon gate: the round place where time or a measurement runs.
import QtQuick
import ui.theme

Item {
    id: moon

    property real progress: 0
    property color color: Theme.act
    property real band: Math.max(12, width * 0.064)
    default property alias content: inner.data

    readonly property real reach: width / 2 - band / 2

    height: width

    function arc(part: real): string {
        const angle = -Math.PI / 2 + 2 * Math.PI * part, middle = width / 2;
        return "M" + middle + " " + (middle - reach) + " A" + reach + " " + reach + " 0 " + (part > 0.5 ? 1 : 0) + " 1 "
            + (middle + reach * Math.cos(angle)) + " " + (middle + reach * Math.sin(angle));
    }

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.card
        border.width: moon.band
        border.color: Theme.track
    }
    Outline {
        visible: moon.progress > 0.001
        path: moon.arc(Math.min(moon.progress, 0.9999))
        stroke: moon.color
        thickness: moon.band
    }
    Item {
        id: inner
        anchors.fill: parent
    }
}
