pragma ComponentBehavior: Bound

// One touch chooses: a device with its method, a reference, a reason. What does not fit stands on another page of the list.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: list

    property var choices: [] // ChoiceView
    readonly property real rowHeight: Metrics.portrait ? 146 : 104 // the second line may take two
    readonly property real step: rowHeight + 12
    readonly property bool paged: choices.length * step > height + 12
    readonly property int fits: Math.max(1, Math.floor((height + 12 - (paged ? Metrics.benchTarget + 12 : 0)) / step))
    property int first: 0

    onChoicesChanged: {
        if (list.first >= list.choices.length)
            list.first = 0;
    }

    Repeater {
        model: Math.min(list.fits, list.choices.length - list.first)
        TouchTarget {
            id: row
            required property int index
            readonly property var of: list.choices[list.first + index] ?? ({ "key": "", "title": "", "sub": "", "word": "", "sign": "", "tone": "act" })
            readonly property bool broken: of.tone === "alarm"
            objectName: "choice-" + of.key
            caption: of.title + " " + of.sub + " " + of.word
            y: index * list.step
            width: list.width
            height: list.rowHeight
            onPressed: Staff.act("choose", { "key": row.of.key })
            Rectangle {
                anchors.fill: parent
                radius: Metrics.radiusInner
                color: row.broken ? Theme.alarm : row.of.tone === "care" ? Theme.care : Theme.act
            }
            Rectangle {
                width: parent.width
                y: row.down ? 5 : 0
                height: parent.height - 8
                radius: Metrics.radiusInner
                color: Theme.card
                border.width: Metrics.edge
                border.color: row.broken ? Theme.alarm : row.of.tone === "care" ? Theme.care : Theme.act
                Icon {
                    id: sign
                    visible: row.of.sign !== "" && row.of.word === ""
                    x: 28
                    anchors.verticalCenter: parent.verticalCenter
                    name: row.of.sign
                    size: 52
                    color: Theme.act
                    weight: 4.4
                }
                Column {
                    x: row.of.sign !== "" && row.of.word === "" ? 108 : 32
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.verticalCenterOffset: -2
                    FittingLabel {
                        room: end.x - parent.x - 20
                        width: room
                        role: "bench-button"
                        bold: true
                        text: row.of.title
                        Accessible.ignored: true
                    }
                    FittingLabel {
                        visible: text !== ""
                        room: end.x - parent.x - 20
                        width: room
                        role: "bench-label"
                        color: Theme.inkSoft
                        text: row.of.sub
                        Accessible.ignored: true
                    }
                }
                StateLabel {
                    id: end
                    anchors.right: parent.right
                    anchors.rightMargin: 28
                    anchors.verticalCenter: parent.verticalCenter
                    icon: row.of.word === "" ? "" : row.of.sign
                    tone: row.of.tone
                    role: "bench-body"
                    word: row.of.word
                }
            }
        }
    }
    BenchButton {
        objectName: "button-choices-before"
        visible: list.paged && list.first > 0
        y: list.height - height
        kind: "quiet"
        icon: "up"
        label: Staff.words.choices.before
        onPressed: list.first = Math.max(0, list.first - list.fits)
    }
    BenchButton {
        objectName: "button-choices-more"
        visible: list.paged && list.first + list.fits < list.choices.length
        anchors.right: parent.right
        y: list.height - height
        kind: "quiet"
        icon: "down"
        label: Staff.words.choices.more
        onPressed: list.first += list.fits
    }
}
