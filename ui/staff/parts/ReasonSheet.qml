pragma ComponentBehavior: Bound

// Why: one touch on a reason does it. Where none fits one is written; it stays in the trail, so it names nobody.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: sheet

    property var asking // ReasonsView; null while it goes away
    readonly property var shown: asking ?? { "title": "", "lead": "", "reasons": [], "typed": null, "problem": "" }
    readonly property var words: Staff.words.members
    readonly property bool writes: typeof shown.typed === "string"

    color: Theme.well

    SheetCard {
        anchors.horizontalCenter: parent.horizontalCenter
        y: sheet.writes ? 24 : (parent.height - height) / 2
        width: Math.min(parent.width - 48, sheet.writes ? parent.width - 2 * Metrics.innerPad : 1000)
        height: asked.height + 2 * (sheet.writes ? 32 : 48)
        radius: Metrics.radiusBar
        Column {
            id: asked
            x: 48
            y: sheet.writes ? 32 : 48
            width: parent.width - 96
            spacing: sheet.writes ? 12 : 20
            FittingLabel {
                width: parent.width
                role: "inner-title"
                bold: true
                text: sheet.shown.title
                Accessible.role: Accessible.Heading
            }
            FittingLabel {
                width: parent.width
                role: "inner-body"
                color: Theme.inkSoft
                text: sheet.shown.lead
            }
            Repeater {
                model: sheet.writes ? [] : sheet.shown.reasons
                CompactButton {
                    required property var modelData
                    objectName: "button-reason-" + modelData.key
                    width: asked.width
                    height: 108
                    kind: "secondary"
                    label: modelData.label
                    onPressed: Staff.act("because", { "reason": modelData.key })
                }
            }
            FormField {
                objectName: "field-reason"
                visible: sheet.writes
                width: parent.width
                hint: sheet.words["reason-hint"]
                value: keys.text + keys.letters
                chosen: true
                problem: sheet.shown.problem
            }
            Row {
                width: parent.width
                spacing: Metrics.gap
                CompactButton {
                    objectName: "button-not-now"
                    width: (parent.width - parent.spacing) / 2
                    height: sheet.writes ? Metrics.innerTarget : 108
                    kind: "quiet"
                    icon: "back"
                    label: sheet.words["not-now"]
                    onPressed: Staff.act("because", { "reason": "" })
                }
                CompactButton {
                    objectName: "button-other-reason"
                    width: (parent.width - parent.spacing) / 2
                    height: sheet.writes ? Metrics.innerTarget : 108
                    kind: sheet.writes ? "primary" : "quiet"
                    icon: sheet.writes ? "check" : "edit"
                    missing: sheet.writes && keys.letters !== "" ? sheet.words["letters-left"] : ""
                    label: sheet.writes ? sheet.words.done : sheet.words["other-reason"]
                    onPressed: sheet.writes ? Staff.act("because_written") : Staff.act("write_reason", { "text": "" })
                }
            }
        }
    }
    Rectangle {
        visible: sheet.writes
        y: keys.y - Metrics.gap
        width: parent.width
        height: parent.height - y
        color: Theme.floor
    }
    PinyinPad {
        id: keys
        visible: sheet.writes
        x: Metrics.innerPad
        y: parent.height - implicitHeight - 24
        width: parent.width - 2 * Metrics.innerPad
        height: implicitHeight
        names: false
        most: 40
        onTextChanged: if (visible && text !== sheet.shown.typed) Staff.act("write_reason", { "text": text })
    }
}
