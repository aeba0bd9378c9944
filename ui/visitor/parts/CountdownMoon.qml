// The moon gate counting down: minutes and seconds in the middle, words above and below. The ring fills with time.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Moon {
    id: moon

    readonly property var countdown: Visit.countdown
    readonly property real wordFactor: Math.max(Type.least, Math.min(Type.lead, moon.width * 0.1)) / Type.lead

    progress: moon.countdown.total > 0 ? 1 - moon.countdown.left / moon.countdown.total : 0

    Column {
        anchors.centerIn: parent
        spacing: moon.width * 0.055
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "lead"
            factor: moon.wordFactor
            color: Theme.inkSoft
            text: moon.countdown.above
        }
        NumberText {
            anchors.horizontalCenter: parent.horizontalCenter
            role: moon.width > 500 ? "number-xl" : moon.width > 400 ? "number-l" : "number-m"
            value: moon.countdown.text
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "lead"
            factor: moon.wordFactor
            color: Theme.inkSoft
            text: moon.countdown.below
        }
    }
}
