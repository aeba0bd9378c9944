pragma ComponentBehavior: Bound

// Somebody is enrolled: their card, what they agree to, their face, done. The words of a consent take the whole page, in
// visitors' sizes: they are read by the person.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.enrol
    readonly property string step: view.step ?? ""
    readonly property bool asking: step === "asking"

    function part(): string {
        if (["card", "looking-up", "refused"].includes(step))
            return "EnrolCard";
        if (step === "consents")
            return "EnrolConsents";
        if (["notice", "looking", "interrupted", "comparing"].includes(step))
            return "EnrolCamera";
        if (["check", "saving"].includes(step))
            return "EnrolCheck";
        return step === "done" ? "EnrolDone" : "";
    }

    title: words.title
    note: view.person && !asking ? view.person.name + (wide ? " · " + view.person.fields[0].value : "") : ""
    aside: CompactButton {
        objectName: "button-anew"
        visible: !page.asking && !!page.view.person && page.step !== "done" && page.step !== "saving"
        kind: "quiet"
        icon: "undo"
        label: page.words.anew
        onPressed: Staff.act("begin_anew")
    }

    EnrolStages {
        id: stages
        visible: !page.asking && !note.visible
        width: parent.width
        stages: page.view.stages ?? []
    }
    Rectangle {
        id: note
        visible: !page.asking && (page.view.note ?? "") !== ""
        width: parent.width
        height: 64
        radius: Metrics.radiusPlate
        color: Theme.actTint
        StateLabel {
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            icon: "info"
            tone: "act"
            role: "inner-label"
            word: page.view.note ?? ""
            room: parent.width - 48
        }
    }
    Loader {
        y: stages.height + 28
        width: parent.width
        height: parent.height - y
        source: page.part() === "" ? "" : "../parts/" + page.part() + ".qml"
    }
    Loader {
        active: page.asking && !!page.view.words
        x: -Metrics.innerPad
        y: -Metrics.innerTop
        width: page.width
        height: page.height
        sourceComponent: EnrolWords { view: page.view.words }
    }
    Loader {
        active: !!page.view.helper
        x: -Metrics.innerPad
        y: -Metrics.innerTop
        width: page.width
        height: page.height
        sourceComponent: HelperSheet { view: page.view.helper }
    }
}
