// A corner of the visitor's wing that listens and shows nothing. It takes no touch from what lies under it.
import QtQuick

Item {
    id: corner

    signal pressed
    signal lifted(real moved)

    z: 1
    width: 168
    height: 168

    PointHandler {
        id: finger
        property real moved: 0
        onActiveChanged: {
            if (active) {
                moved = 0;
                corner.pressed();
            } else {
                corner.lifted(moved);
            }
        }
        onPointChanged: {
            if (active)
                moved = Math.max(moved, Math.abs(point.position.x - point.pressPosition.x),
                    Math.abs(point.position.y - point.pressPosition.y));
        }
    }
}
