// One row of the list: what becomes of it; upright what is to be done stands below.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

TableLine {
    id: one

    property var line: null // LineView; none for a moment while the rows change
    property bool wide
    property bool looks

    objectName: "row-" + (line?.row ?? "")
    caption: line ? [line.row, line.name, line.word, line.more].join(" ") : ""
    cells: {
        if (!line)
            return [];
        const row = { "text": "" + line.row, "tone": "ink", "bold": false };
        const name = { "text": line.name, "tone": "ink", "bold": true };
        const word = { "text": line.word, "icon": line.icon, "tone": line.tone, "bold": looks };
        return wide ? [row, name, { "text": line.number, "tone": "ink" }, word, { "text": line.more, "tone": looks ? "act" : "soft" }] : [row, name, { "text": "" }];
    }
    onPressed: Staff.act("row", { "number": line.row })

    Column {
        visible: !one.wide
        x: one.at(2)
        anchors.verticalCenter: parent.verticalCenter
        width: one.width - x - one.pad
        StateLabel {
            icon: one.line?.icon ?? ""
            word: one.line?.word ?? ""
            tone: one.line?.tone ?? "ink"
            bold: one.looks
            room: parent.width
        }
        FittingLabel {
            visible: text !== ""
            width: parent.width
            role: "inner-label"
            color: one.looks ? Theme.act : Theme.inkSoft
            text: one.line?.more ?? ""
        }
    }
}
