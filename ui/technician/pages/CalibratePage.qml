pragma ComponentBehavior: Bound

// A device is calibrated step by step: the steps at the left, what is read and what it comes to in the middle, the errors
// as a drawing at the right, and what can be pressed below them. In portrait one under the other.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.panel
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.calibrate
    readonly property bool done: step === "done"
    readonly property string step: view.step ?? ""
    readonly property bool typed: step === "points" && (view.typing ?? "") !== ""
    readonly property bool choosing: ["choose", "looking-up", "resume", "limit", "reference", "giving-up"].includes(step)
    readonly property bool filling: ["environment", "new-reference"].includes(step)
    readonly property bool reading: ["points", "keeping"].includes(step)
    readonly property bool ending: ["verdict", "review", "sign", "signing", "done"].includes(step)
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 40
    readonly property real stagesWidth: 404
    readonly property real workX: wide ? stagesWidth + Metrics.gap : 0
    readonly property real workY: wide ? 0 : stages.height + Metrics.benchGap
    readonly property real workWidth: bodyWidth - workX
    readonly property real middleWidth: wide ? 528 : bodyWidth
    readonly property real rightX: wide ? workX + middleWidth + Metrics.gap : 0
    readonly property real rightWidth: bodyWidth - rightX
    readonly property real padWidth: rightWidth * 0.86
    readonly property real barY: bodyHeight - Metrics.benchTarget
    readonly property real toldHeight: told.visible ? told.height + Metrics.benchGap : 0
    readonly property real lowY: barY - Metrics.benchGap - toldHeight // where what lies above the acts ends

    title: view.title ?? ""
    note: wide || Panel.textScale < 1.1 ? view.note ?? "" : ""

    CalibrateStages {
        id: stages
        width: page.wide ? page.stagesWidth : page.bodyWidth
        height: page.wide ? page.bodyHeight : 100
        stages: page.view.stages ?? []
        wide: page.wide
    }

    // --- words above what is chosen or typed ----------------------------------------------------------------------
    Column {
        id: head
        visible: page.choosing || page.filling
        x: page.workX
        y: page.workY
        width: page.workWidth
        FittingLabel {
            width: parent.width
            role: "bench-head"
            bold: true
            text: page.view.headline ?? ""
        }
        FittingLabel {
            visible: text !== "" && !page.filling
            width: parent.width
            role: "bench-body"
            color: Theme.inkSoft
            text: page.view.lead ?? ""
        }
    }
    CalibrateChoices {
        visible: page.choosing
        x: page.workX
        y: page.workY + head.height + 16
        width: page.workWidth
        height: page.lowY - y
        choices: page.view.choices ?? []
    }
    Label {
        visible: page.choosing && (page.view.choices ?? []).length === 0 && (page.step === "choose" || page.step === "reference")
        x: page.workX
        y: page.workY + head.height + 40
        role: "bench-body"
        text: page.step === "choose" ? page.words["no-target"] : page.words["no-reference"]
    }
    CalibrateFields {
        visible: page.filling
        x: page.workX
        y: page.workY + head.height + 12
        width: page.workWidth
        height: page.lowY - y
        wide: page.wide
        aside: page.padWidth
        fields: page.view.fields ?? []
        words: page.words
    }

    // --- readings -------------------------------------------------------------------------------------------------
    CalibrateLive {
        id: live
        visible: page.reading && !!page.view.live
        x: page.workX
        y: page.workY
        width: page.middleWidth
        height: 344
        live: page.view.live
        headline: page.view.headline ?? ""
        rawWord: page.words.raw
        valueWord: page.words.calibrated
    }
    BenchCard {
        id: asked
        visible: page.typed && page.wide
        x: page.workX
        y: page.workY
        width: page.middleWidth
        height: 112
        FittingLabel {
            x: 28
            anchors.verticalCenter: parent.verticalCenter
            room: parent.width - 56
            width: room
            role: "bench-button"
            bold: true
            text: page.view.headline ?? ""
        }
    }
    CalibrateVerdict {
        id: verdict
        visible: !!page.view.verdict
        x: page.workX
        y: page.workY
        width: page.middleWidth
        height: implicitHeight
        verdict: page.view.verdict
        headline: page.view.headline ?? ""
        lead: page.view.lead ?? ""
    }
    BenchCard {
        id: signing
        visible: page.ending && !page.view.verdict
        x: page.workX
        y: page.workY
        width: page.middleWidth
        height: 150
        StateLabel {
            x: 28
            y: 20
            icon: page.done ? "ok" : ""
            tone: page.done ? "done" : "ink"
            role: "bench-head"
            word: page.view.headline ?? ""
            room: parent.width - 56
        }
        FittingLabel {
            x: 28
            y: 76
            room: parent.width - 56
            width: room
            role: "bench-body"
            color: Theme.inkSoft
            text: page.view.lead ?? ""
        }
    }
    CalibrateChanges {
        id: changes
        visible: (page.view.changes ?? []).length > 0
        x: page.workX
        y: signing.y + signing.height + Metrics.benchGap
        width: page.middleWidth
        height: implicitHeight
        changes: page.view.changes ?? []
        words: page.words
    }
    CalibrateTable {
        id: points
        visible: (page.reading || page.ending) && !changes.visible
        x: page.workX
        y: (changes.visible ? changes.y + changes.height : verdict.visible ? verdict.y + verdict.height : asked.visible ? asked.y + asked.height : live.visible ? live.y + live.height : page.workY - Metrics.benchGap) + Metrics.benchGap
        width: page.middleWidth
        height: page.wide ? Math.min(implicitHeight, page.bodyHeight - y) : Math.min(implicitHeight, page.typed || (page.view.rows ?? []).length > 8 ? 580 : 400)
        rows: page.view.rows ?? []
        words: page.words
        line: page.view.line ?? ""
    }
    BenchCard {
        id: drawing
        visible: (page.reading || page.ending) && !page.typed && height > 260
        x: page.rightX
        y: page.wide ? 0 : (changes.visible ? changes.y + changes.height : points.y + points.height) + Metrics.benchGap
        width: page.rightWidth
        height: page.lowY - y
        Label {
            x: 28
            y: 14
            role: "bench-button"
            bold: true
            text: page.words.plot
        }
        ResidualPlot {
            x: 16
            y: 78
            width: parent.width - 44
            height: parent.height - y - 8
            view: page.view.plot
        }
    }
    CalibrateTyping {
        visible: page.typed
        x: page.rightX
        y: page.wide ? 0 : points.y + points.height + Metrics.benchGap
        width: page.rightWidth
        height: page.lowY - y
        view: page.view
        words: page.words
    }

    // --- what was refused or is asked, and the acts -----------------------------------------------------------------
    BenchTold {
        id: told
        words: page.view.apart ? page.view.apart : page.view.problem ?? ""
        x: page.choosing || page.filling ? page.workX : page.rightX
        y: page.barY - Metrics.benchGap - height
        width: page.bodyWidth - x
    }
    BenchActs {
        x: page.step === "done" ? page.workX : page.filling && page.wide ? ((page.view.buttons ?? []).length > 2 ? page.workX : page.bodyWidth - page.padWidth) : page.rightX
        y: page.barY
        width: page.bodyWidth - x
        tight: page.wide && page.step !== "done"
        acts: page.view.buttons ?? []
        busyWord: page.words.busy
    }
}
