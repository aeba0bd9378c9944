// What was measured or typed, with its range, last time's value and one piece of advice.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    readonly property real spare: Visit.portrait ? page.sightH - (sheet.visible ? sheet.height + 24 : 0) : page.sightH

    sight: Column {
        width: parent.width
        spacing: 24
        ValueCard {
            width: parent.width
            height: Math.min(Visit.portrait ? 430 : 480, page.spare)
            value: Visit.value
        }
        SheetCard {
            id: sheet
            visible: Visit.portrait && inSheet.height > 0
            width: parent.width
            height: inSheet.height + 72
            ValueWords {
                id: inSheet
                x: 44
                y: 36
                width: parent.width - 88
            }
        }
    }
    words: ValueWords {
        visible: !Visit.portrait
        width: parent.width
    }
    acts: [
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 164 : 148
            buttonId: "continue"
            kind: "primary"
            role: Visit.portrait ? "button" : "lead"
            icon: "check"
        },
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 132 : 124
            buttonId: "retry"
            kind: "secondary"
            role: "lead"
            icon: "replay"
        }
    ]
}
