// No code can be shown here: the one on the phone or on paper does as well.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

SheetCard {
    id: card

    Label {
        x: 44
        y: 26
        role: "body"
        color: Theme.inkSoft
        text: Visit.notice
    }
    Row {
        x: 44
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 40
        spacing: 64
        Repeater {
            model: Visit.tips
            Row {
                id: option
                required property var modelData
                spacing: 30
                Rectangle {
                    width: 120
                    height: 120
                    radius: 60
                    color: Theme.actTint
                    Icon {
                        anchors.centerIn: parent
                        name: option.modelData.icon
                        size: 78
                        color: Theme.act
                        weight: 3.8
                    }
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "lead"
                    bold: true
                    text: option.modelData.text
                }
            }
        }
    }
}
