// Everything that can be pressed. A press counts for the screen it began on: when the screen changes under the finger,
// or has changed within the last moments, nothing happens.
import QtQuick
import kiosk.screen

Item {
    id: target

    property string caption
    readonly property bool down: tap.pressed && enabled
    property int pressedSerial: -1

    signal pressedOut

    Accessible.role: Accessible.Button
    Accessible.name: target.caption
    Accessible.onPressAction: target.pressedOut()

    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onPressedChanged: if (pressed) target.pressedSerial = Visit.serial
        onTapped: if (!Visit.deaf && target.pressedSerial === Visit.serial) target.pressedOut()
    }
}
