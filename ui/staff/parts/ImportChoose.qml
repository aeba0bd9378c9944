pragma ComponentBehavior: Bound

// What lies on the stick: folders, lists, archives of photos. Without a stick it says what to plug in.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.choose
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait
    readonly property bool several: view.sticks.length > 1
    readonly property bool listed: view.place !== ""
    readonly property int rows: Math.max(1, Math.min(7, Math.floor((sheet.height - head.height - foot) / part.rowHeight)))
    readonly property real rowHeight: 108
    readonly property real foot: wide ? 8 : 124

    Row {
        id: sticks
        visible: part.several
        spacing: Metrics.gap
        Repeater {
            model: part.view.sticks
            CompactButton {
                required property var modelData
                required property int index
                objectName: "button-stick-" + index
                width: Math.min(440, (part.width - (part.view.sticks.length - 1) * Metrics.gap) / part.view.sticks.length)
                padding: 12
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen ? "check" : "stick"
                label: modelData.label
                onPressed: Staff.act("stick", { "at": index })
            }
        }
    }
    Column {
        visible: !part.listed
        y: part.several ? sticks.height + 60 : Math.max(40, (part.height - height) / 2 - 60)
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 1080)
        spacing: 28
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "stick"
            size: 168
            color: Theme.act
            weight: 3.4
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wraps: true
            role: "inner-title"
            bold: true
            text: !part.view.looked ? part.words.looking : part.several ? part.words["which-stick"] : part.words["plug-in"]
        }
        Label {
            visible: part.view.looked && !part.several
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wraps: true
            role: "inner-button"
            color: Theme.inkSoft
            text: part.words["plug-in-lead"]
        }
    }
    SheetCard {
        id: sheet
        visible: part.listed
        y: part.several ? sticks.height + Metrics.gap : 0
        width: part.wide ? parent.width - pager.width - Metrics.gap : parent.width
        height: parent.height - y
        radius: Metrics.radiusBar

        Item {
            id: head
            width: parent.width
            height: 128
            Column {
                x: 36
                anchors.verticalCenter: parent.verticalCenter
                width: acts.x - x - 24
                FittingLabel {
                    width: parent.width
                    role: "inner-head"
                    bold: true
                    text: part.view.photos ? part.words["choose-photos"] : part.words["choose-list"]
                }
                FittingLabel {
                    width: parent.width
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: part.view.leftOut !== "" ? part.view.leftOut : part.view.place
                }
            }
            Row {
                id: acts
                anchors.right: parent.right
                anchors.rightMargin: 24
                anchors.verticalCenter: parent.verticalCenter
                spacing: Metrics.gap
                CompactButton {
                    objectName: "button-up"
                    visible: part.view.inside
                    kind: "quiet"
                    icon: "up"
                    padding: 28
                    label: part.words["folder-above"]
                    onPressed: Staff.act("up")
                }
                CompactButton {
                    objectName: "button-take-folder"
                    visible: part.view.photos && part.wide
                    icon: "check"
                    padding: 28
                    label: part.words["take-folder"]
                    onPressed: Staff.act("take_folder")
                }
            }
        }
        Label {
            visible: part.view.empty !== ""
            anchors.centerIn: parent
            width: parent.width - 144
            wraps: true
            horizontalAlignment: Text.AlignHCenter
            role: "inner-head"
            text: part.view.empty
        }
        Column {
            y: head.height
            width: parent.width
            Repeater {
                model: Math.min(part.rows, part.view.files.length)
                TableLine {
                    required property int index
                    readonly property var file: part.view.files[index]
                    objectName: "file-" + index
                    width: sheet.width
                    height: part.rowHeight
                    first: false
                    columns: part.wide ? [{ "share": 13 }, { "share": 3 }, { "share": 5 }] : [{ "share": 13 }, { "share": 4 }]
                    cells: {
                        if (!file)
                            return [];
                        const name = { "text": file.name, "icon": file.kind === "folder" ? "folder" : file.kind === "archive" ? "photo" : "paper", "bold": true, "tone": "ink" };
                        return part.wide ? [name, { "text": file.size }, { "text": file.when }] : [name, { "text": file.when.slice(0, 10) }];
                    }
                    onPressed: Staff.act("choose", { "key": file.key })
                }
            }
        }
        CompactButton {
            objectName: "button-take-folder-low"
            visible: part.view.photos && !part.wide
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 20
            width: parent.width - 48 - (pager.visible ? pager.width + Metrics.gap : 0)
            icon: "check"
            label: part.words["take-folder"]
            onPressed: Staff.act("take_folder")
        }
    }
    ImportPager {
        id: pager
        visible: part.listed
        x: part.wide ? parent.width - width : parent.width - width - 24
        y: part.wide ? sheet.y : parent.height - height - 20
        height: part.wide ? sheet.height : Metrics.innerTarget
        first: part.view.first
        total: part.view.total
        rows: part.rows
    }
}
