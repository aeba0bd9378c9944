// What was measured or typed, with its range, last time's value and one piece of advice.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: ValueCard {
        width: parent.width
        height: Math.min(parent.height, 420)
        value: Visit.value
    }
    words: [
        Label { visible: text !== ""; width: parent.width; role: "body"; text: Visit.value.last; wraps: true },
        Label { visible: text !== ""; width: parent.width; role: "body"; bold: true; text: Visit.value.advice; wraps: true },
        Label { visible: text !== ""; width: parent.width; role: "note"; color: Theme.inkSoft; text: Visit.value.source; wraps: true }
    ]
    acts: [
        LippedButton {
            width: parent.width
            height: 164
            buttonId: "continue"
            kind: "primary"
            role: "button"
            icon: "check"
        },
        LippedButton {
            width: parent.width
            height: 132
            buttonId: "retry"
            kind: "secondary"
            role: "lead"
            icon: "replay"
        }
    ]
}
