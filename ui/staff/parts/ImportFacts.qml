// How the list was read: its sheet, its columns, and what was left out.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property bool wide: !Metrics.portrait

    FactLines {
        width: parent.width
        compact: part.wide
        facts: Staff.content.howRead
    }
    CompactButton {
        objectName: "button-columns"
        y: parent.height - height
        width: part.wide ? 520 : parent.width
        height: 108
        kind: "secondary"
        icon: "edit"
        label: Staff.words["import"]["change-columns"]
        onPressed: Staff.act("columns")
    }
}
