// One's own values of three months, after the value.
import QtQuick
import kiosk.panel
import ui.visitor.parts

StagedPage {
    id: page

    sight: TrendCard {
        width: parent.width
        height: page.sightH
    }
    acts: VisitButton {
        width: parent.width
        height: Panel.portrait ? 164 : 148
        buttonId: "continue"
        kind: "primary"
        role: "button"
        icon: "check"
    }
}
