// The words of a consent, as large as they have room.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    property real room: 10000
    readonly property real inner: card.width - 2 * Metrics.cardPad

    height: Math.min(card.room, words.height + 64)

    Label {
        id: words
        x: Metrics.cardPad
        y: 32
        width: card.inner
        wraps: true
        role: large.height + 64 <= card.room ? "body" : middle.height + 64 <= card.room ? "base" : "least"
        text: Visit.consent
    }
    Label {
        id: middle
        visible: false
        width: card.inner
        wraps: true
        role: "base"
        text: Visit.consent
        Accessible.ignored: true
    }
    Label {
        id: large // the same in the larger size, to know whether it has room
        visible: false
        width: card.inner
        wraps: true
        role: "body"
        text: Visit.consent
        Accessible.ignored: true
    }
}
