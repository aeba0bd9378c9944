pragma ComponentBehavior: Bound

// What the camera sees, as the house shows it: mirrored, blurred but for the face that is looked at; over it the guide
// zone, and what a visitor would be told.
import QtQuick
import kiosk.items
import ui.theme
import ui.controls

Rectangle {
    id: sight

    property QtObject source
    property bool live
    property var zone
    property string headline
    property bool fine // all is well with who stands there

    color: Theme.well
    border.width: 2
    border.color: Theme.line
    clip: true

    Loader {
        anchors.fill: parent
        anchors.margins: 2
        active: sight.live
        sourceComponent: Preview { source: sight.source }
    }
    Icon {
        visible: !sight.live
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height * 0.3
        name: "camera"
        size: 140
        color: Theme.line
    }
    Label {
        visible: !sight.live
        x: 24
        y: parent.height * 0.56
        width: parent.width - 48
        wraps: true
        horizontalAlignment: Text.AlignHCenter
        role: "bench-body"
        bold: true
        text: sight.headline
    }
    Outline {
        visible: sight.live
        readonly property real x0: sight.zone.left * sight.width
        readonly property real y0: sight.zone.top * sight.height
        readonly property real x1: x0 + sight.zone.width * sight.width
        readonly property real y1: y0 + sight.zone.height * sight.height
        readonly property string edges: "M" + x0 + " " + y0 + " H" + x1 + " V" + y1 + " H" + x0 + " Z"
        path: edges
        stroke: Theme.light
        thickness: 8
        round: false
        Outline {
            path: parent.edges
            stroke: Theme.actLip
            thickness: 4
            round: false
            dashes: [5, 4]
        }
    }
    Rectangle {
        visible: sight.live && sight.headline !== ""
        x: 12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        width: parent.width - 24
        height: 60
        radius: Metrics.radiusPlate
        color: Theme.card
        border.width: 2
        border.color: sight.fine ? Theme.done : Theme.care
        Icon {
            x: 14
            anchors.verticalCenter: parent.verticalCenter
            name: sight.fine ? "ok" : "tri"
            size: 36
            weight: 5
            color: sight.fine ? Theme.done : Theme.care
        }
        FittingLabel {
            x: 60
            anchors.verticalCenter: parent.verticalCenter
            room: parent.width - x - 12
            width: room
            role: "bench-body"
            bold: true
            color: sight.fine ? Theme.done : Theme.care
            text: sight.headline
        }
    }
}
