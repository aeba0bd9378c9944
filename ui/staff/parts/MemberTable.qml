pragma ComponentBehavior: Bound

// People of the whitelist under each other; upright their face and end stand on their page only.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: table

    property var members // MembersView
    property bool wide
    readonly property var words: Staff.words.members
    readonly property bool canUp: list.canUp
    readonly property bool canDown: list.canDown
    readonly property real warned: members.warning === "" ? 0 : wide ? 56 : 104
    readonly property real room: height - head.height - 12 - warned
    readonly property int most: members.typing && wide ? 3 : 7
    readonly property real rowHeight: Math.min(128, room / Math.max(most, 1))
    readonly property var columns: wide ? [["name", 17], ["number", 31], ["address", 24], ["face", 17], ["state", 17], ["expires", 14]].map(named) : [["name", 27], ["ending", 17], ["address", 40], ["state", 28]].map(named)

    radius: Metrics.radiusBar

    function turn(pages: int) {
        list.turn(pages);
    }
    function named(column: var): var {
        return { "title": table.words[column[0]], "share": column[1] };
    }
    function cells(row: var): var {
        const name = { "text": row.name, "icon": table.members.marking ? (row.marked ? "ok" : "plus") : "", "tone": row.marked ? "act" : "ink" };
        const number = { "text": table.wide ? row.number : row.number.slice(-4) };
        const address = { "text": row.address };
        const state = { "text": row.state.word, "icon": row.state.icon, "tone": row.state.tone, "bold": true };
        if (!table.wide)
            return [name, number, address, state];
        const face = { "text": row.face, "icon": row.hasFace ? "face" : "minus", "tone": "ink" };
        return [name, number, address, face, state, { "text": row.expires }];
    }

    TableHead {
        id: head
        y: 4
        width: parent.width
        columns: table.columns
    }
    Rectangle {
        x: 36
        y: head.y + head.height
        width: parent.width - 72
        height: 2
        color: Theme.hair
    }
    LongTable {
        id: list
        y: head.y + head.height + 2
        width: parent.width
        height: table.most * table.rowHeight
        rowHeight: table.rowHeight
        total: table.members.found
        firstGiven: table.members.first
        startAt: table.members.top
        rows: table.members.rows
        of: table.members.text + " " + table.members.state
        columns: table.columns
        cellsOf: row => table.cells(row)
        isChosen: row => row.marked
        onWanted: (first, count) => Staff.act("window", { "top": topmost, "first": first, "count": count })
        onChosen: row => Staff.act("choose", { "resident": row.resident })
    }
    CompactButton {
        objectName: "button-rights-stranger"
        visible: nobody.visible && !table.members.typing
        anchors.horizontalCenter: parent.horizontalCenter
        y: nobody.y + nobody.height + 48
        kind: "quiet"
        icon: "person"
        label: Staff.words.rights.stranger
        onPressed: Staff.act("rights")
    }
    Label {
        id: nobody
        visible: table.members.empty !== ""
        anchors.centerIn: parent
        width: parent.width - 144
        wraps: true
        horizontalAlignment: Text.AlignHCenter
        role: "inner-head"
        text: table.members.empty
    }
    StateLabel {
        visible: table.warned > 0
        x: 36
        y: parent.height - table.warned
        icon: "tri"
        tone: "care"
        role: "inner-label"
        word: table.members.warning
        room: parent.width - 72
    }
}
