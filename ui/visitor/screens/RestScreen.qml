// Sit quietly before a measurement or between two: the moon gate counts, a picture shows how to sit, three things to do.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool seated: Visit.posture
    readonly property real beside: page.seated ? (page.sightW - 36) / 2 : page.sightW

    sight: [
        CountdownMoon {
            x: page.seated ? 0 : (page.sightW - width) / 2
            y: (page.sightH - height) / 2
            width: Math.min(page.beside, page.sightH, 600)
        },
        PosturePicture {
            visible: page.seated
            x: page.sightW - width
            y: (page.sightH - height) / 2
            width: Math.min(page.beside, page.sightH, 600)
            height: width
        }
    ]
    words: TipSheet { width: parent.width }
    acts: [
        VisitButton {
            width: parent.width
            height: 148
            buttonId: "rested"
            kind: "secondary"
            role: "lead"
        },
        VisitButton {
            width: parent.width
            height: 148
            buttonId: "enough"
            kind: "secondary"
            role: "lead"
        }
    ]
}
