pragma ComponentBehavior: Bound

// One touch chooses: a device with its method, a reference, a reason.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Flickable {
    id: list

    property var choices: [] // ChoiceView
    readonly property real rowHeight: Metrics.portrait ? 146 : 104 // the second line may take two

    contentHeight: choices.length * (rowHeight + 12)
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Repeater {
        model: list.choices.length
        TouchTarget {
            id: row
            required property int index
            readonly property var of: list.choices[index] ?? ({ "key": "", "title": "", "sub": "", "word": "", "sign": "", "tone": "act" })
            readonly property bool broken: of.tone === "alarm"
            objectName: "choice-" + of.key
            // The software renderer draws icons outside a clip: a row that is not whole has none.
            readonly property bool whole: y >= list.contentY && y + height <= list.contentY + list.height
            visible: y < list.contentY + list.height && y + height > list.contentY
            caption: of.title + " " + of.sub + " " + of.word
            y: index * (list.rowHeight + 12)
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
                    visible: row.whole && row.of.sign !== "" && row.of.word === ""
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
                    icon: row.of.word === "" || !row.whole ? "" : row.of.sign
                    tone: row.of.tone
                    role: "bench-body"
                    word: row.of.word
                }
            }
        }
    }
}
