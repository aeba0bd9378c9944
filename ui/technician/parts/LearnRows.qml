pragma ComponentBehavior: Bound

// What came, the newest on top: bytes, the letters in them, and what the profile makes of them at the right.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var rows: [] // RowView
    property string nothing
    readonly property real rowHeight: 88
    readonly property int fit: Math.max(1, Math.floor((height - 24) / rowHeight))

    StateLabel {
        visible: card.rows.length === 0
        anchors.centerIn: parent
        icon: "clock"
        tone: "soft"
        role: "bench-body"
        word: card.nothing
    }
    Repeater {
        model: Math.min(card.rows.length, card.fit)
        Item {
            id: row
            required property int index
            readonly property bool careful: of.tone === "care"
            readonly property var of: card.rows[index] ?? ({ "top": "", "bottom": "", "values": "", "tone": "ink" })
            x: 28
            y: 12 + index * card.rowHeight
            width: card.width - 56
            height: card.rowHeight
            Rectangle {
                visible: row.index > 0
                width: parent.width
                height: 2
                color: Theme.hair
            }
            Label {
                y: row.of.bottom === "" ? 26 : 8
                width: parent.width - (said.visible ? said.width + 20 : 0)
                wrapMode: Text.NoWrap
                role: "bench-body"
                text: row.of.top
            }
            Label {
                y: 46
                width: parent.width - (said.visible ? said.width + 20 : 0)
                wrapMode: Text.NoWrap
                role: "bench-label"
                color: Theme.inkSoft
                text: row.of.bottom
            }
            StateLabel {
                id: said
                visible: word !== ""
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                icon: row.careful ? "tri" : ""
                tone: row.of.tone
                bold: row.of.tone === "ink"
                role: row.of.tone === "ink" ? "bench-head" : "bench-body"
                word: row.of.values
            }
        }
    }
}
