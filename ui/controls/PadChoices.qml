pragma ComponentBehavior: Bound

// The candidates of the pinyin pad: the best one stands out, 更多 turns to the next ones, 部首 is for what nobody can read.
import QtQuick
import ui.theme
import kiosk.items

Item {
    id: choices

    property string letters
    property bool atStart: true
    property real gap: 14
    readonly property var all: Pinyin.candidates(choices.letters, choices.atStart)
    readonly property real room: more.x - gap
    readonly property real px: Type.innerTitle
    property int first: 0
    readonly property int shown: {
        let count = 0;
        for (let x = 0; choices.first + count < choices.all.length; ++count) {
            x += choices.wide(choices.all[choices.first + count].text) + choices.gap;
            if (x - choices.gap > choices.room)
                break;
        }
        return Math.max(1, count);
    }

    signal chosen(string text, int letters)
    signal radicalsAsked

    onAllChanged: first = 0

    /// Width of a candidate: at least a tile, and as long as its name is.
    function wide(text: string): real {
        return Math.max(choices.gap < 14 ? 112 : 140, [...text].length * choices.px + 48);
    }
    function chooseAt(place: int) {
        const found = choices.all[choices.first + place];
        if (found !== undefined && place < choices.shown)
            choices.chosen(found.text, found.letters);
    }

    Row {
        spacing: choices.gap
        Repeater {
            model: choices.all.slice(choices.first, choices.first + choices.shown)
            PadKey {
                required property var modelData
                required property int index
                objectName: "candidate-" + index
                width: choices.wide(modelData.text)
                height: choices.height
                kind: index === 0 && choices.first === 0 && choices.letters !== "" ? "best" : "choice"
                role: "inner-title"
                word: modelData.text
                onPressed: choices.chosen(modelData.text, modelData.letters)
            }
        }
    }
    PadKey {
        id: more
        objectName: "pad-more"
        visible: choices.all.length > choices.shown
        x: choices.width - radical.width - choices.gap - width
        width: choices.gap < 14 ? 132 : 188
        height: choices.height
        role: "inner-button"
        icon: choices.gap < 14 ? "" : "next"
        word: Pinyin.words.more
        onPressed: choices.first = choices.first + choices.shown < choices.all.length ? choices.first + choices.shown : 0
    }
    PadKey {
        id: radical
        objectName: "pad-radicals"
        x: choices.width - width
        width: choices.gap < 14 ? 120 : 148
        height: choices.height
        role: "inner-button"
        word: Pinyin.words.radicals
        onPressed: choices.radicalsAsked()
    }
}
