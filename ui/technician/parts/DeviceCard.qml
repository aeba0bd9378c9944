// One device: its state as sign and word, what it sends and what that is after calibration, how much it scatters, and
// the one line of what matters now. A touch opens its page.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

TouchTarget {
    id: card

    property var of // CardView
    property var words
    readonly property var figures: of.figures
    readonly property string tone: of.tone
    readonly property real inner: width - 48

    caption: of.title
    onPressed: Staff.act("look", { "device": card.of.name })

    Rectangle {
        anchors.fill: parent
        radius: Metrics.radiusInner
        color: card.tone === "alarm" ? Theme.alarm : card.tone === "care" ? Theme.care : Theme.stone
    }
    BenchCard {
        y: card.down ? Metrics.lipSmall - 3 : 0
        width: parent.width
        height: parent.height - Metrics.lipSmall
        tone: card.tone

        FittingLabel {
            id: title
            x: 24
            y: 14
            room: card.inner - state.width - 16
            width: Math.min(fullWidth + 1, room)
            role: "bench-head"
            bold: true
            text: card.of.title
        }
        StateLabel {
            id: state
            anchors.right: parent.right
            anchors.rightMargin: 20
            y: 18
            role: "bench-body"
            icon: card.of.state.icon
            word: card.of.state.word
            tone: card.of.state.tone
        }
        FittingLabel {
            id: place
            x: 24
            y: title.y + 50
            room: card.inner
            width: room
            role: "bench-label"
            color: Theme.inkSoft
            text: card.of.place
        }
        RawAndCalibrated {
            id: pair
            visible: card.figures.rawWord !== ""
            x: 24
            y: place.y + 46
            width: card.inner
            column: width * 0.5
            rawWord: card.figures.rawWord
            word: card.figures.word
            raw: card.figures.raw
            value: card.figures.value
            unit: card.figures.unit
        }
        NoisePlot {
            x: 24
            y: pair.y + 116
            visible: card.figures.plot !== ""
            width: card.inner
            height: matters.y - y - 10
            heights: card.figures.plot
            ends: card.figures.ends
            endsWord: card.words.away
            stroke: card.figures.ends ? Theme.alarm : Theme.act
        }
        FittingLabel {
            id: matters
            x: 24
            y: parent.height - 54
            room: card.inner
            width: room
            role: "bench-label"
            bold: card.tone !== ""
            color: card.tone === "alarm" ? Theme.alarm : card.tone === "care" ? Theme.care : Theme.inkSoft
            text: card.of.matters
        }
    }
}
