pragma ComponentBehavior: Bound

// The self-test: what is tried at the left, what is to be seen, heard or touched in the middle, the answers below.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["self-test"]
    readonly property var steps: view.steps ?? []
    readonly property bool over: view.kind === ""
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 16 - 28
    readonly property real listWidth: wide ? 460 : bodyWidth
    readonly property real listHeight: wide ? bodyHeight : Math.ceil(steps.length / 2) * 52 + 44
    readonly property real workX: wide ? listWidth + Metrics.benchGap : 0
    readonly property real workY: wide ? 0 : listHeight + Metrics.benchGap

    title: words.title
    note: view.note ?? ""
    aside: BenchButton {
        objectName: "button-back"
        kind: "quiet"
        icon: "back"
        padding: 24
        label: page.words.back
        onPressed: Staff.act("back")
    }

    BenchCard {
        id: list
        width: page.listWidth
        height: page.listHeight
        Grid {
            x: 24
            y: 24
            columns: page.wide ? 1 : 2
            Repeater {
                model: page.steps.length
                Item {
                    id: line
                    required property int index
                    readonly property var of: page.steps[index] ?? ({ "title": "", "now": false, "state": { "icon": "", "word": "", "tone": "" } })
                    width: (list.width - 48) / (page.wide ? 1 : 2)
                    height: 52
                    FittingLabel {
                        room: line.width - result.width - 24
                        width: room
                        role: "bench-body"
                        bold: line.of.now
                        color: line.of.now ? Theme.act : Theme.ink
                        text: line.of.title
                    }
                    StateLabel {
                        id: result
                        anchors.right: parent.right
                        anchors.rightMargin: page.wide ? 0 : 24
                        role: "bench-body"
                        icon: line.of.now ? "right" : line.of.state.icon
                        word: line.of.state.word
                        tone: line.of.now ? "act" : line.of.state.tone
                    }
                }
            }
        }
    }

    Item {
        x: page.workX
        y: page.workY
        width: page.bodyWidth - x
        height: page.bodyHeight - y

        FittingLabel {
            id: headline
            width: parent.width
            role: "bench-head"
            bold: true
            text: page.view.headline ?? ""
        }
        FittingLabel {
            id: lead
            y: headline.height + 4
            width: parent.width
            role: "bench-body"
            color: Theme.inkSoft
            text: page.view.lead ?? ""
        }
        FittingLabel {
            visible: page.over && text !== ""
            y: lead.y + lead.height + 16
            width: parent.width
            role: "bench-body"
            text: page.view.last ?? ""
        }
        SelfTestStep {
            y: lead.y + lead.height + 16
            width: parent.width
            height: acts.y - y - Metrics.benchGap
            across: page.wide ? 6 : 4
            view: page.view
        }
        Row {
            id: acts
            anchors.bottom: parent.bottom
            anchors.right: parent.right
            spacing: Metrics.benchGap
            BenchButton {
                objectName: "button-skip"
                visible: !page.over
                kind: "quiet"
                label: page.words.skip
                onPressed: Staff.act("skip")
            }
            BenchButton {
                objectName: "button-again"
                visible: (page.view.again ?? "") !== ""
                kind: "quiet"
                label: page.view.again ?? ""
                onPressed: Staff.act("again")
            }
            BenchButton {
                objectName: "button-bad"
                visible: (page.view.bad ?? "") !== ""
                kind: "secondary"
                icon: "cross"
                label: page.view.bad ?? ""
                onPressed: Staff.act("bad")
            }
            BenchButton {
                objectName: "button-good"
                visible: (page.view.good ?? "") !== ""
                icon: "check"
                label: page.view.good ?? ""
                onPressed: Staff.act("good")
            }
        }
    }
}
