pragma ComponentBehavior: Bound

// Each reason, and below it the figures and the rule it was found by.
import QtQuick
import ui.theme
import ui.controls

SheetCard {
    id: card

    property var reasons: []
    property string more

    radius: Metrics.radiusBar
    implicitHeight: said.height + 48

    Column {
        id: said
        x: 28
        y: 24
        width: parent.width - 56
        spacing: 16
        Repeater {
            model: card.reasons
            Column {
                id: one
                required property var modelData
                width: said.width
                Label {
                    width: parent.width
                    wraps: true
                    role: "inner-body"
                    bold: true
                    text: one.modelData.why
                }
                Label {
                    visible: text !== ""
                    width: parent.width
                    wraps: true
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: one.modelData.figures
                }
            }
        }
        Label {
            visible: card.more !== ""
            role: "inner-label"
            color: Theme.inkSoft
            text: card.more
        }
    }
}
