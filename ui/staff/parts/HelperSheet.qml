pragma ComponentBehavior: Bound

// Somebody who helps is noted. The person is asked in visitors' sizes, on the screen that is turned to them: yes and no are
// as large as each other, and what is noted stands there before they answer.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: sheet

    property var view // a HelperView
    readonly property var words: Staff.words.helping
    readonly property bool wide: !Metrics.portrait
    readonly property bool person: view.step === "ask" || view.step === "relation" // who is asked, by the screen
    readonly property real pad: wide ? 56 : 48
    readonly property real button: 172
    readonly property real answersTop: height - answers.height - (wide ? 40 : 56)

    function answer(action: string, more: var): void {
        Staff.act(action, Object.assign({ "turn": sheet.view.turn }, more));
    }

    color: Theme.paper

    Label {
        x: sheet.pad
        y: sheet.wide ? 48 : 56
        width: back.x - x - 24
        wraps: true
        role: "inner-body"
        color: Theme.inkSoft
        text: sheet.person ? sheet.words.turn : sheet.words.title
    }
    CompactButton {
        id: back
        objectName: "button-without-helper"
        visible: sheet.view.step === "card" || sheet.view.step === "relation"
        anchors.right: parent.right
        anchors.rightMargin: sheet.pad
        y: 36
        kind: "quiet"
        icon: "back"
        label: sheet.words.back
        onPressed: Staff.act("without_helper")
    }
    Column {
        x: sheet.pad
        y: Math.max(sheet.wide ? 140 : 180, (sheet.answersTop - height) / 2)
        width: sheet.width - 2 * sheet.pad
        spacing: 40
        CardPicture {
            visible: !sheet.person && sheet.view.step !== "noting" && sheet.height > 900
            anchors.horizontalCenter: parent.horizontalCenter
            width: sheet.wide ? 420 : 560
            height: sheet.wide ? 300 : 480
        }
        Icon {
            visible: sheet.view.step === "noting" || sheet.person && !sheet.wide
            anchors.horizontalCenter: parent.horizontalCenter
            name: sheet.person ? "people" : "wait"
            size: sheet.wide ? 150 : 240
            color: Theme.act
            weight: 3.4
        }
        SenseLabel {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: sheet.person ? "headline" : "inner-title"
            bold: true
            words: sheet.view.headline
            Accessible.role: Accessible.Heading
        }
        SenseLabel {
            visible: sheet.view.problem === ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "least"
            color: Theme.inkSoft
            words: sheet.view.lead
        }
        StateLabel {
            visible: sheet.view.problem !== ""
            anchors.horizontalCenter: parent.horizontalCenter
            role: sheet.person ? "least" : "inner-head"
            icon: "tri"
            tone: "care"
            word: sheet.view.problem
            room: parent.width
        }
    }
    Grid {
        id: answers
        readonly property real cell: (width - (columns - 1) * spacing) / columns
        x: sheet.pad
        y: sheet.answersTop
        width: sheet.width - 2 * sheet.pad
        columns: sheet.view.step === "relation" ? (sheet.wide ? 4 : 2) : sheet.wide ? 2 : 1
        spacing: 28
        LippedButton {
            objectName: "button-helper-refused"
            visible: sheet.view.step === "ask"
            width: answers.cell
            height: sheet.button
            kind: "secondary"
            label: sheet.words.refuse
            onPressed: Staff.act("without_helper")
        }
        LippedButton {
            objectName: "button-helper-agreed"
            visible: sheet.view.step === "ask"
            width: answers.cell
            height: sheet.button
            icon: "check"
            label: sheet.words.agree
            onPressed: sheet.answer("helper_agreed", {})
        }
        Repeater {
            model: sheet.view.relations
            LippedButton {
                required property var modelData
                objectName: "button-helper-" + modelData.key
                width: answers.cell
                height: sheet.button
                kind: "secondary"
                label: modelData.label
                onPressed: sheet.answer("helper_is", { "relation": modelData.key })
            }
        }
        CompactButton {
            objectName: "button-clerk-helps"
            visible: sheet.view.mayBeClerk
            width: sheet.wide ? 420 : answers.cell
            kind: "quiet"
            icon: "person"
            label: sheet.words.clerk
            onPressed: Staff.act("clerk_helps")
        }
    }
}
