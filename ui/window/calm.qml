// Shown when a screen cannot be loaded: calm, and with the way to a person. Needs nothing but Qt Quick itself.
import QtQuick

Rectangle {
    color: "#FAF4E6"
    Text {
        anchors.centerIn: parent
        width: parent.width - 144
        horizontalAlignment: Text.AlignHCenter
        textFormat: Text.PlainText
        wrapMode: Text.Wrap
        lineHeight: 1.36
        color: "#1D2427"
        font.pixelSize: 104
        font.bold: true
        text: "请稍候\n工作人员马上来"
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
}
