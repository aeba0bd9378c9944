pragma ComponentBehavior: Bound

// The imports of late: when, by whom, what, and taking one back within a day.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content.recent
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait
    readonly property real rowHeight: wide ? 132 : 232
    readonly property bool turns: wide ? view.total > rows || view.first > 0 : view.total * rowHeight > height - 16
    readonly property int rows: Math.max(1, Math.min(7, Math.floor((sheet.height - 16) / rowHeight)))

    SheetCard {
        id: sheet
        width: part.wide ? parent.width - pager.width - Metrics.gap : parent.width
        height: parent.height - (!part.wide && part.turns ? Metrics.innerTarget + Metrics.gap : 0)
        radius: Metrics.radiusBar
        Label {
            visible: part.view.total === 0
            anchors.centerIn: parent
            role: "inner-head"
            text: part.view.looked ? part.words["nothing-recent"] : part.words.busy
        }
        Column {
            x: 36
            y: 8
            width: parent.width - 72
            Repeater {
                model: Math.min(part.rows, part.view.imports.length)
                Item {
                    id: line
                    required property int index
                    readonly property var one: part.view.imports[index]
                    width: parent.width
                    height: part.rowHeight
                    Rectangle {
                        visible: line.index > 0
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: take.visible ? take.x - 20 : parent.width
                        FittingLabel {
                            width: parent.width
                            role: "inner-body"
                            bold: true
                            text: line.one ? line.one.when + " · " + line.one.who + (part.wide ? " · " + line.one.what : "") : ""
                        }
                        FittingLabel {
                            visible: !part.wide
                            width: parent.width
                            role: "inner-body"
                            text: line.one?.what ?? ""
                        }
                        FittingLabel {
                            width: parent.width
                            role: "inner-label"
                            color: Theme.inkSoft
                            text: line.one ? line.one.file + (part.wide ? " · " + line.one.state : "") : ""
                        }
                        FittingLabel {
                            visible: !part.wide
                            width: parent.width
                            role: "inner-label"
                            color: Theme.inkSoft
                            text: line.one?.state ?? ""
                        }
                    }
                    CompactButton {
                        id: take
                        objectName: "button-undo-" + line.index
                        visible: !!line.one?.mayUndo
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        kind: "secondary"
                        icon: "undo"
                        padding: 28
                        busy: part.view.busy
                        busyWord: part.words.busy
                        label: part.words["undo-short"]
                        onPressed: Staff.act("undo", { "which": line.one.key })
                    }
                }
            }
        }
    }
    ImportPager {
        id: pager
        x: parent.width - width
        y: part.wide ? 0 : parent.height - height
        height: part.wide ? sheet.height : Metrics.innerTarget
        first: part.view.first
        total: part.view.total
        rows: part.rows
        turns: part.turns
    }
}
