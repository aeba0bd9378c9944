pragma ComponentBehavior: Bound

// All devices, a card each, live. The cards stay while their values change: only their number makes and ends them.
import QtQuick
import ui.theme
import ui.technician.parts
import kiosk.staff

TechnicianPage {
    id: page

    readonly property var view: Staff.live
    readonly property var words: Staff.words.devices
    readonly property var cards: view.cards ?? []
    readonly property bool turns: (view.newer ?? false) || (view.older ?? false)
    readonly property int across: wide ? 4 : 2
    readonly property int down: 8 / across
    readonly property real bodyWidth: width - 2 * Metrics.benchPad
    readonly property real bodyHeight: height - Metrics.benchTop - 16 - 24 - (turns ? Metrics.benchTarget + 16 : 0)
    readonly property real cardWidth: (bodyWidth - (across - 1) * Metrics.benchGap) / across
    readonly property real cardHeight: Math.min((bodyHeight - (down - 1) * Metrics.benchGap) / down, 430)

    title: words.title
    note: view.note ?? ""
    aside: [
        BenchButton {
            objectName: "button-learn"
            visible: page.view.mayLearn ?? false
            kind: "secondary"
            icon: "plus"
            padding: page.wide ? 32 : 20
            label: page.words.learn
            onPressed: Staff.act("learn")
        },
        BenchButton {
            objectName: "button-self-test"
            visible: page.view.mayTest ?? false
            icon: "check"
            padding: page.wide ? 32 : 20
            label: page.words["self-test"]
            onPressed: Staff.act("self_test")
        }
    ]

    Repeater {
        model: page.cards.length
        DeviceCard {
            required property int index
            objectName: "device-" + of.name
            x: (index % page.across) * (page.cardWidth + Metrics.benchGap)
            y: Math.floor(index / page.across) * (page.cardHeight + Metrics.benchGap)
            width: page.cardWidth
            height: page.cardHeight
            of: page.cards[index] ?? page.nothing
            words: page.words
        }
    }
    Pager {
        visible: page.turns
        y: page.bodyHeight + 16
        width: page.bodyWidth
        view: page.view
        words: page.words
    }

    readonly property var nothing: ({ "name": "", "title": "", "place": "", "tone": "", "matters": "", "state": { "icon": "", "word": "", "tone": "" }, "figures": { "rawWord": "", "word": "", "raw": "", "value": "", "unit": "", "plot": "", "ends": false } })
}
