pragma ComponentBehavior: Bound

// What would be saved, key by key, before and after; what is wrong with it, and when it counts.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: review

    property var view
    property var words

    Column {
        id: lines
        width: review.width
        spacing: 12
        Repeater {
            model: review.view.problems
            BenchCard {
                id: wrong
                required property var modelData
                width: lines.width
                height: why.height + 40
                tone: "care"
                StateLabel {
                    id: why
                    x: 28
                    anchors.verticalCenter: parent.verticalCenter
                    role: "bench-body"
                    icon: "tri"
                    tone: "care"
                    word: wrong.modelData
                    room: wrong.width - 56
                }
            }
        }
        Repeater {
            model: review.view.changes
            BenchCard {
                id: change
                required property var modelData
                readonly property bool wide: width > 1200
                width: lines.width
                height: wide ? Math.max(100, Math.max(before.height, after.height) + 28) : 104 + Math.max(before.height, after.height)
                FittingLabel {
                    x: 28
                    y: 8
                    room: (change.wide ? change.width / 2 : change.width) - 56
                    width: room
                    role: "bench-label"
                    color: Theme.inkSoft
                    text: change.modelData.key
                }
                FittingLabel {
                    x: 28
                    y: 46
                    height: 50
                    verticalAlignment: Text.AlignVCenter
                    room: (change.wide ? change.width / 2 : change.width) - 56
                    width: room
                    role: "bench-body"
                    text: change.modelData.meaning
                }
                FittingLabel {
                    id: before
                    x: change.wide ? change.width / 2 : 28
                    y: change.wide ? (change.height - height) / 2 : 90
                    room: change.wide ? change.width / 4 - 60 : change.width / 2 - 70
                    width: Math.min(fullWidth + 1, room)
                    role: "bench-body"
                    color: Theme.inkSoft
                    text: change.modelData.before
                }
                Icon {
                    x: before.x + before.width + 16
                    anchors.verticalCenter: before.verticalCenter
                    name: "right"
                    size: 36
                }
                FittingLabel {
                    id: after
                    x: before.x + before.width + 68
                    anchors.verticalCenter: before.verticalCenter
                    room: change.width - before.x - before.width - 96
                    width: room
                    role: "bench-button"
                    bold: true
                    text: change.modelData.after
                }
            }
        }
        Repeater {
            model: review.view.notes
            StateLabel {
                required property var modelData
                role: "bench-body"
                icon: "info"
                tone: "act"
                word: modelData
                room: lines.width
            }
        }
        StateLabel {
            visible: review.view.meanwhile
            role: "bench-body"
            icon: "tri"
            tone: "care"
            word: review.words.meanwhile
            room: lines.width
        }
    }
    Pager {
        id: pager
        visible: review.view.newer || review.view.older
        anchors.bottom: acts.top
        anchors.bottomMargin: 20
        width: review.width
        view: review.view
        words: review.words
    }
    Row {
        id: acts
        anchors.bottom: parent.bottom
        spacing: 20
        BenchButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            label: review.words.back
            onPressed: Staff.act("back")
        }
        BenchButton {
            objectName: "button-drop"
            visible: !review.view.undoing
            kind: "quiet"
            icon: "trash"
            label: review.words.drop
            onPressed: Staff.act("drop")
        }
        BenchButton {
            objectName: "button-save"
            icon: review.view.undoing ? "undo" : "check"
            missing: review.view.maySave ? "" : review.words.wrong
            busy: review.view.busy
            busyWord: review.words.busy
            label: review.view.undoing ? review.words["save-undo"] : review.view.two ? review.words["save-two"] : review.words.save
            onPressed: Staff.act("save")
        }
    }
}
