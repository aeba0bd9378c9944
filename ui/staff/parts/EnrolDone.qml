pragma ComponentBehavior: Bound

// What is kept from now on, for how long, and how it is taken back; then the next one.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.enrol
    readonly property bool wide: !Metrics.portrait

    Icon {
        id: sign
        x: part.wide ? 90 : (part.width - width) / 2
        y: part.wide ? 60 : 20
        name: "ok"
        size: part.wide ? 300 : 260
        color: Theme.done
        weight: 3.4
    }
    Column {
        x: part.wide ? 480 : 0
        y: part.wide ? 20 : sign.y + sign.height + 36
        width: part.width - x
        spacing: 24
        FittingLabel {
            width: parent.width
            role: "inner-title"
            bold: true
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            text: part.view.headline
        }
        Label {
            width: parent.width
            wraps: true
            role: "inner-button"
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: Theme.inkSoft
            text: part.view.lead
        }
        SheetCard {
            width: parent.width
            height: kept.height + 24
            radius: Metrics.radiusBar
            Column {
                id: kept
                y: 12
                width: parent.width
                Repeater {
                    model: part.view.kept
                    Item {
                        id: row
                        required property var modelData
                        required property int index
                        width: kept.width
                        height: Math.max(88, value.height + 24)
                        Rectangle {
                            visible: row.index > 0
                            x: 32
                            width: parent.width - 64
                            height: 2
                            color: Theme.hair
                        }
                        Label {
                            x: 32
                            anchors.verticalCenter: parent.verticalCenter
                            role: "inner-body"
                            bold: true
                            text: row.modelData.label
                        }
                        Label {
                            id: value
                            x: 270
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - x - 32
                            wraps: true
                            role: "inner-body"
                            color: Theme.inkSoft
                            text: row.modelData.value
                        }
                    }
                }
            }
        }
        CompactButton {
            objectName: "button-next"
            x: part.wide ? 0 : (parent.width - width) / 2
            width: part.wide ? 520 : parent.width
            height: 124
            icon: "next"
            label: part.words.next
            onPressed: Staff.act("begin_anew")
        }
    }
}
