// Everything that can be pressed. A press counts for the page it began on: when the page changes under the finger,
// or has changed within the last moments, nothing happens, and nothing goes down. What is seen to go down acts when the
// finger is lifted from it. Any other fingers, on it or elsewhere, neither hinder a press nor double it.
import QtQuick
import kiosk.panel

Item {
    id: target

    property string caption
    property bool urgent: false // acts whatever page came just now: it stands in the same place on all of them
    readonly property bool down: fingers.armed && fingers.inside && (urgent || fingers.page === Panel.page) && target.enabled

    signal pressed

    Accessible.role: Accessible.Button
    Accessible.name: target.caption
    Accessible.onPressAction: target.pressed()

    MultiPointTouchArea {
        id: fingers

        property bool armed: false
        property bool inside: false
        property int page: -1

        function holds(point: TouchPoint): bool {
            return point.x >= 0 && point.y >= 0 && point.x <= fingers.width && point.y <= fingers.height;
        }

        anchors.fill: parent
        mouseEnabled: true
        maximumTouchPoints: 10

        onPressed: {
            if (Panel.deaf && !target.urgent)
                return;
            fingers.page = Panel.page;
            fingers.inside = true;
            fingers.armed = true;
        }
        onUpdated: points => {
            if (fingers.armed)
                fingers.inside = points.some(point => fingers.holds(point));
        }
        onReleased: points => {
            const acts = target.down && points.some(point => fingers.holds(point));
            if (acts) {
                fingers.armed = false; // the other fingers' lifting is no second press
                target.pressed();
            }
        }
        onCanceled: fingers.armed = false
        onTouchUpdated: points => {
            if (points.length === 0)
                fingers.armed = false;
        }
    }
}
