// The last values of something as a line, the oldest at the left: how much it scatters is seen at a glance. Heights come
// as "50 48 61", 0 at the top and 100 at the bottom. Where the line ends before the edge nothing comes any more.
import QtQuick
import ui.theme

Item {
    id: plot

    property string heights
    property bool ends: false
    property string endsWord
    property color stroke: Theme.act
    property int most: 60 // values across the whole width
    readonly property real span: ends ? width * 0.64 : width

    function path(): string {
        const all = plot.heights === "" ? [] : plot.heights.split(" ");
        if (all.length < 2)
            return "";
        const step = plot.span / Math.max(all.length - 1, plot.most - 1), right = plot.ends || all.length < plot.most ? (all.length - 1) * step : plot.span;
        let path = "";
        for (let at = 0; at < all.length; ++at)
            path += (at ? " L" : "M") + Math.round(10 * (right - (all.length - 1 - at) * step)) / 10 + " " + Math.round(3 + Number(all[at]) * (plot.height - 6) / 100);
        return path;
    }

    Rectangle {
        y: Math.round(parent.height / 2)
        width: parent.width
        height: 2
        color: Theme.hair
    }
    Outline {
        anchors.fill: parent
        visible: plot.heights !== ""
        path: plot.path() || "M0 0"
        stroke: plot.stroke
        thickness: 4
    }
    Label {
        visible: plot.ends && plot.endsWord !== ""
        x: plot.span + 16
        y: plot.height / 2 - height - 2
        role: "bench-label"
        bold: true
        color: plot.stroke
        text: plot.endsWord
    }
}
