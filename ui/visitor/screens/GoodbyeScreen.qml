// The end: take the card, what was recorded today, and goodbye; or the way to the window, until the person has gone.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool toWindow: Visit.window !== ""
    /// In landscape a long name leaves the column too little for the lines: they stand under the picture.
    readonly property real columnRoom: page.lowY - page.headBottom - 36 - (forgot.visible ? forgot.height + 36 : 0)
    readonly property bool besides: !Panel.portrait && page.columnRoom < summary.least

    readonly property bool records: Visit.summary.length > 0
    readonly property bool lowScene: scene.height < 520

    bleed: true

    sight: [
        Item {
            id: scene
            width: parent.width
            visible: height > 160
            height: parent.height - (page.besides && page.records ? summary.height + 72 : 0)
            CardBand { anchors.fill: parent; arrow: "up"; visible: Visit.cardLies }
            WindowClerk { anchors.fill: parent; visible: page.toWindow && !Visit.cardLies && !page.lowScene }
            WindowBlock {
                visible: page.toWindow && !Visit.cardLies && page.lowScene
                x: Metrics.margin
                width: page.stageW - (Panel.portrait ? 0 : 24)
                height: parent.height - 24
                title: Visit.window
                line: Visit.queue
            }
            Lane { anchors.fill: parent; visible: !page.toWindow && !Visit.cardLies }
        },
        SummaryCard {
            id: summary
            parent: page.besides ? page.sightArea : under
            visible: page.records
            x: page.besides ? Metrics.margin : 0
            y: !page.besides ? 0 : scene.visible ? scene.height + 36 : (parent.height - height) / 2
            width: page.besides ? page.stageW - 24 : page.columnW
            room: Panel.portrait ? 700 : !page.besides ? page.columnRoom : Visit.cardLies ? 480 : page.sightH - 72
        }
    ]
    words: Item {
        id: under
        visible: page.records && !page.besides
        width: parent.width
        height: visible ? summary.height : 0
    }
    acts: VisitButton {
        id: forgot
        width: parent.width
        height: 152
        buttonId: "look"
        kind: "secondary"
        role: "lead"
        icon: "face"
    }
}
