// The list that was chosen and where its photos are; or why it could not be read.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var page: Staff.content
    readonly property var view: page.ready
    readonly property var words: Staff.words["import"]
    readonly property bool unread: page.step === "unread"
    readonly property bool wide: !Metrics.portrait

    SheetCard {
        width: parent.width
        height: parent.height - acts.height - Metrics.gap
        radius: Metrics.radiusBar

        Column {
            x: 56
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 112
            spacing: 28
            Icon {
                name: part.unread ? "tri" : "paper"
                size: 120
                color: part.unread ? Theme.care : Theme.act
                weight: 3.6
            }
            Label {
                width: parent.width
                wraps: true
                role: "inner-title"
                bold: true
                text: part.unread ? part.words.unread : part.view?.file ?? ""
            }
            Label {
                objectName: "unread"
                visible: part.unread
                width: parent.width
                wraps: true
                role: "inner-head"
                text: part.page.unread
            }
            Label {
                width: parent.width
                wraps: true
                role: "inner-body"
                color: Theme.inkSoft
                text: part.unread ? part.words["nothing-kept"] : part.view?.facts ?? ""
            }
            Row {
                visible: !part.unread
                spacing: 20
                Icon {
                    name: "photo"
                    size: 48
                    color: Theme.act
                }
                Label {
                    role: "inner-body"
                    text: part.words.photos + " · " + (part.view?.photos ?? "")
                }
            }
            Label {
                visible: !part.unread
                width: parent.width
                wraps: true
                role: "inner-body"
                text: part.words["ready-promise"]
            }
        }
    }
    Item {
        id: acts
        y: parent.height - height
        width: parent.width
        height: part.wide ? 116 : 116 + Metrics.gap + 116
        readonly property bool two: !!part.view?.ownPhotos
        readonly property real cell: part.wide ? (width - 2 * Metrics.gap) / 3 : two ? (width - Metrics.gap) / 2 : width
        CompactButton {
            objectName: part.unread ? "button-choose-other" : "button-own-photos"
            width: acts.cell
            height: 116
            padding: 8
            kind: part.unread ? "quiet" : "secondary"
            icon: part.unread ? "" : "photo"
            label: part.unread ? part.words["choose-other"] : part.words["own-photos"]
            onPressed: part.unread ? Staff.act("back") : Staff.act("photos", { "wanted": true })
        }
        CompactButton {
            objectName: "button-no-own-photos"
            visible: !part.unread && acts.two
            x: acts.cell + Metrics.gap
            width: acts.cell
            height: 116
            padding: 8
            kind: "quiet"
            label: part.words["no-own-photos"]
            onPressed: Staff.act("photos", { "wanted": false })
        }
        CompactButton {
            objectName: "button-read"
            anchors.right: parent.right
            y: parent.height - height
            width: part.wide ? acts.cell : parent.width
            height: 116
            icon: part.unread ? "replay" : "check"
            label: part.unread ? part.words["read-again"] : part.words.begin
            onPressed: Staff.act("read")
        }
    }
}
