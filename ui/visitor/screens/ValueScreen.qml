// What was measured or typed, with its range, beside last time's value, and one piece of advice.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool many: Visit.value.parts.length > 1
    readonly property bool dense: Panel.textScale > 1.1 && Visit.value.mean !== "" // one line more in the least room
    readonly property real pad: page.dense ? 12 : page.sightH < 820 ? 20 : 36
    readonly property real cardRoom: page.sightH - (sheet.visible ? sheet.height + sightColumn.spacing : 0)
    readonly property real cardFull: 240 + 3.75 * Type.base // with the line of how, when and by what certificate
    readonly property bool compares: Visit.value.then.present
    readonly property bool sourceInSheet: compares ? Panel.portrait && page.sightH > 780 && Panel.textScale < 1.1 && Visit.value.goal === ""
                                        : Panel.portrait ? Panel.textScale < 1.1 || page.sightH > 640 && Visit.value.goal === ""
                                                         : page.sightH > 740 && Panel.textScale < 1.2 && Visit.value.mark === "" && Visit.value.goal === "" && Visit.value.notice === "" && !page.dense

    sight: Column {
        id: sightColumn
        width: parent.width
        spacing: page.dense ? 12 : 24
        ComparedCard {
            visible: Visit.value.then.present
            width: parent.width
            height: page.cardRoom >= full ? full : Math.min(bare, page.cardRoom)
        }
        ValueCard {
            visible: !Visit.value.then.present
            width: parent.width
            height: page.many && page.cardRoom >= page.cardFull ? page.cardFull : Math.min(page.many ? 376 : 340, page.cardRoom)
            value: Visit.value
        }
        SheetCard {
            id: sheet
            visible: said.height > 0
            width: parent.width
            height: said.height + 2 * page.pad
            ValueWords {
                id: said
                showsGoal: !Panel.portrait || page.sightH > 700
                showsMean: page.sightH > 700
                showsSource: page.sourceInSheet
                spacing: page.dense ? 6 : 12
                x: 44
                y: page.pad
                width: parent.width - 88
            }
        }
    }
    words: Label {
        visible: !Panel.portrait && !page.sourceInSheet && text !== "" && page.actsTop - page.headBottom > height + 36
        width: parent.width
        role: "note"
        color: Theme.inkSoft
        wraps: true
        text: Visit.value.source
    }
    acts: [
        VisitButton {
            width: parent.width
            height: 164
            buttonId: "continue"
            kind: "primary"
            role: "button"
            icon: "check"
        },
        Row {
            id: others
            readonly property bool two: Visit.buttons.includes("trend") && Visit.buttons.includes("retry")
            readonly property real each: two ? (width - spacing) / 2 : width
            width: parent.width
            spacing: 24
            VisitButton {
                width: others.each
                height: 132
                padding: 24
                buttonId: "trend"
                kind: "secondary"
                role: "lead"
                icon: "chart"
            }
            VisitButton {
                width: others.each
                height: 132
                padding: 24
                buttonId: "retry"
                kind: "secondary"
                role: "lead"
                icon: "replay"
            }
        }
    ]
}
