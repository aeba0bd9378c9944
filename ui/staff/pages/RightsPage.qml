pragma ComponentBehavior: Bound

// A resident's own rights: their card first, then what stands and what can be done, everything for a while, or a copy.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.rights
    readonly property string step: view.step ?? ""
    readonly property bool waits: step === "card" || step === "refused"

    function part(): string {
        if (waits)
            return "RightsCard";
        return step === "rights" ? "RightsOwn" : step === "seen" ? "RightsSeen" : step === "copy" ? "RightsCopy" : "";
    }

    title: words.title
    note: view.name ?? ""
    aside: Row {
        spacing: 20
        Loader {
            active: page.wide && page.step === "rights" // upright it stands among the acts
            visible: active
            sourceComponent: HelperButton {}
        }
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            padding: 28
            label: page.words.back
            onPressed: Staff.act("back")
        }
    }

    Loader {
        width: parent.width
        height: parent.height
        source: page.part() === "" ? "" : "../parts/" + page.part() + ".qml"
    }
    Loader {
        active: !!page.view.asking
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: ReasonSheet {
            asking: page.view.asking
        }
    }
    Loader {
        active: !!page.view.helper
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: HelperSheet {
            view: page.view.helper
        }
    }
}
