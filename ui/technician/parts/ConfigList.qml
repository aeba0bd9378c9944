pragma ComponentBehavior: Bound

// The keys of one section, or those that fit what was looked for.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: list

    property var view
    property var words
    readonly property real rowHeight: 112
    readonly property real below: rows.y + rows.height
    readonly property int fits: Math.max(3, Math.floor((height - choose.height - pager.height - notes.height - 60) / rowHeight))

    signal chooseSection
    signal chooseText

    onFitsChanged: Staff.act("fits", { "rows": fits })
    Component.onCompleted: Staff.act("fits", { "rows": fits })

    Row {
        id: choose
        spacing: Metrics.benchGap
        BenchButton {
            objectName: "button-section"
            width: (list.width - Metrics.benchGap) / 2
            kind: "secondary"
            icon: "list"
            label: list.view.text === "" ? list.view.section : list.words.section
            onPressed: list.chooseSection()
        }
        BenchButton {
            objectName: "button-find"
            width: (list.width - Metrics.benchGap) / 2
            kind: "secondary"
            icon: "search"
            label: list.view.text === "" ? list.words.find : list.view.text
            onPressed: list.chooseText()
        }
    }
    Column {
        id: notes
        y: choose.height + (visible ? 12 : 0)
        visible: list.view.refused !== "" || list.view.meanwhile || list.view.problems.length > 0 || list.view.line !== ""
        height: visible ? implicitHeight : 0
        spacing: 4
        StateLabel {
            objectName: "refused"
            visible: list.view.refused !== ""
            role: "bench-body"
            icon: "tri"
            tone: "care"
            word: list.view.refused
            room: list.width
        }
        StateLabel {
            visible: list.view.meanwhile
            role: "bench-body"
            icon: "tri"
            tone: "care"
            word: list.words.meanwhile
            room: list.width
        }
        StateLabel {
            visible: list.view.line !== ""
            role: "bench-body"
            icon: "info"
            tone: "act"
            word: list.words.begun + " " + list.view.line
            room: list.width
        }
        Repeater {
            model: list.view.problems
            StateLabel {
                required property var modelData
                role: "bench-body"
                icon: "tri"
                tone: "care"
                word: modelData
                room: list.width
            }
        }
    }
    Column {
        id: rows
        y: choose.height + notes.height + 24
        width: list.width
        spacing: 12
        Repeater {
            model: list.view.rows
            ConfigRow {
                required property var modelData
                objectName: "key-" + modelData.key
                width: rows.width
                key: modelData
                changedWord: list.words.changed
                waitsWord: list.words.waits
                onPressed: Staff.act("look", { "key": modelData.key })
            }
        }
    }
    StateLabel {
        visible: list.view.rows.length === 0 && !list.view.busy
        anchors.centerIn: parent
        role: "bench-head"
        icon: "info"
        tone: "soft"
        word: list.words["no-found"]
    }
    Pager {
        id: pager
        anchors.bottom: parent.bottom
        width: list.width
        view: list.view
        words: list.words
    }
}
