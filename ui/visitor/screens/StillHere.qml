// 您还在吗？ A page of its own over the screen: the seconds left and one big answer. Any touch elsewhere answers, too.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

VisitorPage {
    id: overlay

    property int whole: 30

    showsHeadline: false
    Component.onCompleted: overlay.whole = Math.max(1, Visit.warningSeconds)

    Column {
        id: question
        x: overlay.columnX
        y: Metrics.headY + overlay.headRoom
        width: overlay.columnW
        spacing: 12
        Label {
            width: parent.width
            role: "headline"
            bold: true
            text: Visit.words.warning.headline
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            role: "lead"
            color: Theme.inkSoft
            wraps: true
            text: Visit.words.warning.lead
        }
        // Whoever is sent to the window goes on seeing where it is and what to say there.
        SenseLabel {
            visible: Visit.queue !== ""
            width: parent.width
            role: "lead"
            bold: true
            words: Visit.notice + " · " + Visit.queue
        }
    }
    Moon {
        readonly property real roomTop: Panel.portrait ? question.y + question.height + 60 : overlay.stageY
        readonly property real room: Panel.portrait ? answer.y - 60 - roomTop : overlay.stageH
        width: Math.min(600, room)
        x: overlay.stageX + (overlay.stageW - width) / 2
        y: roomTop + (room - height) / 2
        progress: Math.max(0, Math.min(1, Visit.warningSeconds / overlay.whole))
        NumberText {
            anchors.centerIn: parent
            role: "number-xl"
            value: Visit.warningSeconds
        }
    }
    VisitButton {
        id: answer
        x: overlay.columnX
        y: overlay.lowY - height
        width: overlay.columnW
        height: 212
        buttonId: "still-here"
        kind: "primary"
        role: "act"
        icon: "check"
    }
}
