// How a device is, since when, and what to do about it.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var view // DeviceView
    property var words
    readonly property var how: view.card?.state ?? ({ "icon": "", "word": "", "tone": "" })

    tone: view.card?.tone ?? ""
    implicitHeight: todo.y + todo.height + 28

    StateLabel {
        id: sign
        x: 32
        y: 24
        role: "bench-head"
        icon: card.how.icon
        word: card.how.word
        tone: card.how.tone
    }
    FittingLabel {
        anchors.right: parent.right
        anchors.rightMargin: 32
        y: 28
        room: card.width - sign.width - 96
        width: Math.min(fullWidth + 1, room)
        role: "bench-body"
        color: Theme.inkSoft
        text: card.view.since ?? ""
    }
    FittingLabel {
        id: matters
        x: 32
        y: 84
        room: card.width - 64
        width: room
        role: "bench-body"
        bold: card.tone !== ""
        text: card.view.card?.matters ?? ""
    }
    Label {
        id: todo
        x: 32
        y: matters.y + matters.height + 10
        width: card.width - 64
        wraps: true
        role: "bench-body"
        color: Theme.inkSoft
        text: card.view.todo || card.words["nothing-to-do"]
    }
}
