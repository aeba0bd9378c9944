pragma ComponentBehavior: Bound

// All calibrations: which holds till when, by device and what it reads; one of them with its history; why one is let
// through all the same; where the terminal stands.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.calibrations
    readonly property string mode: view.mode ?? ""
    readonly property bool listing: mode === "list" || mode === "reasons"
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 40
    readonly property real barY: bodyHeight - Metrics.benchTarget
    readonly property real lowY: barY - Metrics.benchGap - (told.visible ? told.height + Metrics.benchGap : 0)

    title: view.title ?? ""
    note: view.note ?? ""

    Column {
        id: head
        visible: page.mode !== "one"
        width: parent.width
        FittingLabel {
            width: parent.width
            role: "bench-head"
            bold: true
            text: page.view.headline ?? ""
        }
        FittingLabel {
            width: parent.width
            role: "bench-body"
            color: Theme.inkSoft
            text: page.view.empty ? page.view.empty : page.view.lead ?? ""
        }
    }
    Row {
        id: days
        visible: page.mode === "reasons"
        y: head.height + 16
        spacing: Metrics.benchGap
        Repeater {
            model: (page.view.days ?? []).length
            BenchButton {
                required property int index
                readonly property var of: page.view.days[index] ?? ({ "key": "", "title": "", "tone": "" })
                objectName: "days-" + of.key
                kind: of.tone === "act" ? "primary" : "quiet"
                label: of.title
                onPressed: Staff.act("for_days", { "key": of.key })
            }
        }
    }
    CalibrateChoices {
        visible: page.listing
        y: head.height + 16 + (days.visible ? days.height + Metrics.benchGap : 0)
        width: page.bodyWidth
        height: page.lowY - y
        choices: page.view.choices ?? []
    }
    CalibrateVerdict {
        id: standing
        visible: page.mode === "one" && !!page.view.standing
        width: page.wide ? 620 : page.bodyWidth
        height: implicitHeight
        verdict: page.view.standing
        headline: page.view.headline ?? ""
    }
    CalibrationHistory {
        visible: standing.visible
        x: page.wide ? standing.width + Metrics.gap : 0
        y: page.wide ? 0 : standing.height + Metrics.benchGap
        width: page.bodyWidth - x
        height: page.lowY - y
        rows: page.view.history ?? []
        words: page.words
        wide: page.wide
    }
    CalibrateFields {
        visible: page.mode === "site"
        y: head.height + 16
        width: page.bodyWidth
        height: page.lowY - y
        fields: page.view.fields ?? []
        words: page.words
        begins: "letters"
        wide: page.wide
    }
    BenchCard {
        id: told
        visible: (page.view.problem ?? "") !== ""
        y: page.barY - Metrics.benchGap - height
        width: page.bodyWidth
        height: Math.max(84, said.height + 28)
        tone: "care"
        color: Theme.peopleTint
        Icon {
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            name: "tri"
            size: 44
            color: Theme.care
            weight: 4.6
        }
        Label {
            id: said
            x: 88
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 20
            role: "bench-body"
            wraps: true
            text: page.view.problem ?? ""
        }
    }
    BenchActs {
        x: page.wide ? page.bodyWidth - width : 0
        y: page.barY
        width: page.wide ? 1100 : page.bodyWidth
        acts: page.view.buttons ?? []
        busyWord: page.words.busy
    }
}
