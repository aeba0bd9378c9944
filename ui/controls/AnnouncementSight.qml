// What the hall announces, in the place of a picture: its words on a sheet at the foot, its own picture above where that has
// room. Plain text; nothing moves.
import QtQuick
import ui.theme
import kiosk.items

Item {
    id: sight

    property string heading
    property string body
    property string picture
    property real inset: 36 // from the edges at both sides
    property real foot: 0 // below the sheet
    readonly property real pad: 28
    readonly property real room: Math.max(0, sheet.y - Metrics.gap) // above the sheet
    readonly property bool fits: sheet.height + foot <= height
    readonly property bool showsPicture: picture !== "" && room >= 240

    Rectangle {
        visible: sight.showsPicture
        width: parent.width
        height: sight.room
        color: Theme.well
        Picture {
            x: sight.inset
            width: parent.width - 2 * x
            height: parent.height
            content: sight.picture
        }
    }
    SheetCard {
        id: sheet
        x: sight.inset
        y: sight.height - height - sight.foot
        width: sight.width - 2 * sight.inset
        height: words.height + 2 * sight.pad
        Column {
            id: words
            x: sight.pad
            y: sight.pad
            width: sheet.width - 2 * sight.pad
            spacing: 12
            SenseLabel {
                width: parent.width
                role: "body"
                bold: true
                words: sight.heading
            }
            Label {
                visible: sight.body !== ""
                width: parent.width
                wraps: true
                role: "base"
                color: Theme.inkSoft
                text: sight.body
            }
        }
    }
}
