// Greeted; the code and the temperature are under way. Each card stands where its result will stand, and fills there.
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property real valueH: Panel.portrait ? 290 : 268
    readonly property real codeH: Math.min(490, page.sightH - page.valueH - 24)

    words: [
        Ways { width: parent.width },
        CameraNotice { width: parent.width }
    ]

    sight: Column {
        width: parent.width
        spacing: 24
        CodeCard {
            visible: Visit.code.present
            width: parent.width
            height: page.codeH
            code: Visit.code
        }
        WaitingCard {
            visible: !Visit.code.present
            width: parent.width
            height: page.codeH
            title: Visit.words.facilities.code.title
            icon: "card"
            word: Visit.words.notices["please-wait"]
        }
        ValueCard {
            visible: Visit.temperature.present
            width: parent.width
            height: page.valueH
            value: Visit.temperature
        }
        WaitingCard {
            // The tips say where to look while the temperature is taken; without them none is.
            visible: !Visit.temperature.present && Visit.tips.length > 0
            width: parent.width
            height: page.valueH
            title: Visit.words.facilities.temperature.title
            icon: "thermo"
            word: Visit.words.notices.measuring
        }
    }
}
