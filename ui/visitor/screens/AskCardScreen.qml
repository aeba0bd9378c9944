// Not known by face, or denied: please use a card, and where. Without a reader, the clerk at the window. Whoever is not
// registered learns where to ask.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property real noteHeight: Panel.portrait || Visit.notice === "" ? 0 : note.height + 72

    bleed: true
    wordsSpacing: 24

    sight: [
        CardBand { width: parent.width; height: parent.height - page.noteHeight; visible: Visit.tips.length > 0 },
        WindowClerk { width: parent.width; height: parent.height - page.noteHeight; visible: Visit.tips.length === 0 },
        // In landscape the column is full: the line stands under the picture.
        Rectangle {
            visible: page.noteHeight > 0
            y: parent.height - height
            width: parent.width
            height: page.noteHeight
            color: Theme.paper
        },
        TipRow {
            id: note
            parent: Panel.portrait ? under : page.sightArea
            visible: Visit.notice !== ""
            x: Panel.portrait ? 0 : Metrics.margin
            y: Panel.portrait ? 0 : parent.height - height - 36
            width: parent.width - (Panel.portrait ? 0 : 2 * Metrics.margin)
            icon: "info"
            text: Visit.notice
        }
    ]
    words: [
        Ways { width: parent.width },
        Item {
            id: under
            visible: Panel.portrait && Visit.notice !== ""
            width: parent.width
            height: visible ? note.height : 0
        }
    ]
    acts: VisitButton {
        width: parent.width
        height: Panel.portrait ? 152 : 132
        buttonId: "look"
        kind: "secondary"
        role: "lead"
        icon: "face"
    }
}
