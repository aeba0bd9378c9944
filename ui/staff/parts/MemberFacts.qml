pragma ComponentBehavior: Bound

// How a member stands and who they are. The number is masked until somebody said why it must be read.
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel
import kiosk.staff

SheetCard {
    id: card

    property var member // MemberView
    readonly property var words: Staff.words.members
    readonly property real captionWidth: 140

    radius: Metrics.radiusBar
    implicitHeight: facts.y + facts.height + 24

    StateLabel {
        id: state
        x: 44
        y: 32
        role: "inner-title"
        icon: card.member.state.icon
        tone: card.member.state.tone
        word: card.member.state.word
    }
    FittingLabel {
        id: since
        anchors.right: parent.right
        anchors.rightMargin: 44
        anchors.baseline: lead.baseline
        anchors.baselineOffset: -lead.height - 20
        role: "inner-label"
        color: Theme.inkSoft
        text: card.member.since
        room: parent.width - 88 - state.width - 40
        width: Math.min(fullWidth + 1, room)
    }
    FittingLabel {
        id: lead
        x: 44
        y: 116
        width: parent.width - 88
        role: "inner-body"
        color: Theme.inkSoft
        text: card.member.lead
    }
    Rectangle {
        x: 44
        y: 180
        width: parent.width - 88
        height: 2
        color: Theme.hair
    }
    Column {
        id: facts
        x: 44
        y: 206
        width: parent.width - 88
        spacing: Panel.portrait ? 10 : 20
        Repeater {
            model: [["number", card.member.number], ["phone", card.member.phone], ["born", card.member.born], ["address", card.member.address]]
            Item {
                id: fact
                required property var modelData
                width: facts.width
                height: said.height
                Label {
                    y: 3
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: card.words[fact.modelData[0]]
                }
                Label {
                    id: said
                    x: card.captionWidth
                    width: parent.width - x
                    wraps: true
                    role: "inner-body"
                    bold: fact.modelData[0] === "number"
                    text: fact.modelData[1]
                }
            }
        }
    }
    CompactButton {
        objectName: card.member.numberLeftS > 0 ? "button-hide" : "button-reveal"
        visible: card.member.mayReveal
        anchors.right: parent.right
        anchors.rightMargin: 44
        y: facts.y + 62
        kind: "quiet"
        padding: 24
        icon: card.member.numberLeftS > 0 ? "" : "eye"
        label: card.member.numberLeftS > 0 ? card.words["hide-number"] + " " + card.member.numberLeftS : card.words.reveal
        onPressed: Staff.act(card.member.numberLeftS > 0 ? "hide" : "reveal")
    }
}
