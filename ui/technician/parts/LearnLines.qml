pragma ComponentBehavior: Bound

// The lines a file gets, as a difference: each added one with its plus.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property string title
    property var lines: []

    implicitHeight: all.y + all.height + 20

    FittingLabel {
        x: 28
        y: 18
        room: card.width - 56
        width: room
        role: "bench-body"
        color: Theme.inkSoft
        text: card.title
    }
    Column {
        id: all
        x: 16
        y: 76
        width: card.width - 32
        spacing: 4
        Repeater {
            model: card.lines.length
            Rectangle {
                id: line
                required property int index
                width: all.width
                height: said.height + 20
                radius: 8
                color: Theme.doneTint
                Label {
                    x: 16
                    y: said.y
                    role: "bench-body"
                    bold: true
                    color: Theme.done
                    text: "+"
                }
                Label {
                    id: said
                    x: 56
                    y: 10
                    width: line.width - 72
                    wrapMode: Text.WrapAnywhere
                    role: "bench-body"
                    text: card.lines[line.index] ?? ""
                }
            }
        }
    }
}
