// Please come to the window; or, by a red rule, sit still and somebody comes.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    bleed: true

    sight: [
        WindowClerk { anchors.fill: parent; visible: Visit.window !== "" },
        PersonComing { anchors.fill: parent; visible: Visit.window === "" }
    ]
    words: Repeater {
        id: rows
        model: Visit.tips
        TipRow {
            required property var modelData
            required property int index
            // in little room the first row is enough: the second names a button that is there anyway
            visible: index === 0 || Panel.portrait || page.actsTop - page.headBottom > 2 * rows.itemAt(0).height + 64
            width: page.columnW
            icon: modelData.icon
            text: modelData.text
        }
    }
    acts: VisitButton {
        width: parent.width
        height: Panel.portrait ? 184 : 148
        buttonId: "to-window"
        kind: "primary"
        role: "act"
        icon: "check"
    }
}
