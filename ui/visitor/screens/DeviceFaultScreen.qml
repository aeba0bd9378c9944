// A device rests: what works and what does not, told once a visit, with nobody to blame.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    sight: Column {
        id: rows
        width: parent.width
        Repeater {
            model: Visit.facilities
            FacilityLine {
                required property var modelData
                required property int index
                width: rows.width
                height: Math.min(196, page.sightH / Math.max(1, Visit.facilities.length))
                facility: modelData
                last: index === Visit.facilities.length - 1
            }
        }
    }
    words: TipRow {
        visible: Visit.notice !== ""
        width: parent.width
        icon: "thermo"
        text: Visit.notice
    }
    acts: VisitButton {
        width: parent.width
        height: 180
        buttonId: "continue"
        kind: "primary"
        role: "button"
        icon: "check"
    }
}
