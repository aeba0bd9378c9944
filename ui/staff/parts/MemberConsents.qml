pragma ComponentBehavior: Bound

// What a member agreed to, each apart, with when, how, by whom, in which words and until when; and what is kept of them.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: card

    property var member // MemberView
    readonly property var words: Staff.words.members
    readonly property bool tight: Metrics.portrait && Type.innerScale > 1 // below a long address little is left

    radius: Metrics.radiusBar

    Label {
        x: 44
        y: 24
        role: "inner-head"
        bold: true
        text: card.words.consents
    }
    CompactButton {
        objectName: "button-rights"
        anchors.right: parent.right
        anchors.rightMargin: 28
        y: 12
        height: 96
        padding: 24
        role: "inner-label"
        kind: "quiet"
        icon: "person"
        label: Staff.words.rights.door
        onPressed: Staff.act("rights")
    }
    Column {
        id: consents
        x: 44
        y: card.tight ? 108 : 116
        width: parent.width - 88
        spacing: card.tight ? 2 : 14
        Repeater {
            model: card.member.consents
            Item {
                id: consent
                required property var modelData
                width: consents.width
                height: 50 + (detail.visible ? detail.height : 0)
                Label {
                    role: "inner-body"
                    bold: true
                    text: consent.modelData.kind
                }
                StateLabel {
                    anchors.right: parent.right
                    icon: consent.modelData.icon
                    tone: consent.modelData.tone
                    word: consent.modelData.word
                }
                FittingLabel {
                    id: detail
                    visible: consent.modelData.detail !== ""
                    y: 46
                    width: parent.width
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: consent.modelData.detail
                }
            }
        }
    }
    Rectangle {
        x: 44
        y: kept.y - 18
        width: parent.width - 88
        height: 2
        color: Theme.hair
    }
    Column {
        id: kept
        x: 44
        y: parent.height - height - 26
        width: parent.width - 88
        spacing: 6
        Repeater {
            model: card.member.kept
            FittingLabel {
                required property string modelData
                width: kept.width
                role: "inner-body"
                text: modelData
            }
        }
    }
}
