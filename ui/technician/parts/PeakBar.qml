// A value beside the highest one so far: the lens is turned until the bar is full and stays so.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: bar

    property string label
    property string value
    property string peakWord
    property string peak
    property real part // 0..1

    implicitHeight: 136

    Label {
        id: head
        x: 24
        y: 12
        role: "bench-label"
        color: Theme.inkSoft
        text: bar.label
    }
    Label {
        x: 24
        y: head.y + head.height - 6
        role: "bench-head"
        bold: true
        text: bar.value
    }
    Label {
        anchors.right: parent.right
        anchors.rightMargin: 24
        y: head.y + head.height
        role: "bench-body"
        color: Theme.inkSoft
        text: bar.peakWord + " " + bar.peak
    }
    Rectangle {
        x: 24
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 20
        width: parent.width - 48
        height: 24
        radius: 12
        color: Theme.track
        Rectangle {
            width: Math.max(height, parent.width * bar.part)
            height: parent.height
            radius: 12
            color: bar.part > 0.97 ? Theme.done : Theme.act
        }
        Rectangle { // the peak
            x: parent.width - 4
            y: -6
            width: 6
            height: parent.height + 12
            color: Theme.ink
        }
    }
}
