pragma ComponentBehavior: Bound

// Which members the list is to show; the one it shows now stands on the colour of an act.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: sheet

    property string title
    property string chosen
    property var choices: [] // [{key, label}]
    readonly property int columns: width > 1200 ? 4 : 2
    readonly property real cell: (width - 88 - (columns - 1) * Metrics.gap) / columns

    radius: Metrics.radiusBar

    Label {
        x: 44
        y: 28
        role: "inner-head"
        bold: true
        text: sheet.title
    }
    Grid {
        x: 44
        y: 116
        columns: sheet.columns
        spacing: Metrics.gap
        Repeater {
            model: sheet.choices
            CompactButton {
                required property var modelData
                objectName: "button-state-" + modelData.key
                width: sheet.cell
                height: 124
                kind: modelData.key === sheet.chosen ? "secondary" : "quiet"
                icon: modelData.key === sheet.chosen ? "check" : ""
                label: modelData.label
                onPressed: Staff.act("filter", { "state": modelData.key })
            }
        }
    }
    CompactButton {
        objectName: "button-rights"
        x: 44
        y: parent.height - height - 36
        width: parent.width - 88
        kind: "quiet"
        icon: "person"
        label: Staff.words.rights.stranger
        onPressed: Staff.act("rights")
    }
}
