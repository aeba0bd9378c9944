// What was refused or is asked: it says so beside the acts.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: told

    property string words

    visible: words !== ""
    height: Math.max(84, said.height + 28)
    tone: "care"
    color: Theme.peopleTint

    Icon {
        x: 24
        anchors.verticalCenter: parent.verticalCenter
        name: "tri"
        size: 44
        color: Theme.care
        weight: 4.6
    }
    Label {
        id: said
        x: 88
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 20
        role: "bench-body"
        wraps: true
        text: told.words
    }
}
