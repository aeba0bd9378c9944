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
    property var columns: []
    property var cellsOf: row => []
    property var isChosen: row => false
    readonly property int inSight: Math.ceil(height / rowHeight)
    readonly property int topmost: Math.max(0, Math.floor((contentY - originY) / rowHeight))
    property var known: ({})

    signal wanted(int first, int count)
    signal chosen(var row)

    /// A page further down, or up.
    function turn(pages: int) {
        const whole = Math.max(1, Math.floor(table.height / table.rowHeight));
        const first = Math.max(0, Math.min(table.total - whole, table.topmost + pages * whole));
        table.positionViewAtIndex(first, ListView.Beginning);
        ask.restart();
    }
    function take() {
        const kept = {};
        const far = 4 * table.inSight;
        for (const place of table.rows === null ? [] : Object.keys(table.known))
            if (Math.abs(Number(place) - table.firstGiven) <= far)
                kept[place] = table.known[place];
        (table.rows ?? []).forEach((row, at) => kept[table.firstGiven + at] = row);
        table.known = kept;
    }
    function lacks(first: int, end: int): bool {
        for (let place = first; place < end; ++place)
            if (table.known[place] === undefined)
                return true;
        return false;
    }
    function look() {
        const end = Math.min(table.total, table.topmost + table.inSight + 1);
        if (table.lacks(table.topmost, end))
            table.wanted(Math.max(0, table.topmost - table.inSight), 3 * table.inSight + 1);
    }

    model: total
    clip: true
    reuseItems: true
    cacheBuffer: 2 * rowHeight
    snapMode: ListView.SnapToItem
    boundsBehavior: Flickable.StopAtBounds
    maximumFlickVelocity: 8000

    onOfChanged: {
        table.known = {};
        table.positionViewAtBeginning();
        table.take();
    }
    onRowsChanged: table.take()
    onTopmostChanged: if (!ask.running) ask.start()
    onTotalChanged: if (!ask.running) ask.start()

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
