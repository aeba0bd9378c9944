pragma ComponentBehavior: Bound

// The settings: listed by section or looked for, changed one by one, saved together after a look at before and after.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.config
    readonly property var edited: view.edit ?? null
    property string choosing // "section", "text" or ""
    readonly property bool listing: view.stage === "list" && edited === null

    title: view.stage === "review" ? (view.undoing ? words["undo-title"] : words["review-title"]) : words.title
    note: view.stage === "list" ? (view.count !== "" ? view.count : view.waiting) : ""
    aside: [
        BenchButton {
            objectName: "button-undo"
            visible: page.listing && page.view.mayUndo && page.view.count === ""
            kind: "quiet"
            icon: "undo"
            label: page.words.undo
            onPressed: Staff.act("review_undo")
        },
        BenchButton {
            objectName: "button-restart"
            visible: page.listing && page.view.mayRestart && page.view.count === ""
            kind: "secondary"
            icon: "replay"
            label: page.words.restart
            onPressed: Staff.act("restart")
        },
        BenchButton {
            objectName: "button-review"
            visible: page.view.stage === "list" && page.view.count !== ""
            busy: page.view.busy
            busyWord: page.words.busy
            icon: "eye"
            label: page.words.review
            onPressed: Staff.act("review")
        }
    ]
    onEditedChanged: if (edited !== null) choosing = ""

    ConfigList {
        anchors.fill: parent
        visible: page.listing && page.choosing === ""
        view: page.view
        words: page.words
        onChooseSection: page.choosing = "section"
        onChooseText: page.choosing = "text"
    }
    Loader {
        anchors.fill: parent
        active: page.view.stage === "list" && page.edited !== null
        sourceComponent: ConfigKey {
            key: page.edited ?? ({})
            words: page.words
            wide: page.wide
        }
    }
    Loader {
        anchors.fill: parent
        active: page.view.stage === "review"
        sourceComponent: ConfigReview {
            view: page.view
            words: page.words
        }
    }

    // --- what is listed
    Flow {
        id: choices
        visible: page.listing && page.choosing === "section"
        anchors.fill: parent
        spacing: Metrics.benchGap
        readonly property int columns: page.wide ? 4 : 2
        Repeater {
            model: choices.visible ? page.view.sections : []
            BenchButton {
                required property var modelData
                objectName: "section-" + modelData.key
                width: (choices.width - (choices.columns - 1) * choices.spacing) / choices.columns
                height: 116
                padding: 12
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen ? "check" : ""
                label: modelData.label
                onPressed: {
                    page.choosing = "";
                    Staff.act("section", { "key": modelData.key });
                }
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: page.listing && page.choosing === "text"
        sourceComponent: Item {
            FormField {
                id: field
                width: parent.width - found.width - 20
                icon: "search"
                hint: page.words["find-hint"]
                value: keys.whole
                chosen: true
            }
            BenchButton {
                id: found
                objectName: "button-found"
                anchors.right: parent.right
                kind: "secondary"
                icon: keys.whole === "" ? "back" : "check"
                label: keys.whole === "" ? page.words.back : page.words.ok
                onPressed: {
                    page.choosing = "";
                    Staff.act("search", { "text": keys.whole });
                }
            }
            PinyinPad {
                id: keys
                y: field.height + 24
                width: parent.width
                height: implicitHeight
                names: false
            }
        }
    }

    // --- there is no file
    Column {
        visible: page.view.stage === "none"
        anchors.centerIn: parent
        width: Math.min(parent.width, 1200)
        spacing: 28
        StateLabel {
            role: "bench-head"
            icon: "info"
            tone: "act"
            word: page.words["none-title"]
            room: parent.width
        }
        Label {
            width: parent.width
            role: "bench-body"
            wraps: true
            text: page.words["none-body"]
        }
        Label {
            width: parent.width
            role: "bench-body"
            bold: true
            wraps: true
            text: page.view.line
        }
        BenchButton {
            objectName: "button-begin"
            kind: "secondary"
            icon: "edit"
            label: page.words["none-begin"]
            onPressed: Staff.act("begin")
        }
    }
}
