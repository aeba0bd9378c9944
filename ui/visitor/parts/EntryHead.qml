// What is asked; under it what to do, or what was wrong with the last number, with the care triangle.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Column {
    id: head

    readonly property bool wrong: Visit.entry.problem !== ""

    spacing: 12

    FittingLabel {
        width: parent.width
        role: "headline"
        bold: true
        text: Visit.headline
        Accessible.role: Accessible.Heading
    }
    Item {
        width: parent.width
        height: said.height
        Icon {
            visible: head.wrong
            y: (said.lineHeight - height) / 2
            name: "tri"
            size: 64
            color: Theme.care
            weight: 5
        }
        SenseLabel {
            id: said
            x: head.wrong ? 84 : 0
            width: parent.width - x
            role: head.wrong ? "base" : "lead"
            bold: head.wrong
            color: head.wrong ? Theme.care : Theme.inkSoft
            words: head.wrong ? Visit.entry.problem : Visit.lead
        }
    }
}
