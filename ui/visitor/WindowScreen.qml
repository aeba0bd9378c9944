// Please come to the window; or, by a red rule, sit still and somebody comes.
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    bleed: true

    sight: [
        WindowClerk { anchors.fill: parent; visible: Visit.window !== "" },
        PersonComing { anchors.fill: parent; visible: Visit.window === "" }
    ]
    words: Repeater {
        model: Visit.tips
        TipRow {
            required property var modelData
            width: page.columnW
            icon: modelData.icon
            text: modelData.text
        }
    }
    acts: LippedButton {
        width: parent.width
        height: Visit.portrait ? 184 : 148
        buttonId: "to-window"
        kind: "primary"
        role: "act"
        icon: "check"
    }
}
