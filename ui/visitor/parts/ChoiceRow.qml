// One thing to measure: an icon on a disc, the word, how long it takes. The whole row can be touched.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

TouchTarget {
    id: choice

    property string buttonId
    property string icon
    readonly property bool narrow: choice.width < 640 // no arrow, and the word keeps its line below it
    readonly property bool flat: choice.height < 1.75 * (Type.act + Type.base)
    readonly property bool low: choice.flat && !choice.narrow && word.implicitWidth < 0.4 * choice.width // word and line side by side

    objectName: "button-" + choice.buttonId
    visible: Visit.buttons.includes(choice.buttonId)
    caption: Visit.labels[choice.buttonId] ?? ""
    onPressed: Visit.press(choice.buttonId)

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusCard
        color: Theme.act
    }
    Rectangle {
        width: parent.width
        y: choice.down ? Metrics.lip - 3 : 0
        height: parent.height - Metrics.lip - 2
        radius: Metrics.radiusCard
        color: Theme.card
        border.width: Metrics.edge
        border.color: Theme.act
        Behavior on y { NumberAnimation { duration: 80 } }

        Rectangle {
            id: disc
            x: choice.narrow ? 24 : choice.low ? 36 : 56
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(choice.narrow ? 132 : 188, parent.height - 48)
            height: width
            radius: width / 2
            color: Theme.actTint
            Icon {
                anchors.centerIn: parent
                name: choice.icon
                size: parent.width * 0.64
                color: Theme.act
                weight: 3.6
            }
        }
        Grid {
            id: said
            x: disc.x + disc.width + (choice.narrow ? 24 : choice.low ? 36 : 56)
            width: parent.width - x - (choice.narrow ? 16 : choice.low ? 120 : 148)
            columns: choice.low ? 2 : 1
            columnSpacing: 28
            verticalItemAlignment: Grid.AlignVCenter
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: -6
            Label {
                id: word
                role: "act"
                bold: true
                color: Theme.act
                text: choice.caption
                Accessible.ignored: true
            }
            FittingLabel {
                id: line
                // Where both would not fit the word alone is said.
                visible: line.text !== "" && line.fullWidth <= line.width
                    && (choice.low || word.implicitHeight + line.implicitHeight + 30 <= choice.height)
                width: said.width - (choice.low ? word.width + said.columnSpacing : 0)
                role: "base"
                color: Theme.inkSoft
                text: Visit.details[choice.buttonId] ?? ""
            }
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: choice.low ? 28 : 44
            anchors.verticalCenter: parent.verticalCenter
            visible: !choice.narrow && said.x + word.implicitWidth + 110 <= choice.width
            name: "next"
            size: 84
            color: Theme.act
            weight: 4.4
        }
    }
}
