// A page that asks before something is done, or says what came of it: a picture, what happens, one answer and another.
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    property string sign: page.told ? Visit.tips[0].icon : "" // the picture
    property bool calm: false // done: in the colour of what is finished
    readonly property bool window: Visit.window !== "" // it goes on there
    readonly property bool told: Visit.tips.length > 0

    bleed: page.window
    sight: [WindowClerk { anchors.fill: parent; visible: page.window }, Rectangle {
        readonly property real room: parent.height - (tips.visible && !Panel.portrait ? tips.height + 80 : 0)
        anchors.horizontalCenter: parent.horizontalCenter
        y: (room - height) / 2
        width: Math.min(400, parent.width, room)
        height: width
        radius: width / 2
        visible: width > 120 && !page.window && page.sign !== ""
        color: page.calm ? Theme.doneTint : Theme.actTint
        Icon {
            anchors.centerIn: parent
            name: page.sign
            size: parent.width * 0.56
            color: page.calm ? Theme.done : Theme.act
            weight: 3.4
        }
    }]
    words: Item {
        id: below
        visible: Panel.portrait && page.told && !page.window
        width: parent.width
        height: visible ? tips.height : 0
    }
    // In landscape two answers leave no room for them beside the picture: they stand under it.
    TipSheet {
        id: tips
        parent: Panel.portrait ? below : page.sightArea
        visible: page.told && !page.window
        x: Panel.portrait ? 0 : 64
        y: Panel.portrait ? 0 : parent.height - height - 40
        width: Panel.portrait ? page.columnW : page.stageW - 64
    }
    acts: [
        VisitButton {
            width: parent.width
            height: page.primaryHeight
            buttonId: "yes"
            kind: "primary"
            role: "button"
        },
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 172 : 148
            buttonId: "no"
            kind: "secondary"
            role: "button"
        },
        VisitButton {
            width: parent.width
            height: page.primaryHeight
            buttonId: "continue"
            kind: "primary"
            role: "act"
            icon: "check"
        }
    ]
}
