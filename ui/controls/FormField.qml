// What is asked above, never inside; the value in a field below. It is typed elsewhere: a touch only asks for it. What a card
// said is locked and says so; what is wrong says what to do.
import QtQuick
import ui.theme

TouchTarget {
    id: field

    property string title
    property string value
    property string hint // in the field while it is empty
    property string icon
    property bool chosen: false // what is typed goes here
    property string lockedWord // says why it cannot be changed; "" when it can
    property string problem
    property string aside // at the right end: what the value found, or its unit
    readonly property bool locked: lockedWord !== ""
    readonly property bool wrong: problem !== ""

    enabled: !locked
    caption: title + " " + value
    implicitHeight: box.y + box.height + (under.visible ? under.height + 4 : 0)

    Label {
        id: head
        visible: field.title !== ""
        role: "inner-label"
        color: Theme.inkSoft
        text: field.title
        Accessible.ignored: true
    }
    Rectangle {
        id: box
        y: head.visible ? head.height : 0
        width: parent.width
        height: Metrics.innerTarget - 4
        radius: Metrics.radiusInner
        color: field.locked ? Theme.well : Theme.card
        border.width: field.chosen || field.wrong ? 5 : Metrics.edge
        border.color: field.wrong ? Theme.care : field.chosen ? Theme.act : field.locked ? Theme.hair : Theme.line

        Icon {
            id: sign
            visible: field.icon !== ""
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            name: field.icon
            size: 48
            color: field.chosen ? Theme.act : Theme.ink
            weight: 4.6
        }
        FittingLabel {
            id: said
            x: sign.visible ? sign.x + sign.width + 16 : 28
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -3
            room: end.x - x - 16
            width: Math.min(fullWidth + 1, room)
            role: field.value === "" ? "inner-body" : "inner-button"
            bold: field.value !== "" && !field.locked
            color: field.value === "" ? Theme.inkSoft : Theme.ink
            text: field.value === "" ? field.hint : field.value
            Accessible.ignored: true
        }
        Rectangle {
            visible: field.chosen
            x: field.value === "" ? said.x - 6 : said.x + said.width + 4
            anchors.verticalCenter: parent.verticalCenter
            width: 4
            height: 50
            color: Theme.act
        }
        StateLabel {
            id: end
            anchors.right: parent.right
            anchors.rightMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            icon: field.locked ? "lock" : ""
            role: "inner-label"
            tone: "soft"
            bold: false
            word: field.locked ? field.lockedWord : field.aside
        }
    }
    StateLabel {
        id: under
        visible: field.wrong
        y: box.y + box.height + 4
        icon: "tri"
        role: "inner-label"
        tone: "care"
        word: field.problem
        room: field.width
    }
}
