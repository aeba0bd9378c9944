pragma ComponentBehavior: Bound

// What was looked at, what staff must decide, and 保存.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.enrol
    readonly property bool wide: !Metrics.portrait
    readonly property bool judges: !!view.alike
    readonly property bool vouches: !judges && view.reasons.length > 0

    Column {
        id: found
        width: part.wide ? 800 : parent.width
        spacing: 20
        FittingLabel {
            width: parent.width
            role: "inner-head"
            bold: true
            text: part.view.headline
        }
        Label {
            visible: text !== ""
            width: parent.width
            wraps: true
            role: "inner-body"
            bold: part.view.step === "check"
            color: part.view.step === "check" ? Theme.care : Theme.inkSoft
            text: part.view.lead
        }
        SheetCard {
            width: parent.width
            height: list.height + 24
            radius: Metrics.radiusBar
            Column {
                id: list
                y: 12
                width: parent.width
                Repeater {
                    model: part.view.checks
                    Item {
                        id: row
                        required property var modelData
                        required property int index
                        readonly property bool wrong: modelData.state === "look"
                        width: list.width
                        height: 88
                        Rectangle {
                            visible: row.index > 0
                            x: 32
                            width: parent.width - 64
                            height: 2
                            color: Theme.hair
                        }
                        Icon {
                            x: 32
                            anchors.verticalCenter: parent.verticalCenter
                            name: row.modelData.state === "ok" ? "ok" : row.wrong ? "tri" : "minus"
                            size: 46
                            color: row.modelData.state === "ok" ? Theme.done : row.wrong ? Theme.care : Theme.inkSoft
                            weight: 4.6
                        }
                        Label {
                            x: 104
                            anchors.verticalCenter: parent.verticalCenter
                            role: "inner-body"
                            bold: true
                            text: row.modelData.label
                        }
                        FittingLabel {
                            x: 240
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - x - 32
                            role: "inner-body"
                            bold: row.wrong
                            color: row.wrong ? Theme.care : Theme.inkSoft
                            text: row.modelData.word
                        }
                    }
                }
            }
        }
    }
    Column {
        x: part.wide ? found.width + 36 : 0
        y: part.wide ? 0 : found.height + 36
        width: parent.width - x
        spacing: 20
        FittingLabel {
            visible: part.judges || part.vouches
            width: parent.width
            role: "inner-head"
            bold: true
            text: part.judges ? part.words["same-or-not"] : part.words["why-unlike"]
        }
        Rectangle {
            visible: part.judges
            width: parent.width
            height: 112
            radius: Metrics.radiusBar
            color: Theme.actTint
            FittingLabel {
                x: 32
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 64
                role: "inner-head"
                bold: true
                text: part.judges ? part.view.alike.one + "  ·  " + part.view.alike.others : ""
            }
        }
        Repeater {
            model: part.judges ? [false, true] : []
            Column {
                id: choice
                required property bool modelData
                width: parent.width
                spacing: 6
                CompactButton {
                    objectName: choice.modelData ? "button-same" : "button-two"
                    width: parent.width
                    height: 112
                    kind: "secondary"
                    label: choice.modelData ? part.words["one-person"] : part.words["two-people"]
                    onPressed: Staff.act("judge", { "same_person": choice.modelData })
                }
                FittingLabel {
                    width: parent.width
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: choice.modelData ? part.words["one-person-what"] : part.words["two-people-what"]
                }
            }
        }
        Repeater {
            model: part.vouches ? part.view.reasons : []
            CompactButton {
                required property string modelData
                required property int index
                objectName: "button-reason-" + index
                width: parent.width
                height: 112
                kind: "secondary"
                label: modelData
                onPressed: Staff.act("vouch", { "reason": modelData })
            }
        }
        EnrolPerson {
            visible: !part.judges && !part.vouches && !!part.view.person
            width: parent.width
            person: part.view.person ?? ({ "name": "", "fields": [], "warnings": [], "standing": "", "looks": false })
            rows: 2
        }
        CompactButton {
            objectName: "button-save"
            width: parent.width
            height: 132
            icon: "check"
            label: part.view.save
            missing: part.view.missing
            busy: part.view.step === "saving"
            busyWord: part.view.save
            onPressed: Staff.act("save")
        }
        CompactButton {
            objectName: "button-look-again"
            visible: !part.judges && part.view.step === "check" && part.view.mayLook && part.view.checks.some(row => row.name === "list")
            width: parent.width
            kind: "quiet"
            icon: "camera"
            label: part.words.again
            onPressed: Staff.act("look")
        }
    }
}
