pragma ComponentBehavior: Bound

// Who is to be looked in on at home, and why: narrowed by rule and building, a row opened, the list taken along on paper.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["home-calls"]
    readonly property bool asks: view.buildings.length > 0 || !!view.printing
    readonly property bool turns: view.newer || view.older
    readonly property real rowHeight: Math.min(wide ? 112 : 180, (sheet.height - lead.height - (turns && !wide ? 128 : 12)) / 6)

    title: view.printing ? words["print-title"] : view.buildings.length > 0 ? words.which : words.title
    note: asks || !wide ? "" : view.place
    aside: Row {
        visible: !page.asks
        spacing: 12
        CompactButton {
            objectName: "button-undo"
            visible: page.view.undo !== ""
            kind: "secondary"
            padding: 20
            icon: "undo"
            label: page.view.undo
            onPressed: Staff.act("undo")
        }
        CompactButton {
            objectName: page.wide ? "button-newer" : ""
            visible: page.wide && page.turns
            width: 112
            padding: 8
            kind: "quiet"
            icon: "up"
            caption: page.words.newer
            missing: page.view.newer ? "" : " "
            onPressed: Staff.act("newer")
        }
        CompactButton {
            objectName: page.wide ? "button-older" : ""
            visible: page.wide && page.turns
            width: 112
            padding: 8
            kind: "quiet"
            icon: "down"
            caption: page.words.older
            missing: page.view.older ? "" : " "
            onPressed: Staff.act("older")
        }
        CompactButton {
            objectName: "button-print"
            kind: "quiet"
            padding: 20
            icon: "printer"
            label: page.words.print
            onPressed: Staff.act("print", { "shown": true })
        }
    }

    HomeCallFilters {
        id: filters
        visible: !page.asks
        width: parent.width
        view: page.view
        words: page.words
        wide: page.wide
    }
    SheetCard {
        id: sheet
        visible: !page.asks
        y: filters.height + 20
        width: parent.width
        height: parent.height - y
        radius: Metrics.radiusBar

        Item {
            id: lead
            x: 28
            width: parent.width - 56
            height: page.wide ? 64 : page.view.days !== "" ? 152 : 104
            Flow {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                spacing: page.wide ? 28 : 4
                Label {
                    role: "inner-label"
                    wraps: !page.wide
                    width: page.wide ? implicitWidth : lead.width
                    color: Theme.inkSoft
                    text: page.wide && page.view.days !== "" ? "" : page.words.order
                    visible: text !== ""
                }
                StateLabel {
                    visible: page.view.days !== ""
                    role: "inner-label"
                    bold: false
                    icon: "info"
                    tone: "soft"
                    word: page.view.days
                    room: lead.width
                }
            }
        }
        StateLabel {
            visible: page.view.rows.length === 0 && page.view.looked
            anchors.centerIn: parent
            role: "inner-head"
            icon: "ok"
            tone: "done"
            word: page.view.rules.length > 0 && (page.view.building !== "" || !page.view.rules[0].chosen) ? page.words["nothing-here"] : page.words.nothing
        }
        Column {
            y: lead.height
            width: parent.width
            Repeater {
                model: page.view.rows.length
                HomeCallLine {
                    required property int index
                    objectName: "row-" + index
                    width: sheet.width
                    height: page.rowHeight
                    wide: page.wide
                    person: page.view.rows[index] ?? null
                }
            }
        }
        CompactButton {
            objectName: page.wide ? "" : "button-newer"
            visible: !page.wide && page.view.newer
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            kind: "quiet"
            icon: "up"
            label: page.words.newer
            onPressed: Staff.act("newer")
        }
        FittingLabel {
            visible: !page.wide
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 44
            room: parent.width - 2 * 230
            width: Math.min(fullWidth + 1, room)
            role: "inner-label"
            color: Theme.inkSoft
            text: page.view.place
        }
        CompactButton {
            objectName: page.wide ? "" : "button-older"
            visible: !page.wide && page.view.older
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            kind: "quiet"
            icon: "down"
            label: page.words.older
            onPressed: Staff.act("older")
        }
    }
    Grid {
        id: buildings
        visible: page.view.buildings.length > 0
        y: 8
        columns: page.wide ? 3 : 2
        spacing: 12
        Repeater {
            model: page.view.buildings
            CompactButton {
                required property var modelData
                required property int index
                objectName: "button-building-" + index
                width: (page.width - 2 * Metrics.innerPad - (buildings.columns - 1) * 12) / buildings.columns
                padding: 8
                role: "inner-body"
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen ? "check" : ""
                label: modelData.label + "  " + modelData.count
                onPressed: Staff.act("building", { "key": modelData.key })
            }
        }
    }
    Loader {
        active: !!page.view.printing
        width: parent.width
        height: parent.height
        sourceComponent: HomeCallPrint {
            view: page.view
            words: page.words
        }
    }
}
