pragma ComponentBehavior: Bound

// What stands of the person, each consent with taking it back beside it, and what else can be done.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.rights
    readonly property bool wide: !Metrics.portrait
    readonly property int columns: wide ? 5 : 3
    readonly property real actsHeight: wide ? Metrics.innerTarget : 2 * Metrics.innerTarget + Metrics.gap
    readonly property bool many: view.consents.length > 4
    readonly property int rowHeight: wide || many ? 108 : 124
    readonly property real cardsHeight: height - actsHeight - Metrics.gap - there.height

    Rectangle {
        id: there
        width: parent.width
        height: 72
        radius: Metrics.radiusPlate
        color: Theme.doneTint
        StateLabel {
            x: 24
            anchors.verticalCenter: parent.verticalCenter
            icon: "ok"
            tone: "done"
            word: part.view.lead + (part.view.helped === "" ? "" : " · " + part.view.helped)
            room: parent.width - 48
        }
    }
    SheetCard {
        id: consents
        y: there.height + Metrics.gap
        width: part.wide ? (part.width - Metrics.gap) * 0.56 : part.width
        height: part.wide ? part.cardsHeight - Metrics.gap : 96 + list.height + 28
        radius: Metrics.radiusBar
        Label {
            x: 44
            y: 18
            role: "inner-head"
            bold: true
            text: part.words.consents
        }
        Column {
            id: list
            x: 44
            y: 84
            width: parent.width - 88
            Repeater {
                model: part.view.consents
                Item {
                    id: consent
                    required property var modelData
                    required property int index
                    width: list.width
                    height: part.many && !modelData.mayWithdraw ? 92 : part.rowHeight
                    Rectangle {
                        visible: consent.index > 0
                        width: parent.width
                        height: 2
                        color: Theme.hair
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: back.visible ? back.x - 24 : parent.width
                        Row {
                            spacing: 24
                            Label {
                                role: "inner-body"
                                bold: true
                                text: consent.modelData.kind
                            }
                            StateLabel {
                                icon: consent.modelData.icon
                                tone: consent.modelData.tone
                                word: consent.modelData.word
                            }
                        }
                        FittingLabel {
                            visible: consent.modelData.detail !== ""
                            width: parent.width
                            role: "inner-label"
                            color: Theme.inkSoft
                            text: consent.modelData.detail
                        }
                    }
                    CompactButton {
                        id: back
                        objectName: "button-withdraw-" + consent.modelData.key
                        visible: consent.modelData.mayWithdraw
                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        width: 176
                        height: 96
                        padding: 8
                        kind: "quiet"
                        busy: part.view.busy
                        busyWord: part.words.busy
                        label: consent.modelData.icon === "minus" ? part.words.refuse : part.words.withdraw
                        onPressed: Staff.act("withdraw", { "kind": consent.modelData.key })
                    }
                }
            }
        }
    }
    SheetCard {
        x: part.wide ? consents.width + Metrics.gap : 0
        y: part.wide ? consents.y : consents.y + consents.height + Metrics.gap
        width: part.width - x
        height: part.wide ? consents.height : there.height + part.cardsHeight - y
        radius: Metrics.radiusBar
        Label {
            x: 44
            y: 22
            role: "inner-head"
            bold: true
            text: part.words.kept
        }
        Column {
            x: 44
            y: 94
            width: parent.width - 88
            spacing: part.wide ? 28 : 16
            Repeater {
                model: part.view.kept
                Column {
                    id: kept
                    required property var modelData
                    width: parent.width
                    Label {
                        role: "inner-body"
                        bold: true
                        text: kept.modelData.label
                    }
                    Label {
                        width: parent.width
                        wraps: true
                        role: "inner-label"
                        color: Theme.inkSoft
                        text: kept.modelData.value
                    }
                }
            }
        }
    }
    Grid {
        id: acts
        y: part.height - part.actsHeight
        columns: part.columns
        spacing: Metrics.gap
        Repeater {
            model: part.view.acts
            CompactButton {
                required property var modelData
                objectName: "button-" + modelData.key
                width: (part.width - (part.columns - 1) * acts.spacing) / part.columns
                padding: 8
                kind: modelData.key === "see" ? "primary" : modelData.key === "forget" ? "quiet" : "secondary"
                icon: modelData.icon
                missing: modelData.missing
                busy: part.view.busy
                busyWord: part.words.busy
                label: modelData.label
                onPressed: Staff.act(modelData.key)
            }
        }
        Loader {
            active: !part.wide
            sourceComponent: HelperButton {
                width: (part.width - (part.columns - 1) * acts.spacing) / part.columns
                padding: 8
            }
        }
    }
}
