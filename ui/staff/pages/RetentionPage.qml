pragma ComponentBehavior: Bound

// What is kept how long, what goes tonight, and what the last nights removed. Nothing can be done here.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.retention
    readonly property real half: wide ? (width - 2 * Metrics.innerPad - Metrics.gap) / 2 : width - 2 * Metrics.innerPad

    title: words.title
    note: view.at

    SheetCard {
        id: kept
        width: page.half
        height: page.wide ? parent.height : 712
        radius: Metrics.radiusBar
        Label {
            x: 36
            y: 22
            role: "inner-head"
            bold: true
            text: page.words.kept
        }
        Column {
            x: 36
            y: 92
            width: parent.width - 72
            Repeater {
                model: page.view.periods
                Item {
                    id: period
                    required property var modelData
                    required property int index
                    width: kept.width - 72
                    height: (kept.height - 100) / Math.max(1, page.view.periods.length)
                    Rectangle {
                        visible: period.index > 0
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    FittingLabel {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - long.width - 24
                        role: "inner-body"
                        text: period.modelData[0]
                    }
                    Label {
                        id: long
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        role: "inner-body"
                        bold: true
                        text: period.modelData[1]
                    }
                }
            }
        }
    }
    SheetCard {
        id: tonight
        x: page.wide ? page.half + Metrics.gap : 0
        y: page.wide ? 0 : kept.height + Metrics.gap
        width: page.half
        height: page.wide ? 216 : 190
        radius: Metrics.radiusBar
        color: page.view.leapt !== "" || page.view.failure !== "" ? Theme.peopleTint : Theme.card
        Row {
            x: 36
            anchors.verticalCenter: parent.verticalCenter
            spacing: 20
            Icon {
                id: sign
                visible: page.view.tonight !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: page.view.leapt !== "" || page.view.failure !== "" ? "tri" : "clock"
                size: Type.innerHead
                color: page.view.leapt !== "" || page.view.failure !== "" ? Theme.care : Theme.ink
            }
            FittingLabel {
                anchors.verticalCenter: parent.verticalCenter
                width: tonight.width - 72 - sign.width - 20
                role: page.view.leapt !== "" || page.view.tonight.length > 40 ? "inner-label" : "inner-body"
                bold: page.view.leapt !== ""
                text: page.view.leapt !== "" ? page.view.leapt : page.view.failure !== "" ? page.view.failure : page.view.tonight
            }
        }
    }
    SheetCard {
        id: past
        x: tonight.x
        y: tonight.y + tonight.height + Metrics.gap
        width: page.half
        height: parent.height - y
        radius: Metrics.radiusBar
        Label {
            x: 36
            y: 22
            role: "inner-head"
            bold: true
            text: page.words.past
        }
        StateLabel {
            visible: page.view.past.length === 0 && !page.view.busy
            anchors.centerIn: parent
            icon: "info"
            tone: "soft"
            word: page.words["none-yet"]
        }
        Column {
            x: 36
            y: 88
            width: parent.width - 72
            Repeater {
                model: page.view.past
                Item {
                    id: night
                    required property var modelData
                    required property int index
                    objectName: "past-" + index
                    width: past.width - 72
                    height: Math.min(152, (past.height - 96) / 4)
                    Rectangle {
                        visible: night.index > 0
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width
                        StateLabel {
                            role: "inner-label"
                            icon: night.modelData.failed ? "tri" : "ok"
                            tone: night.modelData.failed ? "care" : "done"
                            word: night.modelData.when + (night.modelData.took === "" ? "" : " · " + night.modelData.took)
                            room: parent.width
                        }
                        FittingLabel {
                            width: parent.width
                            role: "inner-label"
                            text: night.modelData.what
                        }
                    }
                }
            }
        }
    }
}
