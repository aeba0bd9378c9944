pragma ComponentBehavior: Bound

// The numbers that are looked for. The one that is asked for has the strong edge and shows what is typed; a touch asks for
// another one.
import QtQuick
import ui.theme
import kiosk.staff

Item {
    id: fields

    property var metrics: [] // MetricView
    property var words: ({})
    property string typed
    readonly property real fieldHeight: 120

    implicitHeight: fieldHeight

    Repeater {
        model: fields.metrics.length
        BenchField {
            required property int index
            readonly property var of: fields.metrics[index] ?? ({ "key": "", "title": "", "value": "", "unit": "", "needed": true, "asked": false })
            readonly property int count: Math.max(1, fields.metrics.length)
            objectName: "metric-" + of.key
            x: index * (fields.width + Metrics.benchGap) / count
            width: (fields.width - (count - 1) * Metrics.benchGap) / count
            title: of.needed ? of.title : of.title + " · " + fields.words.optional
            value: of.asked && fields.typed !== "" ? fields.typed : of.value
            hint: of.asked ? fields.words["type-here"] : ""
            unit: of.unit
            chosen: of.asked
            onPressed: Staff.act("ask", { "key": of.key })
        }
    }
}
