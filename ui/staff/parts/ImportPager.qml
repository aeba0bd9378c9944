// Up and down a list: beside it on a wide panel, below it on an upright one.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: pager

    property int first
    property int total
    property int rows
    readonly property bool wide: !Metrics.portrait
    property bool turns: total > rows || first > 0
    readonly property var words: Staff.words["import"]

    implicitWidth: wide ? 128 : turns ? 128 * 2 + 190 : 0
    width: implicitWidth

    CompactButton {
        objectName: "button-page-up"
        visible: pager.wide || pager.turns
        width: 128
        height: pager.wide ? (pager.height - place.height - 24) / 2 : Metrics.innerTarget
        padding: 0
        kind: "quiet"
        icon: "up"
        caption: pager.words.up
        missing: pager.first > 0 ? "" : " "
        onPressed: Staff.act("turn", { "by": -pager.rows })
    }
    Label {
        id: place
        visible: pager.turns
        x: pager.wide ? 0 : 128
        y: (pager.height - height) / 2
        width: pager.wide ? 128 : 190
        height: pager.wide ? 88 : implicitHeight
        wraps: true
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        role: "inner-label"
        color: Theme.inkSoft
        text: (pager.first + 1) + "–" + Math.min(pager.total, pager.first + pager.rows) + (pager.wide ? "\n" : " ") + "/ " + pager.total
    }
    CompactButton {
        objectName: "button-page-down"
        visible: pager.wide || pager.turns
        x: pager.wide ? 0 : 128 + 190
        y: pager.height - height
        width: 128
        height: pager.wide ? (pager.height - place.height - 24) / 2 : Metrics.innerTarget
        padding: 0
        kind: "quiet"
        icon: "down"
        caption: pager.words.down
        missing: pager.first + pager.rows < pager.total ? "" : " "
        onPressed: Staff.act("turn", { "by": pager.rows })
    }
}
