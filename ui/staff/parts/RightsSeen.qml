pragma ComponentBehavior: Bound

// Everything that is kept, unmasked, for the eyes of the person: one part at a time, and not for long.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.rights
    readonly property bool wide: !Metrics.portrait
    readonly property real room: lines.height / 9

    Row {
        id: parts
        spacing: 12
        Repeater {
            model: part.view.parts
            CompactButton {
                required property var modelData
                objectName: "button-part-" + modelData.key
                width: (part.width - 4 * parts.spacing) / 5
                padding: 4
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen && part.wide ? "check" : ""
                label: modelData.label
                onPressed: Staff.act("part", { "key": modelData.key })
            }
        }
    }
    SheetCard {
        id: sheet
        y: parts.height + Metrics.gap
        width: parent.width
        height: parent.height - y - Metrics.innerTarget - Metrics.gap
        radius: Metrics.radiusBar
        Label {
            anchors.centerIn: parent
            role: "inner-head"
            color: Theme.inkSoft
            text: part.view.lead
        }
        Column {
            id: lines
            x: 44
            y: 20
            width: parent.width - 88
            height: parent.height - 40
            Repeater {
                model: part.view.lines
                Item {
                    id: line
                    required property var modelData
                    required property int index
                    width: lines.width
                    height: part.room
                    Rectangle {
                        visible: line.index > 0
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    FittingLabel {
                        id: label
                        anchors.verticalCenter: parent.verticalCenter
                        width: part.wide ? 360 : 300
                        role: "inner-label"
                        color: Theme.inkSoft
                        text: line.modelData.label
                    }
                    FittingLabel {
                        anchors.verticalCenter: parent.verticalCenter
                        x: label.width + 24
                        width: parent.width - x
                        role: "inner-body"
                        text: line.modelData.value
                    }
                }
            }
        }
    }
    Row {
        y: parent.height - Metrics.innerTarget
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-newer"
            visible: part.view.newer || part.view.older
            width: 128
            padding: 8
            kind: "quiet"
            icon: "up"
            missing: part.view.newer ? "" : " "
            caption: part.words.newer
            onPressed: Staff.act("leaf", { "pages": -1 })
        }
        CompactButton {
            objectName: "button-older"
            visible: part.view.newer || part.view.older
            width: 128
            padding: 8
            kind: "quiet"
            icon: "down"
            missing: part.view.older ? "" : " "
            caption: part.words.older
            onPressed: Staff.act("leaf", { "pages": 1 })
        }
        FittingLabel {
            height: Metrics.innerTarget
            width: part.width - hide.width - 2 * 128 - 3 * Metrics.gap
            verticalAlignment: Text.AlignVCenter
            role: "inner-label"
            color: Theme.inkSoft
            text: part.view.place
        }
    }
    CompactButton {
        id: hide
        objectName: "button-hide"
        anchors.right: parent.right
        y: parent.height - Metrics.innerTarget
        icon: "lock"
        label: part.view.leftS + " " + part.words.seconds
        caption: part.words.hide
        onPressed: Staff.act("back")
    }
}
