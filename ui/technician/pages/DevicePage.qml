pragma ComponentBehavior: Bound

// One device: what it reads just now beside what that is after calibration, how it was, what to do, its calibration; or
// the bytes of its wire.
import QtQuick
import ui.theme
import ui.controls
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.live
    readonly property var words: Staff.words.device
    readonly property bool wired: !!view.wire
    readonly property bool measures: (view.metric ?? "") !== ""
    readonly property bool figured: (view.card?.figures?.rawWord ?? "") !== ""
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 16 - 28
    readonly property real leftWidth: wide ? Math.round(bodyWidth * 0.54) : bodyWidth
    readonly property real rightX: wide ? leftWidth + Metrics.benchGap : 0
    readonly property real rightWidth: bodyWidth - rightX

    title: view.card?.title ?? ""
    note: view.card?.place ?? ""
    aside: [
        BenchButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            padding: 24
            label: page.words.back
            onPressed: Staff.act("back")
        },
        BenchButton {
            objectName: "button-export"
            visible: page.wired
            icon: "upload"
            padding: 24
            busy: page.view.busy ?? false
            busyWord: page.words.export
            label: page.words.export
            onPressed: Staff.act("export")
        },
        BenchButton {
            objectName: "button-wire"
            kind: "secondary"
            icon: page.wired ? "chart" : "list"
            padding: 24
            label: page.wired ? page.words.figures : page.words.wire
            onPressed: Staff.act("wire", { "shown": !page.wired })
        }
    ]

    WireRows {
        visible: page.wired
        width: page.bodyWidth
        height: page.bodyHeight
        view: page.view
        words: page.words
    }

    Item {
        visible: !page.wired
        width: page.bodyWidth
        height: page.bodyHeight

        DeviceLive {
            id: live
            visible: page.figured
            width: page.leftWidth
            height: page.wide ? page.bodyHeight - told.height - Metrics.benchGap : page.measures ? 520 : 360
            view: page.view
            words: page.words
        }
        DeviceTold {
            id: told
            y: page.figured ? live.height + Metrics.benchGap : 0
            width: page.leftWidth
            view: page.view
            words: page.words
        }
        BenchCard {
            id: calibration
            visible: page.measures
            x: page.rightX
            y: page.wide ? 0 : told.y + told.height + Metrics.benchGap
            width: page.rightWidth
            height: certificate.y + certificate.height + 24 + (button.visible ? button.height + 24 : 0)
            Label {
                id: head
                x: 32
                y: 20
                role: "bench-head"
                bold: true
                text: page.words.calibration
            }
            BenchLines {
                id: certificate
                x: 32
                y: head.y + head.height + 10
                width: parent.width - 64
                rows: page.view.calibration ?? []
            }
            BenchButton {
                id: button
                objectName: "button-calibrate"
                visible: page.view.mayCalibrate ?? false
                x: 32
                y: certificate.y + certificate.height + 24
                width: parent.width - 64
                icon: "thermo"
                label: page.words.calibrate
                onPressed: Staff.act("calibrate")
            }
        }
        DeviceHistory {
            x: page.rightX
            y: calibration.visible ? calibration.y + calibration.height + Metrics.benchGap : page.wide ? 0 : told.y + told.height + Metrics.benchGap
            width: page.rightWidth
            height: page.bodyHeight - y
            rows: page.view.history ?? []
            words: page.words
        }
    }
}
