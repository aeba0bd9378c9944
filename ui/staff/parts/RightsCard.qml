// The card of the person who is there is asked for; or it will not do, and why.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.rights
    readonly property bool refused: view.step === "refused"
    readonly property bool wide: !Metrics.portrait

    CardPicture {
        id: picture
        visible: !part.refused
        x: part.wide ? 40 : (part.width - width) / 2
        y: part.wide ? (part.height - height) / 2 - 20 : 40
        width: part.wide ? 560 : 600
        height: part.wide ? 500 : 520
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
        y: part.wide ? Math.max(0, (part.height - height) / 2) : picture.y + picture.height + 60
        width: part.width - x
        spacing: 32
        Label {
            width: parent.width
            wraps: true
            role: "inner-head"
            bold: true
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: part.refused ? Theme.care : Theme.ink
            text: part.refused ? part.view.problem : part.view.lead
        }
        Label {
            visible: !part.refused && !part.view.mayVouch
            width: parent.width
            wraps: true
            role: "inner-body"
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: Theme.inkSoft
            text: part.words["no-card"]
        }
        CompactButton {
            objectName: "button-next-card"
            visible: part.refused
            x: part.wide ? 0 : (parent.width - width) / 2
            width: 420
            height: 112
            icon: "card"
            label: part.words["next-card"]
            onPressed: Staff.act("begin_anew")
        }
        CompactButton {
            objectName: "button-vouch"
            visible: part.view.mayVouch
            x: part.wide ? 0 : (parent.width - width) / 2
            width: 420
            height: 112
            kind: "quiet"
            icon: "people"
            busy: part.view.busy
            busyWord: part.words.busy
            label: part.words.vouch
            onPressed: Staff.act("vouch")
        }
    }
}
