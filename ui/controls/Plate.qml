// A plate with a word to call by, such as a queue word. It has no lip: nothing happens when it is touched.
import QtQuick
import ui.theme

Rectangle {
    id: plate

    property string text
    property bool warm: false // somebody waits

    implicitWidth: 150
    implicitHeight: Math.max(72, word.height + 12)
    radius: Metrics.radiusKey
    color: warm ? Theme.people : Theme.well
    border.width: warm && Theme.contrast ? 0 : 2
    border.color: warm ? Theme.peopleLip : Theme.hair

    FittingLabel {
        id: word
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -2
        width: parent.width - 16
        horizontalAlignment: Text.AlignHCenter
        role: "inner-body"
        bold: true
        color: plate.warm ? Theme.peopleText : Theme.ink
        text: plate.text.length > 7 ? plate.text.replace(" ", "\n") : plate.text
    }
}
