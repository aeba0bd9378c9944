// The person's card is asked for; or it cannot be used, and why.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property bool refused: view.step === "refused"
    readonly property bool wide: !Metrics.portrait

    CardPicture {
        id: picture
        visible: !part.refused
        x: part.wide ? 40 : (part.width - width) / 2
        y: part.wide ? (part.height - height) / 2 - 20 : 80
        width: part.wide ? 560 : 640
        height: part.wide ? 500 : 560
    }
    Icon {
        visible: part.refused
        x: picture.x + (picture.width - width) / 2
        y: picture.y + (picture.height - height) / 2
        name: "tri"
        size: 260
        color: Theme.care
        weight: 3
    }
    Column {
        x: part.wide ? 720 : 0
        y: part.wide ? (part.height - height) / 2 - 20 : picture.y + picture.height + 80
        width: part.width - x
        spacing: 24
        FittingLabel {
            width: parent.width
            role: "inner-title"
            bold: true
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: part.refused ? Theme.care : Theme.ink
            text: part.view.headline
        }
        Label {
            width: parent.width
            wraps: true
            role: part.refused ? "inner-button" : "inner-body"
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: part.refused ? Theme.ink : Theme.inkSoft
            text: part.view.lead
        }
        Item {
            visible: part.refused
            width: parent.width
            height: 136
            CompactButton {
                objectName: "button-next-card"
                x: part.wide ? 0 : (parent.width - width) / 2
                y: 24
                width: 420
                height: 112
                icon: "card"
                label: Staff.words.enrol["next-card"]
                onPressed: Staff.act("begin_anew")
            }
        }
    }
}
