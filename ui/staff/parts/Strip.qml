// Who is in and for how long, and the way out: 上锁 takes the whole corner. A visitor who waits, or what was just done,
// stands here too: it covers nothing and moves nothing under a finger.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: strip

    readonly property bool inside: Staff.stage === "open"
    readonly property bool technical: Staff.role === "technician"
    readonly property bool waits: Staff.waiting !== ""
    readonly property bool noticed: !waits && Staff.notice !== ""
    readonly property bool crowded: Metrics.portrait && (waits || noticed)
    readonly property real middle: Metrics.frame + Metrics.strip / 2 - 2

    Row {
        visible: !strip.crowded
        x: Metrics.frame + 24
        y: strip.middle - height / 2
        spacing: 18
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: strip.technical ? "wrench" : "lock"
            size: 48
            color: Theme.staffText
            weight: 4.4
        }
        Label {
            id: mode
            anchors.verticalCenter: parent.verticalCenter
            role: "inner-button"
            bold: true
            color: Theme.staffText
            text: strip.technical ? Staff.words["mode-technician"] : Staff.role === "auditor" ? Staff.words["mode-auditor"]
                : Staff.words.mode
        }
    }
    StripNotice {
        visible: strip.waits || strip.noticed
        x: Metrics.portrait ? Metrics.frame + 20 : Metrics.frame + 24 + 66 + mode.width + 48
        y: strip.middle - height / 2
        width: (strip.inside ? Metrics.portrait && !strip.waits ? corner.x : left.x : strip.width - Metrics.frame) - x - 24
        icon: strip.noticed ? "info" : Staff.waiting === "card" ? "card" : Staff.waiting === "help" ? "help" : "person"
        words: strip.waits ? Staff.words["waits-" + Staff.waiting] : Staff.notice
        act: strip.waits ? Staff.words["give-way"] : ""
        onPressed: Staff.giveWay()
    }
    Label {
        id: left
        visible: strip.inside && !(Metrics.portrait && strip.noticed)
        anchors.right: corner.left
        y: strip.middle - height / 2
        role: "inner-body"
        color: Theme.staffText
        text: Metrics.portrait ? Staff.secondsLeft + " " + Staff.words["locks-soon"]
            : Staff.who + " · " + Staff.secondsLeft + " " + Staff.words["locks-after"]
    }
    TouchTarget {
        id: corner
        objectName: "button-lock"
        visible: strip.inside
        anchors.right: parent.right
        width: 204 + Metrics.frame
        height: strip.height
        urgent: true
        caption: Staff.words.lock
        onPressed: Staff.lock()
        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: Metrics.frame + 16
            y: strip.middle - height / 2 + (corner.down ? 2 : 0)
            width: 172
            height: 72
            radius: Metrics.radiusKey
            color: Theme.staffText
            Label {
                anchors.centerIn: parent
                anchors.verticalCenterOffset: -2
                role: "inner-body"
                bold: true
                color: Theme.plateText
                text: Staff.words.lock
                Accessible.ignored: true
            }
        }
    }
}
