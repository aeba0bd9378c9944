pragma ComponentBehavior: Bound

// The acts of a page in one row; the last one, which usually comes next, takes what room is left.
import QtQuick
import ui.theme
import kiosk.staff

Row {
    id: bar

    property var acts: [] // ButtonView
    property string busyWord
    property bool tight: false // three stand close: only the last one has its icon

    spacing: Metrics.benchGap
    height: Metrics.benchTarget

    function before(): real {
        let sum = 0;
        for (let at = 0; at < buttons.count - 1; ++at)
            sum += (buttons.itemAt(at)?.implicitWidth ?? 0) + bar.spacing;
        return sum;
    }

    Repeater {
        id: buttons
        model: bar.acts.length
        BenchButton {
            id: button
            required property int index
            readonly property var of: bar.acts[index] ?? ({ "name": "", "label": "", "kind": "quiet", "icon": "", "missing": "", "busy": false })
            readonly property bool last: index === bar.acts.length - 1
            objectName: "button-" + of.name
            kind: of.kind
            icon: bar.tight && bar.acts.length > 2 && !last ? "" : of.icon
            padding: of.kind === "quiet" ? 24 : 28
            label: of.label
            missing: of.missing
            busy: of.busy
            busyWord: bar.busyWord
            width: last && of.kind !== "quiet" ? Math.max(implicitWidth, bar.width - bar.before()) : implicitWidth
            onPressed: Staff.act(of.name)
        }
    }
}
