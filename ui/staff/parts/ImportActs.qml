// What can be done with the rows that are shown: before they are written, and after.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: acts

    property var view // PreviewView
    property var done // DoneView or null
    property var words
    property bool wide
    readonly property real tall: 108
    readonly property bool two: !wide && !done // upright the one act has a line of its own
    readonly property real small: wide ? 400 : (width - Metrics.gap) / 2

    height: two ? 2 * tall + Metrics.gap : tall

    CompactButton {
        id: first
        objectName: acts.done ? "button-undo" : "button-how-read"
        visible: !acts.done || acts.done.mayUndo
        width: acts.wide && !acts.done ? 340 : acts.small
        height: acts.tall
        padding: 8
        kind: acts.done ? "secondary" : "quiet"
        icon: acts.done ? "undo" : "info"
        busy: !!acts.done && acts.view.busy
        busyWord: acts.words.busy
        label: acts.done ? acts.words.undo : acts.words["how-read"]
        onPressed: acts.done ? Staff.act("undo") : Staff.act("how_read")
    }
    CompactButton {
        objectName: "button-errors"
        visible: acts.view.errors > 0
        x: first.visible ? first.width + Metrics.gap : 0
        width: acts.small
        height: acts.tall
        padding: 8
        kind: "secondary"
        icon: "download"
        busy: acts.view.busy
        busyWord: acts.words.busy
        label: acts.view.errorsLabel
        onPressed: Staff.act("save_errors")
    }
    CompactButton {
        objectName: acts.view.again ? "button-again" : "button-next"
        visible: !acts.done
        anchors.right: parent.right
        y: parent.height - height
        width: acts.wide ? 460 : parent.width
        height: acts.tall
        padding: 8
        icon: acts.view.again ? "replay" : missing === "" ? "next" : ""
        missing: acts.view.again ? "" : acts.view.missing
        label: acts.view.again ? acts.words.again : acts.words.next
        onPressed: acts.view.again ? Staff.act("again") : Staff.act("go_on")
    }
}
