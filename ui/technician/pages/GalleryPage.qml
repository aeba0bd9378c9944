pragma ComponentBehavior: Bound

// The thresholds of this gallery: what it tells apart, what another rate of wrong names would do, and the change, signed
// by two.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property bool measuring: view.state === "measuring"
    readonly property var view: Staff.content
    readonly property var words: Staff.words.gallery
    readonly property bool measured: view.state === "measured"
    readonly property real gap: Metrics.benchGap
    readonly property real sideWidth: wide ? 420 : width - 2 * Metrics.benchPad
    readonly property var det: view.det ?? null
    readonly property bool asDet: measured && view.asDet

    title: words.title
    note: wide ? view.note : "" // upright two buttons leave no room beside the title
    aside: Row {
        spacing: Metrics.gap
        BenchButton {
            objectName: "button-det"
            visible: page.measured
            kind: "secondary"
            label: page.asDet ? page.words["show-scores"] : page.words["show-det"]
            onPressed: Staff.act("look", { "det": !page.asDet })
        }
        BenchButton {
            objectName: "button-camera"
            kind: "secondary"
            icon: "camera"
            label: page.words.camera
            onPressed: Staff.act("camera")
        }
    }

    BenchCard {
        id: sheet
        width: page.wide ? parent.width - page.sideWidth - 36 : parent.width
        height: page.wide ? parent.height : parent.height - (page.measured ? side.height + page.gap : 0)
        Item {
            id: top
            x: 24
            y: 16
            width: parent.width - 48
            height: page.wide ? 48 : 96
            visible: page.measured
            Label {
                role: "bench-button"
                bold: true
                text: page.asDet ? page.words["det-title"] : page.words.scores
            }
            Row {
                visible: !page.asDet
                x: page.wide ? parent.width - width : 0
                y: page.wide ? 4 : 50
                spacing: 36
                Repeater {
                    model: page.asDet || !page.measured ? [] : page.view.scores.own.length > 0 ? ["strangers", "own", "fpir-axis"] : ["strangers", "fpir-axis"]
                    Row {
                        id: key
                        required property string modelData
                        readonly property bool line: modelData === "fpir-axis"
                        spacing: 12
                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            width: key.line ? 40 : 32
                            height: key.line ? 6 : 24
                            color: key.line ? Theme.alarm : key.modelData === "own" ? Theme.actTint : Theme.stone
                            border.width: key.line ? 0 : 3
                            border.color: key.modelData === "own" ? Theme.act : Theme.line
                        }
                        Label {
                            role: "bench-body"
                            text: page.words[key.modelData]
                        }
                    }
                }
            }
        }
        Loader {
            x: 24
            y: top.y + top.height + 8
            width: parent.width - 48
            height: how.y - y - 6
            active: page.measured && !page.asDet
            sourceComponent: ScoreChart { view: page.view.scores; words: page.words }
        }
        Loader {
            x: 24
            y: top.y + top.height + 8
            width: parent.width - 48
            height: how.y - y - 6
            active: page.measured && page.asDet && page.det !== null
            sourceComponent: DetChart { view: page.det; words: page.words }
        }
        Label {
            id: how
            visible: page.measured
            x: 36
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            width: parent.width - 72
            wraps: true
            role: "bench-label"
            color: Theme.inkSoft
            text: !page.measured ? "" : page.wide ? page.view.numbers[2].said + " · " + page.view.how : page.view.note + "\n" + page.view.how
        }
        Column {
            visible: !page.measured || (page.asDet && page.det === null)
            anchors.centerIn: parent
            width: parent.width - 160
            spacing: 24
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: page.measuring ? "wait" : "info"
                size: 84
                color: Theme.inkSoft
            }
            Label {
                width: parent.width
                wraps: true
                horizontalAlignment: Text.AlignHCenter
                role: "bench-button"
                text: page.measured ? page.view.detMissing : page.view.headline
            }
        }
    }

    Column {
        id: side
        visible: page.measured
        x: page.wide ? parent.width - page.sideWidth : 0
        y: page.wide ? 0 : parent.height - height
        width: page.sideWidth
        spacing: page.wide ? 8 : page.gap
        Grid {
            width: parent.width
            columns: page.wide ? 1 : 3
            columnSpacing: 24
            rowSpacing: page.wide ? 12 : 0
            Repeater {
                model: page.measured ? page.view.numbers.length : 0
                BigNumber {
                    required property int index
                    view: page.view.numbers[index]
                    compact: page.wide && index === 2
                    width: page.wide ? side.width : (side.width - 48) / 3
                }
            }
        }
        Stepper {
            width: page.wide ? parent.width : 520
            what: "rate"
            label: page.words.wanted
            value: page.view.wanted
            onStep: by => Staff.act("rate", { "step": by })
        }
        FittingLabel {
            visible: text !== ""
            room: parent.width
            width: room
            role: "bench-body"
            bold: page.view.changes !== ""
            text: page.view.changes !== "" ? page.view.changes : page.view.told
        }
        Row {
            visible: page.view.changes !== "" && page.view.maySave
            spacing: page.gap
            BenchButton {
                objectName: "button-as-saved"
                visible: !page.wide
                kind: "quiet"
                label: page.words["as-saved"]
                onPressed: Staff.act("as_saved")
            }
            BenchButton {
                objectName: "button-save"
                width: page.sideWidth - (page.wide ? 0 : 320)
                label: page.words.save
                onPressed: Staff.act("save")
            }
        }
    }
}
