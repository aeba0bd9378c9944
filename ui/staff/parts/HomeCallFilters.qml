pragma ComponentBehavior: Bound

// By which rule the list is narrowed, and to which building; each says how many people it leaves.
import QtQuick
import ui.controls
import kiosk.staff

Grid {
    id: filters

    property var view // HomeCallsView
    property var words
    property bool wide
    readonly property int count: view.rules.length + 1
    readonly property real cell: (width - (columns - 1) * spacing) / columns

    columns: wide ? count : 3
    spacing: 12

    Repeater {
        model: filters.view.rules
        CompactButton {
            required property var modelData
            objectName: "button-rule-" + modelData.key
            width: filters.cell
            padding: 4
            role: "inner-label"
            kind: modelData.chosen ? "secondary" : "quiet"
            icon: modelData.chosen ? "check" : ""
            label: modelData.label + "  " + modelData.count
            onPressed: Staff.act("rule", { "key": modelData.key })
        }
    }
    CompactButton {
        objectName: "button-buildings"
        width: filters.cell
        padding: 4
        role: "inner-label"
        kind: filters.view.building !== "" ? "secondary" : "quiet"
        icon: "home"
        label: filters.view.building === "" ? filters.words.which : filters.view.building.length <= 6 ? filters.view.building : filters.words["one-building"]
        onPressed: Staff.act("buildings", { "shown": true })
    }
}
