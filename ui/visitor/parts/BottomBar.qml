// The floor: the way back at the left where there is one, a person at the right, always; what reads the page aloud between
// them or, where there is no way back, in its place.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Rectangle {
    id: bar

    default property alias body: place.data
    /// What is left of the floor beside the person's button, where there is no way back.
    readonly property real free: help.x - place.x - 48

    readonly property bool leadsBack: Visit.buttons.includes(back.buttonId)

    color: Theme.floor

    Rectangle {
        width: parent.width
        height: 4
        color: Theme.stone
    }
    VisitButton {
        id: back
        x: Metrics.barMargin
        y: Metrics.barY - Metrics.floorY
        width: Metrics.portrait ? 320 : 300
        height: Metrics.barHeight
        radius: Metrics.radiusBar
        buttonId: "back"
        kind: "quiet"
        role: "body"
        icon: "back"
    }
    VisitButton {
        id: help
        anchors.right: parent.right
        anchors.rightMargin: Metrics.barMargin
        y: Metrics.barY - Metrics.floorY
        width: Metrics.portrait ? 470 : 460
        height: Metrics.barHeight
        radius: Metrics.radiusBar
        buttonId: "help"
        kind: "people"
        role: "body"
        icon: Visit.helpCalled ? "bell" : "help"
        label: Visit.helpCalled ? Visit.helpLabel : (Visit.labels.help ?? "")
    }
    ListenButton {
        id: listen
        here: !Metrics.portrait || !bar.leadsBack // in portrait the floor is full: it stands below the headline
        x: bar.leadsBack ? back.x + back.width + 48 : Metrics.barMargin
        y: back.y
        height: Metrics.barHeight
    }
    Item {
        id: place
        x: listen.wanted ? listen.x + listen.width + 24 : Metrics.barMargin
        y: Metrics.barY - Metrics.floorY
        width: bar.free
        height: Metrics.barHeight
    }
    // Called, and nothing left to press: the yellow stays, the lip is gone.
    Rectangle {
        id: called
        visible: Visit.helpCalled && !help.visible
        x: help.x
        y: help.y
        width: help.width
        height: help.height
        radius: help.radius
        color: Theme.people
    }
    Row {
        visible: called.visible
        anchors.centerIn: called
        spacing: 20
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "bell"
            size: Type.body * 1.15
            color: Theme.peopleText
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            role: "body"
            bold: true
            color: Theme.peopleText
            text: Visit.helpLabel
        }
    }
}
