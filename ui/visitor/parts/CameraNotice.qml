// What the camera is for, in small words with its icon. Takes no room where the visit says nothing of it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Item {
    id: notice

    property bool present: true
    property bool first: false // the one thing to read now
    property bool low: false // on the floor, where the soft ink is too faint
    readonly property real sign: Math.round(Type.least * 1.1)

    readonly property color tone: notice.first || notice.low ? Theme.ink : Theme.inkSoft

    visible: notice.present && Visit.notice !== ""
    implicitHeight: visible ? Math.round(Type.base * Type.lineHeight) : 0
    height: implicitHeight

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        height: parent.height
        spacing: 18
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "camera"
            size: notice.sign
            color: notice.tone
            weight: 4
        }
        FittingLabel {
            anchors.verticalCenter: parent.verticalCenter
            room: notice.width - notice.sign - 18
            role: "base"
            bold: notice.first
            color: notice.tone
            text: Visit.notice
        }
    }
}
