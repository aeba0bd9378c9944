pragma ComponentBehavior: Bound

// Whose consents end soon or are over: the first to end on top; a row opens that person's page.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.renewals
    readonly property bool turns: view.newer || view.older
    readonly property real rowHeight: Math.min(wide ? 150 : 232, (sheet.height - lead.height - note.height - (turns && !wide ? 132 : 8)) / 5)

    title: words.title
    note: ""
    aside: Row {
        spacing: Metrics.gap
        Repeater {
            model: page.wide ? page.view.filters : []
            CompactButton {
                required property var modelData
                objectName: "button-filter-" + modelData[0]
                padding: 28
                kind: modelData[0] === page.view.which ? "secondary" : "quiet"
                icon: modelData[0] === page.view.which ? "check" : ""
                label: modelData[1]
                onPressed: Staff.act("filter", { "which": modelData[0] })
            }
        }
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
    }

    Row {
        id: filters
        visible: !page.wide
        spacing: Metrics.gap
        Repeater {
            model: page.wide ? [] : page.view.filters
            CompactButton {
                required property var modelData
                objectName: "button-filter-" + modelData[0]
                width: (page.width - 2 * Metrics.innerPad - 2 * Metrics.gap) / 3
                padding: 12
                kind: modelData[0] === page.view.which ? "secondary" : "quiet"
                icon: modelData[0] === page.view.which ? "check" : ""
                label: modelData[1]
                onPressed: Staff.act("filter", { "which": modelData[0] })
            }
        }
    }
    SheetCard {
        id: sheet
        y: page.wide ? 0 : Metrics.innerTarget + Metrics.gap
        width: page.wide && page.turns ? parent.width - 128 - Metrics.gap : parent.width
        height: parent.height - y
        radius: Metrics.radiusBar

        Item {
            id: lead
            x: 36
            width: parent.width - 72
            height: 76
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                role: "inner-body"
                text: page.view.lead
            }
        }
        StateLabel {
            visible: page.view.rows.length === 0 && !page.view.busy
            anchors.centerIn: parent
            role: "inner-head"
            icon: "ok"
            tone: "done"
            word: page.words.nothing
        }
        Column {
            y: lead.height
            width: parent.width
            Repeater {
                model: page.view.rows
                RenewalLine {
                    required property var modelData
                    required property int index
                    objectName: "row-" + index
                    width: sheet.width
                    height: page.rowHeight
                    wide: page.wide
                    first: index === 0
                    renewal: modelData
                    onPressed: Staff.act("open", { "resident": modelData.resident })
                }
            }
        }
        Item {
            id: note
            visible: page.view.rows.length > 0
            x: 36
            y: parent.height - height - (page.turns && !page.wide ? 124 : 0)
            width: parent.width - 72
            height: page.wide ? 60 : 104
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                role: "inner-label"
                color: Theme.inkSoft
                text: page.words.note
            }
        }
    }
    Grid {
        visible: page.turns
        columns: page.wide ? 1 : 2
        spacing: Metrics.gap
        x: page.wide ? parent.width - 128 : 24
        y: page.wide ? 0 : parent.height - Metrics.innerTarget - 20
        Repeater {
            model: [{ "act": "newer", "icon": "up", "can": page.view.newer }, { "act": "older", "icon": "down", "can": page.view.older }]
            CompactButton {
                required property var modelData
                objectName: "button-" + modelData.act
                width: page.wide ? 128 : (page.width - 2 * Metrics.innerPad - 48 - Metrics.gap) / 2
                height: page.wide ? (sheet.height - Metrics.gap) / 2 : Metrics.innerTarget
                kind: "quiet"
                icon: modelData.icon
                caption: page.words[modelData.act]
                missing: modelData.can ? "" : " "
                onPressed: Staff.act(modelData.act)
            }
        }
    }
}
