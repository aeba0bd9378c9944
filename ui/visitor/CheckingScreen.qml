// Greeted; the code and the temperature are under way. The two cards stand where the results will stand.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: Column {
        width: parent.width
        spacing: 24
        WaitingCard {
            width: parent.width
            height: page.sightH * 0.58 - 12
            title: Visit.words.facilities.code.title
            icon: "card"
            word: Visit.words.notices["please-wait"]
        }
        WaitingCard {
            width: parent.width
            height: page.sightH * 0.42 - 12
            title: Visit.words.facilities.temperature.title
            icon: "thermo"
            word: Visit.words.notices.measuring
        }
    }
}
