pragma ComponentBehavior: Bound

// An announcement that is written: its two fields, its days, its picture, and how it will stand on the first screen. The keys
// lie over the lower half while a field is written.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: draft

    property var draft
    property bool wide
    readonly property var words: Staff.words.announcements
    readonly property bool typing: draft.draft.field !== ""
    readonly property real half: wide ? (width - Metrics.gap) * 0.57 : width
    readonly property real sightWidth: wide ? 900 : 1080 // of the first screen
    readonly property real sightHeight: wide ? 816 : 680

    Column {
        id: left
        width: draft.half
        spacing: 16
        FormField {
            objectName: "field-title"
            width: left.width
            title: draft.words["field-title"]
            hint: draft.words.hint
            value: draft.draft.title + (chosen ? keys.letters : "")
            chosen: draft.draft.field === "title"
            aside: draft.draft.titleLeft
            onPressed: Staff.act("choose", { "field": "title" })
        }
        TouchTarget {
            id: body
            readonly property bool chosen: draft.draft.field === "body"
            objectName: "field-body"
            width: left.width
            height: head.height + 188
            caption: draft.words["field-body"] + " " + draft.draft.body
            onPressed: Staff.act("choose", { "field": "body" })
            Label {
                id: head
                role: "inner-label"
                color: Theme.inkSoft
                text: draft.words["field-body"] + " · " + draft.draft.bodyLeft
            }
            Rectangle {
                y: head.height
                width: parent.width
                height: 188
                radius: Metrics.radiusInner
                color: Theme.card
                border.width: body.chosen ? 5 : Metrics.edge
                border.color: body.chosen ? Theme.act : Theme.line
            }
            Label {
                x: 28
                y: head.height + 14
                width: parent.width - 56
                wraps: true
                role: "inner-body"
                color: draft.draft.body === "" && !body.chosen ? Theme.inkSoft : Theme.ink
                text: draft.draft.body === "" && !body.chosen ? draft.words.hint : draft.draft.body + (body.chosen ? keys.letters : "")
            }
        }
        Row {
            visible: !draft.typing
            spacing: draft.wide ? 12 : Metrics.gap
            Repeater {
                model: ["first", "last"]
                Row {
                    id: day
                    required property string modelData
                    readonly property string text: modelData === "first" ? draft.draft.first : draft.draft.last
                    spacing: draft.wide ? 8 : 12
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        role: "inner-body"
                        text: draft.words[day.modelData]
                    }
                    CompactButton {
                        objectName: "button-" + day.modelData + "-less"
                        width: Metrics.innerTarget
                        padding: 0
                        kind: "secondary"
                        icon: "minus"
                        caption: draft.words[day.modelData] + " −"
                        onPressed: Staff.act("day", { "which": day.modelData, "by": -1 })
                    }
                    FittingLabel {
                        anchors.verticalCenter: parent.verticalCenter
                        width: draft.wide ? 180 : 192
                        horizontalAlignment: Text.AlignHCenter
                        role: "inner-body"
                        bold: true
                        text: day.text
                    }
                    CompactButton {
                        objectName: "button-" + day.modelData + "-more"
                        width: Metrics.innerTarget
                        padding: 0
                        kind: "secondary"
                        icon: "plus"
                        caption: draft.words[day.modelData] + " +"
                        onPressed: Staff.act("day", { "which": day.modelData, "by": 1 })
                    }
                }
            }
        }
        Row {
            visible: !draft.typing
            spacing: Metrics.gap
            Repeater {
                model: draft.draft.picture === "" ? ["text", "picture"] : ["text", "picture", "no-picture"]
                CompactButton {
                    required property string modelData
                    objectName: "button-" + modelData
                    padding: 28
                    kind: "quiet"
                    label: draft.words[modelData]
                    onPressed: modelData === "no-picture" ? Staff.act("no_picture") : Staff.act("files", { "kind": modelData })
                }
            }
        }
        StateLabel {
            visible: draft.draft.problem !== "" || !draft.wide
            icon: draft.draft.problem !== "" ? "tri" : "info"
            tone: draft.draft.problem !== "" ? "care" : "soft"
            role: "inner-label"
            word: draft.draft.problem !== "" ? draft.draft.problem : draft.words.remind
            room: left.width
        }
    }

    Item {
        id: place
        visible: !draft.typing
        x: draft.wide ? draft.half + Metrics.gap : 0
        y: draft.wide ? 0 : left.height + 24
        width: draft.wide ? draft.width - x : draft.width
        height: draft.height - y
        Label {
            id: said
            role: "inner-label"
            color: Theme.inkSoft
            text: draft.words.preview
        }
        Rectangle {
            readonly property real shrunk: Math.min(place.width / draft.sightWidth, (place.height - said.height - 8) / draft.sightHeight)
            y: said.height + 8
            width: draft.sightWidth * shrunk
            height: draft.sightHeight * shrunk
            color: Theme.paper
            border.width: 2
            border.color: Theme.hair
            Lane {
                visible: !sight.showsPicture && sight.room > 240
                width: draft.sightWidth
                height: sight.room
                scale: parent.shrunk
                transformOrigin: Item.TopLeft
            }
            AnnouncementSight {
                id: sight
                width: draft.sightWidth
                height: draft.sightHeight
                scale: parent.shrunk
                transformOrigin: Item.TopLeft
                inset: draft.wide ? 36 : Metrics.columnX
                foot: draft.wide ? 24 : 0
                heading: draft.draft.title === "" ? draft.words["field-title"] : draft.draft.title
                body: draft.draft.body
                picture: draft.draft.picture
            }
        }
    }
    Rectangle {
        visible: draft.typing
        x: -Metrics.innerPad
        y: keys.y - Metrics.gap
        width: draft.width + 2 * Metrics.innerPad
        height: draft.height - y + 36
        color: Theme.floor
    }
    CompactButton {
        objectName: "button-keys-done"
        visible: draft.typing
        anchors.right: parent.right
        y: keys.y - Metrics.gap - height - 12
        kind: "secondary"
        label: draft.words["keys-done"]
        onPressed: Staff.act("choose", { "field": "" })
    }
    PinyinPad {
        id: keys

        property string writes: draft.draft.field
        property bool settling: false

        visible: draft.typing
        y: draft.height - implicitHeight + 12
        width: draft.width
        height: implicitHeight
        names: false
        most: 60
        onWritesChanged: {
            settling = true;
            begin(writes === "" ? "" : draft.draft[writes]);
            settling = false;
        }
        onTextChanged: if (!settling && writes !== "" && text !== draft.draft[writes]) Staff.act("type", { "text": text })
    }
}
