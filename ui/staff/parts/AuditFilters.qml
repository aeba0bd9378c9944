// What the trail is chosen by: day, account, kind and resident.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Grid {
    id: filters

    property var view // AuditView
    property var words
    property bool wide
    property string choosing // "account", "kind", "person" or ""
    readonly property real fieldWidth: wide ? width : (width - Metrics.gap) / 2

    signal choose(what: string)
    signal clear()

    function chosenOf(choices: var): string {
        return choices?.find(choice => choice.chosen)?.label ?? "";
    }

    columns: filters.wide ? 1 : 2
    spacing: Metrics.gap
    Item {
        width: filters.fieldWidth
        height: account.implicitHeight
        FormField {
            id: day
            objectName: "field-day"
            x: 108
            width: parent.width - 216
            title: filters.words.day
            value: filters.view.day
            chosen: filters.view.onOneDay
            onPressed: Staff.act(filters.view.onOneDay ? "all_days" : "today")
        }
        CompactButton {
            objectName: "button-day-before"
            anchors.bottom: parent.bottom
            width: 96
            kind: "quiet"
            padding: 20
            icon: "back"
            caption: filters.words["day-before"]
            onPressed: Staff.act("day", { "step": -1 })
        }
        CompactButton {
            objectName: "button-day-after"
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: 96
            kind: "quiet"
            padding: 20
            icon: "next"
            caption: filters.words["day-after"]
            onPressed: Staff.act("day", { "step": 1 })
        }
    }
    FormField {
        id: account
        objectName: "field-account"
        width: filters.fieldWidth
        title: filters.words.account
        value: filters.chosenOf(filters.view.accounts)
        chosen: filters.choosing === "account"
        onPressed: filters.choose("account")
    }
    FormField {
        objectName: "field-kind"
        width: filters.fieldWidth
        title: filters.words.kind
        value: filters.chosenOf(filters.view.kinds)
        chosen: filters.choosing === "kind"
        onPressed: filters.choose("kind")
    }
    FormField {
        objectName: "field-person"
        width: filters.fieldWidth
        title: filters.words.person
        icon: "search"
        value: filters.view.person
        hint: filters.words["person-hint"]
        chosen: filters.choosing === "person"
        onPressed: filters.choose("person")
    }
    CompactButton {
        objectName: "button-clear"
        width: filters.fieldWidth
        kind: "quiet"
        icon: "replay"
        label: filters.words.clear
        onPressed: filters.clear()
    }
}
