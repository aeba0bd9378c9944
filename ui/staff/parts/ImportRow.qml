pragma ComponentBehavior: Bound

// One row opened: what is wrong and what to do, or field by field what changes; and what else to know.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

SheetCard {
    id: part

    readonly property var view: Staff.content.row
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait

    radius: Metrics.radiusBar

    Column {
        x: 56
        y: 40
        width: parent.width - 112
        spacing: 20
        FittingLabel {
            width: parent.width
            role: "inner-title"
            bold: true
            text: part.view.title
        }
        Label {
            role: "inner-head"
            color: Theme.inkSoft
            text: part.view.number
        }
        StateLabel {
            role: "inner-head"
            icon: part.view.icon
            tone: part.view.tone
            word: part.view.problem !== "" ? part.view.problem : part.view.word
            room: parent.width
        }
        Label {
            visible: part.view.detail !== ""
            width: parent.width
            wraps: true
            role: "inner-body"
            text: part.view.detail
        }
        Label {
            visible: part.view.remedy !== ""
            width: parent.width
            wraps: true
            role: "inner-head"
            color: Theme.act
            bold: true
            text: part.view.remedy
        }
        Column {
            visible: part.view.changes.length > 0
            width: parent.width
            TableHead {
                width: parent.width
                pad: 0
                columns: [{ "title": "", "share": 6 }, { "title": part.words.before, "share": 10 }, { "title": part.words.after, "share": 10 }]
            }
            Repeater {
                model: part.view.changes.slice(0, 8)
                Item {
                    id: change
                    required property var modelData
                    readonly property var cells: [modelData.label, modelData.before, modelData.after]
                    width: parent.width
                    height: part.wide ? 60 : 76
                    Rectangle {
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    Repeater {
                        model: change.cells
                        FittingLabel {
                            required property string modelData
                            required property int index
                            x: change.width * [0, 6, 16][index] / 26
                            width: change.width * [6, 10, 10][index] / 26 - 12
                            anchors.verticalCenter: change.verticalCenter
                            role: "inner-body"
                            bold: index === 2
                            color: index === 2 ? Theme.ink : Theme.inkSoft
                            text: modelData
                        }
                    }
                }
            }
        }
        Repeater {
            model: part.view.hints.slice(0, 4)
            Row {
                id: hint
                required property string modelData
                width: parent.width
                spacing: 20
                Icon {
                    name: "info"
                    size: 42
                    color: Theme.act
                }
                Label {
                    width: parent.width - 62
                    wraps: true
                    role: "inner-body"
                    text: hint.modelData
                }
            }
        }
    }
}
