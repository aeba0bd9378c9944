// 念给我听: reads the screen aloud, and is silent when touched again. Round like nothing else that is pressed, and never
// among the answers: it chooses nothing.
import QtQuick
import ui.controls
import kiosk.visitor

LippedButton {
    id: button

    property bool here: true // this is its place on this page
    readonly property bool wanted: button.here && Visit.aloud.present && Visit.warningSeconds < 0

    objectName: "button-listen"
    visible: button.wanted
    kind: "quiet"
    role: "body"
    radius: button.height / 2
    icon: Visit.aloud.speaking ? "pause" : "volume"
    label: Visit.aloud.label
    onPressed: Visit.readAloud()
}
