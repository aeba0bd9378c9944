pragma ComponentBehavior: Bound

// Who waits and who goes; how many came and when; how the devices are.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.today
    readonly property var closing: view.rows.find(row => row.id === view.closing) ?? null
    readonly property bool hasUsual: view.hours.some(one => (one.usual ?? 0) > 0)
    property bool showsDevices: false
    readonly property real tileWidth: (width - 2 * Metrics.innerPad - (wide ? 72 : 24)) / (wide ? 4 : 2)
    readonly property real tilesHeight: wide ? 216 : 456
    readonly property real rowHeight: Math.min(142, (waitingCard.height - 92) / Math.max(3, view.rows.length))

    title: words.title
    readonly property bool more: view.more > 0 || view.firstRow > 0
    readonly property int doors: (view.lookBack !== "" ? 1 : 0) + (view.followUps !== "" ? 1 : 0) + (view.homeCalls !== "" ? 1 : 0) + (more ? 1 : 0)
    readonly property bool crowded: doors > (wide ? 3 : 2)
    readonly property bool narrow: !wide && doors > 3 // every door there is, upright: words that can be spared are
    readonly property real doorPad: narrow ? 6 : crowded ? (wide ? 20 : 8) : wide ? 28 : 20
    note: !wide && doors > 1 ? "" : view.date // upright there is no room for three
    aside: Row {
        visible: page.closing === null
        spacing: page.crowded ? 12 : Metrics.gap
        CompactButton {
            objectName: "button-announcements"
            kind: "quiet"
            role: "inner-label"
            width: Math.max(Metrics.innerTarget, implicitWidth)
            padding: page.doorPad
            label: page.words.announcements
            onPressed: Staff.act("announce")
        }
        CompactButton {
            objectName: "button-home-calls"
            visible: page.view.homeCalls !== ""
            kind: "secondary"
            role: "inner-label"
            padding: page.doorPad
            icon: page.crowded ? "" : "homecall"
            label: page.view.homeCalls
            onPressed: Staff.act("look_in")
        }
        CompactButton {
            objectName: "button-follow-ups"
            visible: page.view.followUps !== ""
            kind: "secondary"
            role: "inner-label"
            padding: page.doorPad
            icon: page.crowded ? "" : "replay"
            label: page.view.followUps
            onPressed: Staff.act("come_again")
        }
        CompactButton {
            objectName: "button-look-back"
            visible: page.view.lookBack !== ""
            kind: "secondary"
            role: "inner-label"
            padding: page.doorPad
            icon: page.crowded ? "" : "replay"
            label: page.wide && page.doors < 3 && page.view.followUps === "" ? page.view.lookBack : page.view.lookBackShort
            caption: page.view.lookBack
            onPressed: Staff.act("follow_up")
        }
        CompactButton {
            objectName: "button-more"
            visible: page.more
            kind: "quiet"
            role: page.crowded ? "inner-label" : "inner-button"
            padding: page.crowded ? page.doorPad : page.wide ? 36 : 24
            icon: page.crowded && !page.narrow ? "" : page.view.more > 0 ? "down" : "up"
            caption: page.view.more > 0 ? page.words["more-before"] + " " + page.view.more + " " + page.words["more-after"] : page.words["from-start"]
            label: page.narrow && page.view.more > 0 ? page.view.more + " " + page.words["more-after"] : caption
            onPressed: Staff.act("more")
        }
    }

    Grid {
        visible: page.closing === null
        columns: page.wide ? 4 : 2
        spacing: Metrics.gap
        StatTile {
            width: page.tileWidth
            icon: "people"
            title: page.words.came
            number: page.view.came
            unit: page.words["came-unit"]
            aside: (page.view.cameUsual ?? -1) < 0 ? "" : page.words.usual + " " + page.view.cameUsual
        }
        StatTile {
            width: page.tileWidth
            icon: "help"
            title: page.words.waiting
            number: page.view.waiting
            unit: page.words["people-unit"]
            warm: page.view.waiting > 0
        }
        StatTile {
            width: page.tileWidth
            icon: "thermo"
            title: page.words.again
            number: page.view.again
            unit: page.words["people-unit"]
        }
        TouchTarget {
            id: devicesTile
            objectName: "button-devices"
            width: page.tileWidth
            height: 216
            caption: page.words.devices
            onPressed: page.showsDevices = !page.showsDevices
            Rectangle {
                anchors.fill: parent
                radius: Metrics.radiusBar
                color: Theme.line
            }
            StatTile {
                y: devicesTile.down ? Metrics.lipSmall - 3 : 0
                width: parent.width
                height: parent.height - Metrics.lipSmall
                border.width: Metrics.edge
                border.color: Theme.line
                color: page.showsDevices ? Theme.actTint : Theme.card
                icon: "chip"
                title: page.words.devices
                number: page.view.devicesWork
                unit: "/ " + page.view.devicesAll + " " + page.words["devices-unit"]
            }
        }
    }
    SheetCard {
        id: waitingCard
        visible: page.closing === null
        y: page.tilesHeight + Metrics.gap
        width: page.wide ? 960 : parent.width
        height: page.wide ? parent.height - y : page.view.rows.length > 3 ? 616 : 526
        radius: Metrics.radiusBar
        Label {
            x: 36
            y: 22
            role: "inner-head"
            bold: true
            text: page.words.waiting
        }
        StateLabel {
            visible: page.view.rows.length === 0
            anchors.centerIn: parent
            role: "inner-head"
            icon: "ok"
            tone: "done"
            word: page.words.nobody
        }
        Column {
            x: 36
            y: 84
            width: parent.width - 72
            Repeater {
                model: page.view.rows
                WaitingLine {
                    required property var modelData
                    required property int index
                    width: waitingCard.width - 72
                    height: page.rowHeight
                    call: modelData
                    first: index === 0
                }
            }
        }
    }
    SheetCard {
        visible: page.closing === null
        x: page.wide ? waitingCard.width + Metrics.gap : 0
        y: page.wide ? waitingCard.y : waitingCard.y + waitingCard.height + Metrics.gap
        width: parent.width - x
        height: parent.height - y
        radius: Metrics.radiusBar
        Label {
            x: 36
            y: 22
            role: "inner-head"
            bold: true
            text: page.showsDevices ? page.words["devices-title"] : page.words.hours
        }
        Row {
            visible: !page.showsDevices
            anchors.right: parent.right
            anchors.rightMargin: 36
            y: 32
            Label {
                role: "inner-label"
                color: Theme.inkSoft
                text: !page.hasUsual ? "" : page.wide ? page.words["hours-usual"] : page.words["hours-both"]
            }
            Label {
                role: "inner-label"
                color: Theme.inkSoft
                text: page.view.howUsual
            }
        }
        HourBars {
            visible: !page.showsDevices
            x: 24
            y: 92
            width: parent.width - 48
            height: parent.height - y - 24 - ways.height
            hours: page.view.hours
        }
        FittingLabel {
            id: ways
            visible: !page.showsDevices
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            width: parent.width - 48
            horizontalAlignment: Text.AlignHCenter
            role: "inner-label"
            color: Theme.inkSoft
            text: page.view.ways.map(way => way.title + " " + way.count).join("  ")
        }
        DeviceList {
            visible: page.showsDevices
            x: 36
            y: 100
            width: parent.width - 72
            devices: page.view.devices
        }
    }
    Loader {
        active: page.closing !== null
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: HowWasIt {
            call: page.closing
            notes: page.view.notes
        }
    }
}
