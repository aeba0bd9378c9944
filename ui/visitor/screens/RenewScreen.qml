// A consent that ends: its words, and an answer that nobody chose before; or what a no does.
import QtQuick
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

Item {
    id: page

    anchors.fill: parent
    Loader {
        anchors.fill: parent
        sourceComponent: Visit.consent !== "" ? asked : meant
    }
    Component {
        id: meant
        QuestionPage {}
    }
    Component {
        id: asked
        StagedPage {
            id: staged
            sight: ConsentCard {
                width: parent.width
                room: staged.sightH
            }
            acts: [
                Row {
                    width: parent.width
                    spacing: 24
                    VisitButton {
                        width: (parent.width - 24) / 2
                        height: Panel.portrait ? 172 : 164
                        buttonId: "agree"
                        kind: "secondary"
                        role: "button"
                    }
                    VisitButton {
                        width: (parent.width - 24) / 2
                        height: Panel.portrait ? 172 : 164
                        buttonId: "refuse"
                        kind: "secondary"
                        role: "button"
                    }
                },
                VisitButton {
                    width: parent.width
                    height: Panel.portrait ? 148 : 140
                    buttonId: "later"
                    kind: "quiet"
                    role: "lead"
                }
            ]
        }
    }
}
