// How to type it; or, after a number that cannot be, what to do, with the care triangle.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Item {
    id: hint

    readonly property bool wrong: Visit.entry.problem !== ""

    implicitHeight: said.height

    Icon {
        id: sign
        visible: hint.wrong
        y: 4
        name: "tri"
        size: 64
        color: Theme.care
        weight: 5
    }
    Label {
        id: said
        x: hint.wrong ? 84 : 0
        width: parent.width - x
        role: "base"
        wraps: true
        bold: hint.wrong
        color: hint.wrong ? Theme.care : Theme.inkSoft
        text: hint.wrong ? Visit.entry.problem : Visit.entry.hint
    }
}
