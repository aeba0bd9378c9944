pragma ComponentBehavior: Bound

// What each column of the list means; a touch on one chooses it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.columns
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait
    readonly property int rows: Math.max(1, Math.min(7, Math.floor((sheet.height - head.y - head.height) / 98)))
    readonly property var shares: wide ? [["column", 7], ["samples", 13], ["meaning", 8]] : [["column", 8], ["meaning", 9]]

    Column {
        id: top
        width: parent.width
        spacing: 4
        FittingLabel {
            width: parent.width
            role: "inner-head"
            bold: true
            text: part.words.columns
        }
        FittingLabel {
            width: parent.width
            role: "inner-body"
            color: Theme.inkSoft
            text: part.view.dropped !== "" ? part.words["columns-lead"] + " · " + part.view.dropped : part.words["columns-lead"]
        }
    }
    SheetCard {
        id: sheet
        y: top.height + 20
        width: part.wide ? parent.width - pager.width - Metrics.gap : parent.width
        height: parent.height - y - on.height - Metrics.gap
        radius: Metrics.radiusBar
        TableHead {
            id: head
            y: 6
            width: parent.width
            columns: part.shares.map(one => ({ "title": part.words[one[0]], "share": one[1] }))
        }
        Column {
            y: head.y + head.height
            width: parent.width
            Repeater {
                model: Math.min(part.rows, part.view.columns.length)
                TableLine {
                    required property int index
                    readonly property var column: part.view.columns[index]
                    objectName: "column-" + (column?.index ?? "")
                    width: sheet.width
                    height: 98
                    columns: head.columns
                    cells: {
                        if (!column)
                            return [];
                        const name = { "text": column.header, "bold": true, "tone": "ink" };
                        const meaning = { "text": column.meaning, "icon": column.state === "open" ? "tri" : column.state === "out" ? "minus" : "ok", "tone": column.state === "open" ? "care" : column.state === "out" ? "soft" : "done", "bold": true };
                        return part.wide ? [name, { "text": column.samples }, meaning] : [name, meaning];
                    }
                    onPressed: Staff.act("ask_column", { "index": column.index })
                }
            }
        }
    }
    ImportPager {
        id: pager
        x: part.wide ? parent.width - width : 0
        y: part.wide ? sheet.y : parent.height - height
        height: part.wide ? sheet.height : Metrics.innerTarget
        first: part.view.first
        total: part.view.total
        rows: part.rows
    }
    CompactButton {
        id: on
        objectName: "button-columns-said"
        anchors.right: parent.right
        y: parent.height - height
        width: part.wide ? 560 : parent.width - (pager.turns ? pager.width + Metrics.gap : 0)
        height: part.wide ? 108 : Metrics.innerTarget
        padding: 12
        icon: missing === "" ? "check" : ""
        missing: part.view.missing
        label: part.words["columns-on"]
        onPressed: Staff.act("columns_said")
    }
}
