// Text by role. Always plain: what a card says is never markup.
import QtQuick
import ui.theme

Text {
    id: label

    property string role: "base"
    property bool bold: false
    property bool wraps: false
    property real factor: 1

    textFormat: Text.PlainText
    font.pixelSize: Math.round(Type.px(label.role) * label.factor)
    font.weight: label.bold ? Font.Bold : Font.Normal
    color: Theme.ink
    wrapMode: label.wraps ? Text.Wrap : Text.NoWrap
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(font.pixelSize * (label.role === "headline" ? Type.headlineHeight : Type.lineHeight))
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text
}
