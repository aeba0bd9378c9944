// One's own values of three months, after the value.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    sight: TrendCard {
        width: parent.width
        height: page.sightH
    }
    words: Label {
        role: "note"
        color: Theme.inkSoft
        text: Visit.notice
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
