// The first reading asks for a second one: sit for a while (the moon gate), then look at the camera (the doorway).
pragma ComponentBehavior: Bound
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool showsDiscs: Visit.tips.length > 0 && !page.hasBanner // the banner takes their room
    readonly property real underMoon: page.showsDiscs && !Panel.portrait ? discs.height + 36 : 0

    sight: [
        CountdownMoon {
            visible: Visit.countdown.present
            anchors.horizontalCenter: parent.horizontalCenter
            y: (parent.height - page.underMoon - height) / 2
            width: Math.min(parent.width, parent.height - page.underMoon, 540)
        },
        Doorway {
            visible: !Visit.countdown.present
            height: parent.height - 52
            width: Math.min(parent.width - 160, height * 0.804)
            x: (parent.width - width) / 2
            progress: 0
            guide: true
            previewSource: Visit.previewSource
            showsPreview: true
        },
        Row {
            id: discs
            parent: Panel.portrait ? under : page.sightArea
            y: Panel.portrait ? 0 : parent.height - height
            visible: page.showsDiscs
            width: parent.width
            Repeater {
                model: Visit.tips
                TipDisc {
                    required property var modelData
                    width: discs.width / Visit.tips.length
                    icon: modelData.icon
                    text: modelData.text
                }
            }
        }
    ]
    words: Item {
        id: under
        visible: Panel.portrait && page.showsDiscs
        width: parent.width
        height: visible ? discs.height : 0
    }
    acts: VisitButton {
        width: parent.width
        height: 160
        buttonId: "call-staff"
        kind: "people"
        role: "button"
        icon: "person"
    }
}
