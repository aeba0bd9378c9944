// Everything that can be pressed. A press counts for the screen it began on: when the screen changes under the finger,
// or has changed within the last moments, nothing happens, and nothing goes down. What is seen to go down acts when the
// finger is lifted from it. Any other fingers, on it or elsewhere, neither hinder a press nor double it.
import QtQuick
import kiosk.screen

Item {
    id: target

    property string caption
    readonly property bool down: fingers.armed && fingers.inside && fingers.serial === Visit.serial && target.enabled

    signal pressedOut

    Accessible.role: Accessible.Button
    Accessible.name: target.caption
    Accessible.onPressAction: target.pressedOut()

    MultiPointTouchArea {
        id: fingers

        property bool armed: false
        property bool inside: false
        property int serial: -1

        function holds(point: TouchPoint): bool {
            return point.x >= 0 && point.y >= 0 && point.x <= fingers.width && point.y <= fingers.height;
        }

        anchors.fill: parent
        mouseEnabled: true
        maximumTouchPoints: 10

        onPressed: {
            if (Visit.deaf)
                return;
            fingers.serial = Visit.serial;
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
                target.pressedOut();
            }
        }
        onCanceled: fingers.armed = false
        onTouchUpdated: points => {
            if (points.length === 0)
                fingers.armed = false;
        }
    }
}
