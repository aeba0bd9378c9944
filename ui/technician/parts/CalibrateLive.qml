pragma ComponentBehavior: Bound

// What is to be done at this point, what is read now, and how many of the readings are there.
import QtQuick
import ui.theme
import ui.controls

BenchCard {
    id: card

    property var live // LiveView
    property string headline
    property string rawWord
    property string valueWord

    implicitHeight: 344

    FittingLabel {
        x: 28
        y: 18
        room: parent.width - 56
        width: room
        role: "bench-button"
        bold: true
        text: card.headline
    }
    RawAndCalibrated {
        x: 28
        y: 88
        width: parent.width - 56
        role: "bench-value"
        column: width * 0.5
        rawWord: card.rawWord
        word: card.valueWord
        raw: card.live?.raw ?? ""
        value: card.live?.value ?? ""
        unit: card.live?.unit ?? ""
    }
    Item {
        id: pips
        readonly property int count: card.live?.pips ?? 0
        readonly property real share: (width - (count - 1) * 8) / Math.max(1, count)
        x: 28
        y: card.height - 100
        width: parent.width - 56
        height: 20
        Repeater {
            model: pips.count
            Rectangle {
                required property int index
                readonly property int filled: card.live?.filled ?? 0
                x: index * (pips.share + 8)
                width: pips.share
                height: 20
                radius: 7
                color: index < filled ? Theme.done : index === filled && (card.live?.running ?? false) ? Theme.act : Theme.track
            }
        }
    }
    StateLabel {
        x: 28
        y: card.height - 60
        icon: (card.live?.silent ?? false) ? "tri" : (card.live?.steady ?? false) ? "ok" : "wait"
        tone: (card.live?.silent ?? false) ? "care" : (card.live?.steady ?? false) ? "done" : "soft"
        role: "bench-body"
        bold: false
        word: card.live?.words ?? ""
        room: parent.width - 56
    }
}
