pragma ComponentBehavior: Bound

// What one column means: three of its cells, masked, and a large button for each meaning that no other column has.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.meaning
    readonly property bool wide: !Metrics.portrait
    readonly property int columns: wide ? 5 : 3
    readonly property int lines: Math.ceil(view.choices.length / columns)
    readonly property real space: 16

    FittingLabel {
        id: title
        width: parent.width
        role: "inner-head"
        bold: true
        text: part.view.title
    }
    Row {
        id: samples
        y: title.height + 12
        spacing: Metrics.gap
        Repeater {
            model: part.view.samples
            Rectangle {
                required property string modelData
                width: (part.width - 2 * Metrics.gap) / 3
                height: 84
                radius: Metrics.radiusPlate
                color: Theme.well
                FittingLabel {
                    x: 20
                    width: parent.width - 40
                    anchors.verticalCenter: parent.verticalCenter
                    role: "inner-body"
                    text: parent.modelData
                }
            }
        }
    }
    Grid {
        y: samples.y + 84 + Metrics.gap
        columns: part.columns
        spacing: part.space
        Repeater {
            model: part.view.choices
            CompactButton {
                required property var modelData
                objectName: "button-mean-" + (modelData.key === "" ? "out" : modelData.key)
                width: (part.width - (part.columns - 1) * part.space) / part.columns
                height: Math.min(116, (part.height - parent.y - (part.lines - 1) * part.space) / part.lines)
                padding: 8
                role: modelData.label.length > 6 ? "inner-label" : "inner-button"
                kind: modelData.key === "" ? "quiet" : "secondary"
                icon: modelData.chosen ? "check" : ""
                label: modelData.label
                onPressed: Staff.act("mean", { "column": modelData.key })
            }
        }
    }
}
