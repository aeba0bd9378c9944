pragma ComponentBehavior: Bound

// A table of any length under the finger: only the lines in sight are made, and their rows are asked for where they are missing.
// Whoever shows it gives `rows` from `first` on whenever `wanted` asks; what was given lately is kept, the rest is forgotten.
import QtQuick
import ui.theme

ListView {
    id: table

    property int total: 0
    property int firstGiven: 0
    property var rows: [] // from firstGiven on; null forgets everything
    property var of // what is listed, such as the words of a search: another one begins at the top
    property real rowHeight: 98
    property int startAt: 0
    readonly property bool canUp: topmost > 0
    readonly property bool canDown: contentY - originY + height < contentHeight - 1
    property var columns: []
    property var cellsOf: row => []
    property var isChosen: row => false
    readonly property int inSight: rowHeight > 0 ? Math.ceil(height / rowHeight) : 0
    readonly property int topmost: rowHeight > 0 ? Math.max(0, Math.floor((contentY - originY) / rowHeight + 0.01)) : 0
    property var known: ({})
    property int tries: 0

    signal wanted(int first, int count)
    signal chosen(var row)

    /// A page further down, or up.
    function turn(pages: int) {
        const whole = Math.max(1, Math.floor(table.height / table.rowHeight));
        const first = Math.max(0, Math.min(table.total - whole, table.topmost + pages * whole));
        table.positionViewAtIndex(first, ListView.Beginning);
    }
    function take() {
        const kept = {};
        const given = table.rows ?? [];
        const far = 4 * table.inSight;
        // Where a row is another one than it was, the rows around may have moved too.
        const moved = given.some((row, at) => JSON.stringify(table.known[table.firstGiven + at] ?? row) !== JSON.stringify(row));
        for (const place of table.rows === null || moved ? [] : Object.keys(table.known))
            if (Math.abs(Number(place) - table.firstGiven) <= far)
                kept[place] = table.known[place];
        given.forEach((row, at) => kept[table.firstGiven + at] = row);
        table.known = kept;
        ask.start();
    }
    function lacks(first: int, end: int): bool {
        for (let place = first; place < end; ++place)
            if (table.known[place] === undefined)
                return true;
        return false;
    }
    function look() {
        const end = Math.min(table.total, table.topmost + table.inSight);
        if (table.tries > 4 || !table.lacks(table.topmost, end))
            return;
        table.tries += 1;
        table.wanted(Math.max(0, table.topmost - table.inSight), 3 * table.inSight + 1);
        again.start(); // whoever gives the rows may not have listened
    }

    model: total
    clip: true
    reuseItems: true
    cacheBuffer: Math.max(0, 2 * rowHeight)
    snapMode: ListView.SnapToItem
    boundsBehavior: Flickable.StopAtBounds
    maximumFlickVelocity: 8000

    onOfChanged: {
        table.known = {};
        table.positionViewAtBeginning();
        table.take();
    }
    onRowsChanged: table.take()
    onTopmostChanged: {
        table.tries = 0;
        ask.start();
    }
    onTotalChanged: {
        table.known = {};
        table.take();
    }
    Component.onCompleted: table.positionViewAtIndex(table.startAt, ListView.Beginning)

    delegate: TableLine {
        required property int index
        readonly property var row: table.known[index]
        readonly property real from: y - table.contentY
        objectName: "row-" + index
        // The software renderer clips no icons: a line that is not wholly in sight is not shown.
        opacity: from > -1 && from + height < table.height + 1 ? 1 : 0
        width: table.width
        height: table.rowHeight
        enabled: row !== undefined
        columns: table.columns
        cells: row === undefined ? [] : table.cellsOf(row)
        first: index === 0
        chosen: row !== undefined && table.isChosen(row)
        onPressed: table.chosen(row)
    }

    Timer {
        id: ask
        interval: 50 // a flick passes many lines in this time; those it stops at are asked for
        onTriggered: table.look()
    }
    Timer {
        id: again
        interval: 500
        onTriggered: table.look()
    }
    Rectangle {
        id: rail
        readonly property real part: table.height / Math.max(table.height, table.contentHeight)
        parent: table
        visible: part < 1
        anchors.right: parent?.right
        anchors.rightMargin: 6
        y: (parent ? parent.height - height : 0) * Math.min(1, (table.contentY - table.originY) / Math.max(1, table.contentHeight - table.height))
        width: 8
        height: Math.max(48, table.height * part)
        radius: 4
        color: Theme.stoneDk
    }
}
