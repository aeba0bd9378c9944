pragma ComponentBehavior: Bound

// The camera for the technician: its picture with the guide zone, figures beside their limits, the lens turned against a
// peak; mounting and zone are tried at once and saved after 改前 → 改后.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.camera
    readonly property real leftWidth: wide ? 440 : 400
    readonly property real gap: Metrics.benchGap
    readonly property real rowHeight: view.controls.length > 0 ? (wide ? 52 : 42) : (wide ? 62 : 52)

    title: words.title
    note: view.last
    aside: BenchButton {
        objectName: "button-gallery"
        kind: "secondary"
        label: page.words.gallery
        icon: "people"
        onPressed: Staff.open("gallery")
    }

    CameraSight {
        id: sight
        width: page.leftWidth
        height: Math.round(width / 648 * 806)
        source: Staff.previewSource
        live: page.view.state === "live"
        zone: page.view.zone
        headline: page.view.headline
        fine: page.view.right
    }
    PeakBar {
        id: focusBar
        x: page.wide ? 0 : sight.width + page.gap
        y: page.wide ? sight.height + page.gap : 0
        width: page.wide ? page.leftWidth : page.width - 2 * Metrics.benchPad - x
        label: page.words.focus
        value: page.view.focus.value
        peakWord: page.words.peak
        peak: page.view.focus.peak
        part: page.view.focus.part
    }
    BenchButton {
        objectName: "button-peak"
        x: focusBar.x
        y: focusBar.y + focusBar.height + page.gap
        width: focusBar.width
        kind: "quiet"
        label: page.words["peak-anew"]
        onPressed: Staff.act("peak_anew")
    }

    // --- the figures
    BenchCard {
        id: sheet
        x: page.wide ? page.leftWidth + page.gap : 0
        y: page.wide ? 0 : sight.height + page.gap
        width: parent.width - x
        height: (page.wide ? 6 : 11) * page.rowHeight + 24
        CameraLimits {
            visible: page.view.comparing
            x: 24
            y: 16
            width: sheet.width - 48
            height: sheet.height - 32
            view: page.view.comparison
            words: page.words
            wide: page.wide
        }
        Repeater {
            model: page.view.comparing ? 0 : page.view.figures.length
            CameraFigure {
                required property int index
                readonly property bool face: index >= 5
                figure: page.view.figures[index]
                second: face || !page.wide
                x: 24 + (page.wide && face ? sheet.width * 0.43 : 0)
                y: 10 + (page.wide && face ? index - 5 : index) * height
                width: page.wide ? sheet.width * (face ? 0.57 : 0.43) - 44 : sheet.width - 48
                height: page.rowHeight
            }
        }
    }

    // --- mounting, zone, the camera's own controls
    Flow {
        id: knobs
        x: sheet.x
        y: sheet.y + sheet.height + page.gap
        width: sheet.width
        spacing: page.gap
        Item {
            id: turns
            width: 4 * 112 + 3 * 12
            height: turnHead.height + 4 + Metrics.benchTarget
            Label {
                id: turnHead
                role: "bench-label"
                color: Theme.inkSoft
                text: page.words.turn
            }
            Row {
                anchors.bottom: parent.bottom
                spacing: 12
                Repeater {
                    model: [0, 90, 180, 270]
                    BenchButton {
                        id: turnButton
                        required property int modelData
                        objectName: "button-turn-" + modelData
                        width: 112
                        readonly property bool chosen: page.view.turn === modelData
                        padding: 0
                        kind: chosen ? "secondary" : "quiet"
                        label: page.words["turn-" + modelData]
                        onPressed: Staff.act("turn", { "degrees": modelData })
                        Rectangle {
                            visible: turnButton.chosen
                            x: turnButton.width - width + 8
                            y: -8
                            width: 40
                            height: 40
                            radius: 20
                            color: Theme.act
                            Icon {
                                anchors.centerIn: parent
                                name: "check"
                                size: 28
                                weight: 6
                                color: Theme.actText
                            }
                        }
                    }
                }
            }
        }
        Item { // the zone stands here
            visible: page.wide
            width: sheet.width - turns.width - page.gap
            height: turns.height
        }
        Repeater {
            model: page.view.controls.length
            Stepper {
                required property int index
                readonly property var control: page.view.controls[index] ?? ({ name: "", label: "", value: "", on: false })
                what: control.name
                width: 280
                label: control.label
                value: control.switch ? (control.on ? page.words.on : page.words.off) : control.value
                onStep: by => Staff.act("control", { "name": control.name, "step": by })
            }
        }
    }

    Row {
        id: zones
        readonly property real each: page.wide ? 290 : (focusBar.width - spacing) / 2
        x: page.wide ? sheet.x + turns.width + page.gap : focusBar.x
        y: page.wide ? knobs.y : sight.height - height
        spacing: page.gap
        Stepper {
            what: "aside"
            width: zones.each
            label: page.words.wider
            value: page.view.aside
            onStep: by => Staff.act("wider", { "step": by })
        }
        Stepper {
            what: "above"
            width: zones.each
            label: page.words.higher
            value: page.view.above
            onStep: by => Staff.act("higher", { "step": by })
        }
    }

    // --- the check, and what is saved
    Column {
        x: sheet.x
        width: sheet.width
        anchors.bottom: parent.bottom
        spacing: 12
        Row {
            visible: said.text !== ""
            spacing: 12
            Icon {
                visible: page.view.outcome !== ""
                name: page.view.passed ? "ok" : "tri"
                size: 36
                weight: 5
                color: page.view.passed ? Theme.done : Theme.care
            }
            FittingLabel {
                id: said
                room: sheet.width - 60
                width: room
                role: "bench-body"
                bold: page.view.changes !== "" || page.view.outcome !== ""
                color: page.view.outcome !== "" && page.view.changes === "" ? (page.view.passed ? Theme.done : Theme.care) : Theme.ink
                text: page.view.changes !== "" ? page.view.changes : page.view.outcome !== "" ? page.view.outcome : page.view.told !== "" ? page.view.told : page.words["check-lead"]
            }
        }
        Row {
            spacing: page.gap
            BenchButton {
                objectName: "button-check"
                width: (sheet.width - 2 * page.gap) / 3
                kind: page.view.changes !== "" ? "secondary" : "primary"
                icon: "check"
                label: page.words.check
                busy: page.view.checking > 0
                busyWord: page.words.checking
                onPressed: Staff.act("check")
            }
            BenchButton {
                objectName: "button-compare"
                visible: page.view.changes === "" && page.view.comparison !== null
                width: (sheet.width - 2 * page.gap) / 3
                kind: "secondary"
                icon: page.view.comparing ? "camera" : page.view.comparison && page.view.comparison.differs ? "tri" : "list"
                label: page.view.comparing ? page.words.figures : page.words.compare
                onPressed: Staff.act("compare", { "on": !page.view.comparing })
            }
            BenchButton {
                objectName: "button-as-saved"
                visible: page.view.changes !== ""
                width: (sheet.width - 2 * page.gap) / 3
                kind: "quiet"
                label: page.words["as-saved"]
                onPressed: Staff.act("as_saved")
            }
            BenchButton {
                objectName: "button-save"
                visible: page.view.changes !== "" && page.view.maySave
                width: (sheet.width - 2 * page.gap) / 3
                label: page.words.save
                onPressed: Staff.act("save")
            }
        }
    }
}
