pragma ComponentBehavior: Bound

// The whitelist: seven people at a time, found by what is typed; a touch opens one, or marks several for what two must agree to.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.panel
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.members
    readonly property real bodyWidth: width - 2 * Metrics.innerPad
    readonly property real bodyHeight: height - Metrics.innerTop - 36
    readonly property real keysHeight: view.typing ? keys.implicitHeight + Metrics.gap : 0
    readonly property real tableTop: wide ? 0 : Metrics.innerTarget + Metrics.gap
    readonly property real tableHeight: bodyHeight - tableTop - keysHeight

    title: view.marking ? words["marked-before"] + " " + view.marked + " " + words["marked-after"] : words.title
    note: view.marking || wide || view.typing ? "" : view.foundWords
    aside: Row {
        spacing: Metrics.gap
        MemberSearch {
            visible: page.wide && !page.view.marking
            width: page.bodyWidth - 250 * Panel.textScale - (page.view.typing ? hideWide.width + Metrics.gap : filterWide.width + enrolNew.width + 2 * Metrics.gap + (undone.visible ? undone.width + Metrics.gap : 0))
        }
        CompactButton {
            id: filterWide
            objectName: "button-filter"
            visible: page.wide && !page.view.marking && !page.view.typing
            kind: "secondary"
            icon: page.view.choosing ? "up" : "down"
            padding: 28
            label: page.view.stateLabel
            onPressed: Staff.act("states", { "shown": !page.view.choosing })
        }
        CompactButton {
            id: undone
            objectName: "button-undo"
            visible: !page.view.marking && !page.view.typing && !!page.view.undo
            kind: "quiet"
            icon: "undo"
            padding: 28
            label: page.view.undo ? page.view.undo.label : ""
            onPressed: Staff.act("undo")
        }
        CompactButton {
            id: hideWide
            objectName: "button-hide-keys"
            visible: page.wide && page.view.typing
            kind: "quiet"
            icon: "down"
            label: page.words.hide
            onPressed: Staff.act("keys", { "shown": false })
        }
        CompactButton {
            id: enrolNew
            objectName: "button-enrol"
            visible: !page.view.marking && (page.wide ? !page.view.typing : !page.view.undo)
            icon: "plus"
            label: page.words.enrol
            onPressed: Staff.act("enrol")
        }
        CompactButton {
            objectName: "button-export"
            visible: page.view.marking
            kind: "secondary"
            icon: "download"
            padding: 28
            missing: page.view.marked === 0 ? page.words["nothing-marked"] : ""
            busy: page.view.busy
            busyWord: page.words.busy
            label: page.words.export
            onPressed: Staff.act("export_marked")
        }
        CompactButton {
            objectName: "button-revoke-many"
            visible: page.view.marking && page.view.marked > 0 && !page.view.busy
            kind: "secondary"
            icon: "trash"
            padding: 28
            label: page.words["revoke-many"]
            onPressed: Staff.act("revoke_marked")
        }
        CompactButton {
            objectName: "button-mark-done"
            visible: page.view.marking && page.wide
            kind: "quiet"
            padding: 28
            label: page.words["mark-done"]
            onPressed: Staff.act("mark", { "on": false })
        }
    }

    Row {
        visible: !page.wide
        spacing: Metrics.gap
        MemberSearch {
            width: page.bodyWidth - (page.view.typing ? hideKeys.width + Metrics.gap : filter.width + mark.width + 2 * Metrics.gap)
        }
        CompactButton {
            id: hideKeys
            objectName: "button-hide-keys"
            visible: page.view.typing
            kind: "quiet"
            icon: "down"
            label: page.words.hide
            onPressed: Staff.act("keys", { "shown": false })
        }
        CompactButton {
            id: filter
            objectName: "button-filter"
            visible: !page.view.typing
            kind: "secondary"
            icon: page.view.choosing ? "up" : "down"
            padding: 24
            label: page.view.stateLabel
            onPressed: Staff.act("states", { "shown": !page.view.choosing })
        }
        CompactButton {
            id: mark
            objectName: page.view.marking ? "button-mark-done" : "button-mark"
            visible: !page.view.typing
            kind: "quiet"
            padding: 24
            label: page.view.marking ? page.words["mark-done"] : page.words.mark
            onPressed: Staff.act("mark", { "on": !page.view.marking })
        }
    }
    MemberTable {
        id: list
        visible: !page.view.choosing
        y: page.tableTop
        width: page.wide ? page.bodyWidth - pageMark.width - Metrics.gap : page.bodyWidth
        height: page.tableHeight - (page.wide || page.view.typing ? 0 : Metrics.innerTarget + Metrics.gap)
        members: page.view
        wide: page.wide
    }
    Grid {
        id: pager
        visible: !page.view.choosing && (page.wide || !page.view.typing)
        columns: page.wide ? 1 : 3
        spacing: Metrics.gap
        readonly property int shown: renew.visible ? 3 : 2
        x: page.wide ? page.bodyWidth - width : 0
        y: page.wide ? page.tableTop : page.bodyHeight - Metrics.innerTarget
        Repeater {
            model: [{ "name": "up", "can": list.canUp, "by": -1 }, { "name": "down", "can": list.canDown, "by": 1 }]
            CompactButton {
                required property var modelData
                objectName: "button-" + modelData.name
                kind: "quiet"
                width: page.wide ? pageMark.width : (page.bodyWidth - (pager.shown - 1) * Metrics.gap) / pager.shown
                height: page.wide ? (page.tableHeight - Metrics.gap - (pageMark.visible ? Metrics.innerTarget + Metrics.gap : 0) - (renew.visible ? Metrics.innerTarget + Metrics.gap : 0)) / 2 : Metrics.innerTarget
                icon: modelData.name
                missing: modelData.can ? "" : " "
                caption: page.words[modelData.name]
                onPressed: list.turn(modelData.by)
            }
        }
        CompactButton {
            id: renew
            objectName: "button-renew"
            visible: !page.view.marking && !page.view.typing && page.view.renewals !== ""
            kind: "quiet"
            padding: page.wide ? 8 : 12
            role: page.wide ? "inner-label" : "inner-button"
            width: page.wide ? pageMark.width : (page.bodyWidth - 2 * Metrics.gap) / 3
            label: page.wide ? page.view.renewals.replace(" ", "\n") : page.view.renewals
            onPressed: Staff.act("renew")
        }
        CompactButton {
            id: pageMark
            objectName: "button-mark"
            visible: page.wide && !page.view.marking && !page.view.typing
            width: 128
            kind: "quiet"
            padding: 12
            label: page.words.mark
            onPressed: Staff.act("mark", { "on": true })
        }
    }
    MemberStates {
        visible: page.view.choosing
        y: page.tableTop
        width: page.bodyWidth
        height: page.tableHeight
        choices: page.view.states
        chosen: page.view.state
        title: page.words.states
    }
    Rectangle {
        visible: page.view.typing
        x: -Metrics.innerPad
        y: keys.y - Metrics.gap
        width: page.width
        height: page.height - Metrics.innerTop - y
        color: Theme.floor
    }
    PinyinPad {
        id: keys
        visible: page.view.typing
        y: page.bodyHeight - implicitHeight + 12
        width: page.bodyWidth
        height: implicitHeight
        most: 40
        onWholeChanged: if (visible && whole !== page.view.text) Staff.act("search", { "text": whole })
        onVisibleChanged: if (visible) begin(page.view.text)
    }
    Loader {
        active: !!page.view.asking
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: ReasonSheet {
            asking: page.view.asking
        }
    }
}
