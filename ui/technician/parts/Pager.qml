// The page before, where one is, the next page.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: pager

    property var view
    property var words

    implicitHeight: Metrics.benchTarget

    BenchButton {
        id: before
        objectName: "button-newer"
        visible: pager.view.newer
        kind: "quiet"
        icon: "up"
        label: pager.words.newer
        onPressed: Staff.act("newer")
    }
    FittingLabel {
        anchors.centerIn: parent
        room: parent.width - before.width - after.width - 80
        width: Math.min(fullWidth + 1, room)
        role: "bench-label"
        color: Theme.inkSoft
        text: pager.view.place
    }
    BenchButton {
        id: after
        objectName: "button-older"
        visible: pager.view.older
        anchors.right: parent.right
        kind: "quiet"
        icon: "down"
        label: pager.words.older
        onPressed: Staff.act("older")
    }
}
