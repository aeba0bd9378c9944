// The code and the temperature. A code other than green leads to the window in the same calm form.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    readonly property bool toWindow: Visit.window !== ""

    gap: 24

    sight: Column {
        id: cards
        readonly property int count: 1 + (valueCard.visible ? 1 : 0) + (block.visible && codeCard.visible ? 1 : 0)
        width: parent.width
        spacing: 24
        CodeCard {
            id: codeCard
            visible: Visit.code.present
            width: parent.width
            height: Math.min(490, page.sightH - (cards.count - 1) * 24 - (valueCard.visible ? valueCard.height : 0)
                - (block.visible ? block.height : 0))
            code: Visit.code
        }
        EitherCode {
            visible: !Visit.code.present && !page.toWindow
            width: parent.width
            height: 284
        }
        WindowBlock {
            id: block
            visible: page.toWindow
            width: parent.width
            height: 220
        }
        ValueCard {
            id: valueCard
            visible: Visit.temperature.present
            width: parent.width
            height: Visit.portrait ? 290 : 268
            value: Visit.temperature
        }
    }
    acts: [
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 168 : 204
            buttonId: page.toWindow ? "to-window" : "self-check"
            kind: "primary"
            role: "button"
            icon: page.toWindow ? "check" : "heart"
        },
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 124 : 148
            buttonId: page.toWindow ? "self-check" : "no-thanks"
            kind: "secondary"
            role: "lead"
        }
    ]
}
