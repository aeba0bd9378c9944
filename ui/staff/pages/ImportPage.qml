pragma ComponentBehavior: Bound

// An office's list is taken over: chosen on a stick, read, made clear, looked at, written whole or not at all, taken back.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["import"]
    readonly property string step: view.step ?? ""
    readonly property bool noted: (view.note ?? "") !== ""

    function part(): string {
        const parts = ({
                choose: "ImportChoose", photos: "ImportChoose", ready: "ImportReady", unread: "ImportReady",
                reading: "ImportProgress", checking: "ImportProgress", faces: "ImportProgress", saving: "ImportProgress",
                columns: "ImportColumns", meaning: "ImportMeaning", preview: "ImportPreview", done: "ImportPreview",
                row: "ImportRow", "how-read": "ImportFacts", consent: "ImportConsent", confirm: "ImportConsent",
                recent: "ImportRecent"
            });
        return parts[page.step] ?? "";
    }

    title: words.title
    note: wide ? view.about ?? "" : "" // upright the title has no room beside it
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-recent"
            visible: page.step === "choose"
            kind: "quiet"
            icon: "clock"
            label: page.words.recent
            onPressed: Staff.act("recent")
        }
        CompactButton {
            objectName: "button-give-up"
            visible: ["columns", "preview", "consent", "confirm"].includes(page.step)
            kind: "quiet"
            icon: "cross"
            padding: 28
            label: page.words["give-up"]
            onPressed: Staff.act("give_up")
        }
        CompactButton {
            objectName: "button-back"
            visible: ["photos", "ready", "unread", "meaning", "row", "how-read", "recent"].includes(page.step)
            kind: "quiet"
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
        CompactButton {
            objectName: "button-another"
            visible: page.step === "done"
            kind: "quiet"
            icon: "plus"
            label: page.words.another
            onPressed: Staff.act("give_up")
        }
    }

    Rectangle {
        id: note
        visible: page.noted
        width: parent.width
        height: said.height + 28
        radius: Metrics.radiusPlate
        color: Theme.actTint
        Icon {
            x: 24
            y: 18
            name: "info"
            size: 38
            color: Theme.act
        }
        Label {
            id: said
            objectName: "note"
            x: 78
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 24
            role: "inner-label"
            wraps: true
            text: page.view.note ?? ""
        }
    }
    Loader {
        y: page.noted ? note.height + 16 : 0
        width: parent.width
        height: parent.height - y
        source: page.part() === "" ? "" : "../parts/" + page.part() + ".qml"
    }
}
