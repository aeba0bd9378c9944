pragma ComponentBehavior: Bound

// The words of one consent in visitors' sizes, for the person to read: what for, where, how long, and the whole text, page by
// page. Yes and no are as large as each other; what a no means stands on it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: sheet

    property var view // a WordsView
    property int shown: 0
    readonly property var words: Staff.words.enrol
    readonly property bool wide: !Metrics.portrait
    readonly property bool last: shown >= view.pages.length - 1
    readonly property real pad: wide ? 56 : 48
    readonly property real button: 172

    color: Theme.paper
    onViewChanged: shown = 0

    FittingLabel {
        id: title
        x: sheet.pad
        y: sheet.wide ? 20 : 36
        room: (sheet.wide ? version.x : aside.x) - x - 24
        width: room
        role: "act"
        bold: true
        text: sheet.view.title
        Accessible.role: Accessible.Heading
    }
    Label {
        id: version
        x: sheet.wide ? aside.x - width - 28 : sheet.pad
        y: sheet.wide ? 40 : 140
        width: sheet.wide ? 320 : sheet.width - 2 * sheet.pad
        horizontalAlignment: Text.AlignRight
        wraps: true
        role: "inner-label"
        color: Theme.inkSoft
        text: sheet.view.version
    }
    CompactButton {
        id: aside
        objectName: "button-put-aside"
        anchors.right: parent.right
        anchors.rightMargin: sheet.pad
        y: 36
        kind: "quiet"
        label: sheet.words["put-aside"]
        onPressed: Staff.act("put_aside")
    }
    Grid {
        id: facts
        x: sheet.pad
        y: sheet.wide ? 148 : 188
        width: sheet.width - 2 * sheet.pad
        columns: sheet.wide ? 3 : 1
        columnSpacing: 36
        rowSpacing: 12
        Repeater {
            model: sheet.view.facts
            Column {
                id: fact
                required property var modelData
                readonly property bool whole: sheet.wide || modelData.value.length > 22 // too long to be broken once
                width: sheet.wide ? (facts.width - 72) / 3 : facts.width
                Label {
                    role: "least" // a larger text would not leave room for the whole words
                    color: Theme.inkSoft
                    text: fact.modelData.label
                }
                Label {
                    visible: fact.whole
                    width: parent.width
                    wraps: true
                    role: "least"
                    bold: true
                    text: fact.modelData.value
                }
                SenseLabel {
                    visible: !fact.whole
                    width: parent.width
                    role: "least"
                    bold: true
                    words: fact.modelData.value
                }
            }
        }
    }
    SheetCard {
        id: page
        x: sheet.pad
        y: facts.y + facts.height + 20
        width: sheet.width - 2 * sheet.pad
        height: sheet.wide ? no.y - y - 20 : text.height + 64
        Label {
            id: text
            x: 44
            y: sheet.wide ? (parent.height - height) / 2 : 32
            width: parent.width - 88
            wraps: true
            role: "least"
            text: sheet.view.pages[sheet.shown] ?? ""
        }
    }
    LippedButton {
        id: no
        objectName: "button-refuse"
        x: sheet.pad
        y: sheet.height - sheet.button - (sheet.wide ? 28 : 40)
        width: sheet.wide ? 720 : sheet.width - 2 * sheet.pad
        height: sheet.button
        kind: "secondary"
        role: "lead"
        label: sheet.view.refusing
        onPressed: Staff.act("answer", { "kind": sheet.view.kind, "agreed": false })
    }
    LippedButton {
        objectName: sheet.last ? "button-agree" : "button-next-page"
        x: sheet.wide ? no.x + no.width + 32 : sheet.pad
        y: sheet.wide ? no.y : no.y - sheet.button - 24
        width: sheet.width - x - sheet.pad
        height: sheet.button
        role: "act"
        icon: sheet.last ? "check" : "down"
        label: sheet.last ? sheet.words.agree : sheet.words["next-page"] + " " + (sheet.shown + 1) + "/" + sheet.view.pages.length
        onPressed: {
            if (sheet.last)
                Staff.act("answer", { "kind": sheet.view.kind, "agreed": true });
            else
                sheet.shown += 1;
        }
    }
}
