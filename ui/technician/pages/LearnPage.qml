pragma ComponentBehavior: Bound

// An unknown serial device is learnt: its port, what it sends, where its numbers stand, a try, its profile. The steps at
// the left, the work beside them, what comes next at the bottom; in portrait one under the other.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.learn
    readonly property string step: view.step ?? ""
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 40
    readonly property real workX: wide ? 404 + Metrics.gap : 0
    readonly property real workY: wide ? 0 : stages.height + Metrics.benchGap
    readonly property real workWidth: bodyWidth - workX
    readonly property real barY: bodyHeight - Metrics.benchTarget
    readonly property real topY: head.y + head.height + 16
    readonly property real lowY: barY - Metrics.benchGap
    readonly property real sideWidth: wide ? 440 : workWidth
    readonly property real mainWidth: wide ? workWidth - sideWidth - Metrics.benchGap : workWidth
    readonly property real sideX: wide ? workX + mainWidth + Metrics.benchGap : 0

    title: view.title ?? ""
    note: view.note ?? ""

    CalibrateStages {
        id: stages
        width: page.wide ? 404 : page.bodyWidth
        height: page.wide ? page.bodyHeight : 100
        stages: page.view.stages ?? []
        wide: page.wide
    }

    Column {
        id: head
        x: page.workX
        y: page.workY
        width: page.workWidth
        FittingLabel {
            room: page.workWidth
            width: room
            role: "bench-head"
            bold: true
            text: page.view.headline ?? ""
        }
        FittingLabel {
            visible: text !== "" && !wrong.visible
            room: page.workWidth
            width: room
            role: "bench-body"
            color: Theme.inkSoft
            text: page.view.lead ?? ""
        }
        StateLabel {
            id: wrong
            visible: word !== ""
            icon: "tri"
            tone: "care"
            role: "bench-body"
            word: page.view.problem ?? ""
            room: page.workWidth
        }
    }

    // --- which port -----------------------------------------------------------------------------------------------
    Row {
        id: kinds
        visible: page.step === "port"
        x: page.workX
        y: page.topY
        spacing: Metrics.benchGap
        Repeater {
            model: (page.view.kinds ?? []).length
            BenchButton {
                required property int index
                readonly property var of: page.view.kinds[index] ?? ({ "key": "", "title": "", "sign": "", "chosen": false })
                objectName: "kind-" + of.key
                width: (page.workWidth - 2 * Metrics.benchGap) / 3
                height: 112
                kind: of.chosen ? "primary" : "secondary"
                icon: of.chosen ? "check" : of.sign
                label: of.title
                onPressed: Staff.act("kind", { "key": of.key })
            }
        }
    }
    CalibrateChoices {
        visible: page.step === "port"
        x: page.workX
        y: kinds.y + kinds.height + Metrics.benchGap
        width: page.workWidth
        height: page.lowY - y
        choices: page.step === "port" ? page.view.choices ?? [] : []
    }

    // --- what it sends, and what the profile makes of it ----------------------------------------------------------
    LearnValues {
        id: values
        visible: page.step === "try"
        x: page.workX
        y: page.topY
        width: page.mainWidth
        height: 168
        metrics: page.step === "try" ? page.view.metrics ?? [] : []
    }
    LearnRows {
        id: rows
        visible: page.step === "hear" || page.step === "try"
        x: page.workX
        y: page.step === "try" ? values.y + values.height + Metrics.benchGap : page.topY
        width: page.mainWidth
        height: (page.wide ? page.lowY : facts.y - Metrics.benchGap) - y
        rows: page.view.rows ?? []
        nothing: page.words.nothing
    }
    LearnFacts {
        id: facts
        visible: rows.visible
        x: page.sideX
        y: page.wide ? page.topY : under.y - (under.height > 0 ? Metrics.benchGap : 0) - implicitHeight
        width: page.sideWidth
        height: Math.min(implicitHeight, under.y - y)
        columns: page.wide ? 1 : page.step === "try" ? 2 : 3
        facts: page.view.facts ?? []
    }
    Item {
        id: under
        visible: rows.visible
        x: page.sideX
        width: page.sideWidth
        height: page.step === "try" ? Metrics.benchTarget : 0
        y: page.lowY - height
        Row {
            visible: page.step === "try"
            spacing: Metrics.benchGap
            Repeater {
                model: ["earlier", "later"]
                BenchButton {
                    required property string modelData
                    objectName: "button-" + modelData
                    width: (page.sideWidth - Metrics.benchGap) / 2
                    kind: "quiet"
                    padding: 12
                    label: page.words[modelData]
                    onPressed: Staff.act("rename", { "step": modelData === "later" ? 1 : -1 })
                }
            }
        }
    }

    // --- where its numbers stand ----------------------------------------------------------------------------------
    LearnCells {
        id: cells
        visible: page.step === "fields"
        x: page.workX
        y: page.topY
        width: page.mainWidth
        height: Math.min(implicitHeight, page.wide ? 460 : 440)
        cells: page.view.cells ?? []
    }
    LearnMetrics {
        id: metrics
        visible: page.step === "fields"
        x: page.workX
        y: cells.y + cells.height + Metrics.benchGap
        width: page.mainWidth
        height: implicitHeight
        metrics: page.step === "fields" ? page.view.metrics ?? [] : []
        words: page.words
        typed: pad.typed
    }
    BenchPad {
        id: pad
        visible: page.step === "fields"
        x: page.sideX
        y: page.wide ? page.topY : metrics.y + metrics.height + Metrics.benchGap
        width: page.sideWidth
        height: Math.min(page.lowY - y, 4 * 132 + 36)
        deleteWord: page.words.delete
        okWord: page.words.ok
        onEntered: text => Staff.act("type", { "text": text })
    }

    // --- what the configuration file needs ------------------------------------------------------------------------
    LearnLines {
        visible: page.step === "done"
        x: page.workX
        y: page.topY
        width: page.workWidth
        height: Math.min(implicitHeight, page.lowY - y)
        title: page.words["added-lines"]
        lines: page.view.lines ?? []
    }

    BenchActs {
        x: page.workX
        y: page.barY
        width: page.workWidth
        tight: !page.wide
        acts: page.view.acts ?? []
        busyWord: page.words.busy
    }
}
