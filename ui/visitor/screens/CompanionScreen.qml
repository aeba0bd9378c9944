// Somebody helps: their card, the person's word, and what they are to each other.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

Item {
    id: page

    anchors.fill: parent
    Loader {
        anchors.fill: parent
        sourceComponent: Visit.tiles.length > 0 ? relation : Visit.buttons.includes("yes") ? question : card
    }
    Component {
        id: relation
        TilesPage {}
    }
    Component {
        id: question
        QuestionPage { sign: "people" }
    }
    Component {
        id: card
        StagedPage {
            bleed: true
            sight: [
                CardBand { anchors.fill: parent; visible: Visit.window === "" && Visit.picture === "" },
                WindowClerk { anchors.fill: parent; visible: Visit.window !== "" },
                WaitSign { visible: Visit.picture === "wait" }
            ]
        }
    }
}
