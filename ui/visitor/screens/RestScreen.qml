// Sit quietly before a measurement: the moon gate counts, three things to do meanwhile.
import QtQuick
import ui.visitor.parts

StagedPage {
    id: page

    sight: CountdownMoon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 600)
    }
    words: TipSheet { width: parent.width }
    acts: VisitButton {
        width: parent.width
        height: 148
        buttonId: "rested"
        kind: "secondary"
        role: "lead"
    }
}
