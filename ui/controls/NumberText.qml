// A large number with its unit on the same baseline.
import QtQuick
import ui.theme

Item {
    id: number

    property string value
    property string unit
    property string role: "number-l"
    property color color: Theme.ink
    readonly property real px: Type.px(role)

    width: digits.width + (unit !== "" ? small.width + px * 0.07 : 0)
    height: px * 0.8
    Accessible.role: Accessible.StaticText
    Accessible.name: value + unit

    Text {
        id: digits
        text: number.value
        textFormat: Text.PlainText
        font.pixelSize: number.px
        font.weight: Font.Bold
        color: number.color
        y: number.height - baselineOffset - number.px * 0.03
    }
    Text {
        id: small
        visible: number.unit !== ""
        text: number.unit
        textFormat: Text.PlainText
        font.pixelSize: Math.max(Type.base, Math.round(number.px * 0.34))
        color: Theme.inkSoft
        anchors.baseline: digits.baseline
        anchors.left: digits.right
        anchors.leftMargin: number.px * 0.07
    }
}
