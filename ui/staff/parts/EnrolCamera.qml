pragma ComponentBehavior: Bound

// The doorway with whoever stands before the camera, the one thing to do, and what is right already. Before it opens: what it
// is for. Nothing of a picture stays once it is shut.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.enrol
    readonly property var camera: view.camera
    readonly property bool wide: !Metrics.portrait
    readonly property bool live: camera.live && view.step === "looking"
    readonly property int lacking: camera.wanted - camera.taken

    Doorway {
        id: door
        x: part.wide ? 60 : (part.width - width) / 2
        y: 24
        width: part.wide ? 412 : 460
        height: part.wide ? 460 : 520
        progress: part.camera.progress
        good: part.camera.good
        guide: part.live
        showsPreview: part.live
        previewSource: Staff.previewSource
        Rectangle {
            visible: part.camera.turn !== ""
            x: part.camera.turn === "left" ? -56 : parent.width - 56
            y: parent.height * 0.4
            width: 112
            height: 112
            radius: 56
            color: Theme.act
            border.width: 5
            border.color: Theme.actText
            Icon {
                anchors.centerIn: parent
                name: part.camera.turn === "left" ? "left" : "right"
                size: 76
                color: Theme.actText
                weight: 5
            }
        }
    }
    Row {
        id: shots
        x: door.x + (door.width - width) / 2
        y: door.y + door.height + 56
        spacing: 20
        Repeater {
            model: part.camera.wanted
            Column {
                id: shot
                required property int index
                readonly property bool kept: index < part.camera.taken
                spacing: 4
                Rectangle {
                    width: 116
                    height: 84
                    radius: Metrics.radiusKey
                    color: shot.kept ? Theme.doneTint : Theme.well
                    border.width: 4
                    border.color: shot.kept ? Theme.done : Theme.hair
                    Icon {
                        visible: shot.kept
                        anchors.centerIn: parent
                        name: "check"
                        size: 56
                        color: Theme.done
                        weight: 6
                    }
                    Label {
                        visible: !shot.kept
                        anchors.centerIn: parent
                        role: "inner-button"
                        bold: true
                        color: Theme.inkSoft
                        text: shot.index + 1
                    }
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    role: "inner-label"
                    bold: shot.kept
                    color: shot.kept ? Theme.done : Theme.inkSoft
                    text: shot.kept ? part.words["shot-kept"] : part.words["shot-next"]
                }
            }
        }
    }
    Column {
        id: said
        x: part.wide ? 580 : 0
        y: part.wide ? 16 : shots.y + shots.height + 28
        width: part.wide ? 520 : part.width
        spacing: part.wide ? 14 : 8
        FittingLabel {
            width: parent.width
            role: "inner-title"
            bold: true
            horizontalAlignment: part.wide ? Text.AlignLeft : Text.AlignHCenter
            color: part.view.step === "interrupted" ? Theme.care : Theme.ink
            text: part.camera.live ? part.camera.headline : part.view.headline
        }
        Label {
            visible: !part.live && text !== ""
            width: parent.width
            wraps: true
            role: "inner-button"
            color: Theme.ink
            text: part.view.lead
        }
        Grid {
            visible: part.live
            width: parent.width
            columns: part.wide ? 1 : 2
            columnSpacing: 24
            rowSpacing: 4
            Repeater {
                model: part.live ? part.camera.checks : []
                Item {
                    id: check
                    required property var modelData
                    readonly property bool wrong: modelData.state === "look"
                    width: part.wide ? said.width : (said.width - 24) / 2
                    height: 66
                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: check.modelData.state === "ok" ? "ok" : check.wrong ? "tri" : "minus"
                        size: 44
                        color: check.modelData.state === "ok" ? Theme.done : check.wrong ? Theme.care : Theme.inkSoft
                        weight: 4.6
                    }
                    Label {
                        x: 64
                        anchors.verticalCenter: parent.verticalCenter
                        role: "inner-body"
                        bold: true
                        text: check.modelData.label
                    }
                    FittingLabel {
                        x: 164
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - x
                        role: "inner-body"
                        bold: check.wrong
                        color: check.wrong ? Theme.care : Theme.inkSoft
                        text: check.modelData.word
                    }
                }
            }
        }
    }
    Column {
        x: part.wide ? 1140 : 0
        y: part.wide ? parent.height - height - 28 : parent.height - height - 36
        width: part.width - x
        spacing: 20
        Rectangle {
            visible: part.wide
            width: parent.width
            height: promise.height + 48
            radius: Metrics.radiusBar
            color: Theme.well
            Column {
                id: promise
                x: 32
                y: 24
                width: parent.width - 64
                spacing: 8
                Repeater {
                    model: ["only-template", "whole-face", "not-needed"]
                    Label {
                        required property string modelData
                        width: promise.width
                        wraps: true
                        role: "inner-label"
                        bold: modelData === "only-template"
                        text: part.words[modelData]
                    }
                }
            }
        }
        CompactButton {
            objectName: "button-look"
            visible: part.view.step === "notice" || part.view.step === "interrupted"
            width: parent.width
            height: 120
            icon: "camera"
            label: part.view.step === "notice" ? part.words["open-camera"] : part.words.again
            onPressed: Staff.act("look")
        }
        CompactButton {
            visible: part.camera.live
            width: parent.width
            height: 120
            icon: "camera"
            busy: part.lacking <= 0
            busyWord: part.view.step === "comparing" ? part.view.lead : part.words.almost
            missing: part.lacking > 0 ? part.words["shots-before"] + " " + part.lacking + " " + part.words["shots-after"] : ""
        }
        CompactButton {
            objectName: "button-without-face"
            visible: part.view.step === "notice" || part.view.step === "interrupted"
            width: parent.width
            kind: "quiet"
            label: part.words["without-face"]
            onPressed: Staff.act("without_face")
        }
        CompactButton {
            objectName: "button-stop"
            visible: part.live
            width: parent.width
            kind: "quiet"
            label: part.words.stop
            onPressed: Staff.act("stop_looking")
        }
    }
}
