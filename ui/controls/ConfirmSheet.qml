// A question that takes the page's whole place: what is about to happen, and two answers. The one that does it is named by
// what it does; the one that does not is first in reach.
import QtQuick
import ui.theme

Rectangle {
    id: sheet

    property string icon: "info"
    property string tone: "act"
    property string title
    property string body
    property string yes
    property string no

    signal answered(bool confirmed)

    color: Theme.well

    SheetCard {
        anchors.centerIn: parent
        width: Math.min(parent.width - 48, 1000)
        height: asked.height + 2 * 56
        radius: Metrics.radiusBar

        Column {
            id: asked
            x: 56
            y: 56
            width: parent.width - 112
            spacing: 24
            Icon {
                name: sheet.icon
                size: 84
                color: sheet.tone === "alarm" ? Theme.alarm : Theme.tone(sheet.tone)
            }
            Label {
                width: parent.width
                wraps: true
                role: "inner-title"
                bold: true
                text: sheet.title
                Accessible.role: Accessible.Heading
            }
            Label {
                visible: sheet.body !== ""
                width: parent.width
                wraps: true
                role: "inner-body"
                text: sheet.body
            }
            Item { width: 1; height: 8 }
            Row {
                width: parent.width
                spacing: Metrics.gap
                CompactButton {
                    objectName: "button-sheet-no"
                    width: (parent.width - parent.spacing) / 2
                    height: 116
                    kind: "quiet"
                    label: sheet.no
                    onPressed: sheet.answered(false)
                }
                CompactButton {
                    objectName: "button-sheet-yes"
                    width: (parent.width - parent.spacing) / 2
                    height: 116
                    label: sheet.yes
                    onPressed: sheet.answered(true)
                }
            }
        }
    }
}
