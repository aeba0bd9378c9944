// One key of the pinyin pad: a letter, a sign, a character to choose, or a word for what it does.
import QtQuick
import ui.theme

TouchTarget {
    id: key

    property string word
    property string icon
    property string kind: "key" // key, choice, best, chosen
    property string role: "inner-head"
    property bool off: false
    readonly property bool filled: kind === "best" || kind === "chosen"
    readonly property color tint: filled ? Theme.actText : kind === "choice" ? Theme.act : Theme.ink

    /// About as wide as the word is, a letter being half a character.
    readonly property real fullWidth: Type.px(role) * [...word].reduce((sum, sign) => sum + (sign < "\u0250" ? 0.62 : 1), 0)

    enabled: !off
    caption: word
    implicitHeight: 96

    Rectangle {
        anchors.fill: parent
        visible: !key.off
        radius: Metrics.radiusKey
        color: key.filled ? Theme.actLip : key.kind === "choice" ? Theme.act : Theme.line
    }
    Rectangle {
        width: parent.width
        y: key.down ? Metrics.lipSmall - 3 : 0
        height: parent.height - (key.off ? 0 : Metrics.lipSmall)
        radius: Metrics.radiusKey
        color: key.off ? Theme.well : key.filled ? Theme.act : Theme.card
        border.width: key.filled && !key.off ? 0 : Metrics.edge
        border.color: key.off ? Theme.hair : key.kind === "choice" ? Theme.act : Theme.line
        Behavior on y { NumberAnimation { duration: 80 } }
        Row {
            anchors.centerIn: parent
            anchors.verticalCenterOffset: -2
            spacing: 10
            layoutDirection: key.icon === "next" ? Qt.RightToLeft : Qt.LeftToRight
            Icon {
                visible: key.icon !== ""
                anchors.verticalCenter: parent.verticalCenter
                name: key.icon
                size: 36
                color: key.off ? Theme.inkSoft : key.tint
                weight: 5
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                role: key.role
                factor: Math.min(1, (key.width - 20 - (key.icon === "" ? 0 : 46)) / key.fullWidth)
                bold: true
                color: key.off ? Theme.inkSoft : key.tint
                text: key.word
                Accessible.ignored: true
            }
        }
    }
}
