pragma ComponentBehavior: Bound

// How the list is taken along: masked, or in full with a second signature; on a stick, or on paper.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: sheet

    property var view // HomeCallsView
    property var words
    readonly property var printing: view.printing ?? { "lead": "", "whole": false }

    component Choice: Column {
        id: choice
        property bool whole
        property string word
        property string under
        width: (asked.width - Metrics.gap) / 2
        spacing: 8
        CompactButton {
            objectName: choice.whole ? "button-whole" : "button-masked"
            width: parent.width
            height: 108
            padding: 4
            kind: sheet.printing.whole === choice.whole ? "secondary" : "quiet"
            icon: sheet.printing.whole === choice.whole ? "check" : ""
            label: choice.word
            onPressed: Staff.act("whole", { "on": choice.whole })
        }
        FittingLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "inner-label"
            color: Theme.inkSoft
            text: choice.under
        }
    }

    SheetCard {
        anchors.centerIn: parent
        width: Math.min(parent.width, 1000)
        height: asked.height + 2 * 48
        radius: Metrics.radiusBar
        Column {
            id: asked
            x: 48
            y: 48
            width: parent.width - 96
            spacing: Metrics.gap
            FittingLabel {
                width: parent.width
                role: "inner-body"
                color: Theme.inkSoft
                text: sheet.printing.lead
            }
            Row {
                spacing: Metrics.gap
                Choice {
                    whole: false
                    word: sheet.words.masked
                    under: sheet.words["masked-lead"]
                }
                Choice {
                    whole: true
                    word: sheet.words.whole
                    under: sheet.words["whole-lead"]
                }
            }
            Row {
                spacing: Metrics.gap
                CompactButton {
                    objectName: "button-paper"
                    width: (asked.width - Metrics.gap) / 2
                    height: 116
                    kind: "primary"
                    icon: "printer"
                    busy: sheet.view.busy
                    busyWord: Staff.words.members.busy
                    label: sheet.words.paper
                    onPressed: Staff.act("put", { "to": "paper" })
                }
                CompactButton {
                    objectName: "button-stick"
                    width: (asked.width - Metrics.gap) / 2
                    height: 116
                    kind: "secondary"
                    icon: "download"
                    busy: sheet.view.busy
                    busyWord: Staff.words.members.busy
                    label: sheet.words.stick
                    onPressed: Staff.act("put", { "to": "stick" })
                }
            }
            CompactButton {
                objectName: "button-cancel"
                width: parent.width
                kind: "quiet"
                icon: "back"
                label: sheet.words.cancel
                onPressed: Staff.act("print", { "shown": false })
            }
        }
    }
}
