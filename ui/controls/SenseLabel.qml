// A sentence that breaks by sense: first it shrinks, never below the smallest text; then it breaks after its comma.
import QtQuick
import ui.theme

Label {
    id: sentence

    property string words
    readonly property real whole: Type.px(sentence.role)
    readonly property real least: Math.min(1, Type.least / sentence.whole)
    readonly property bool breaks: measure.font.pixelSize > 0 && measure.advanceWidth(sentence.words) * sentence.least > sentence.width

    wraps: true
    text: sentence.breaks ? sentence.words.replace(/[，：]/, "$&\n") : sentence.words
    factor: {
        let widest = 1 + 0 * measure.font.pixelSize; // measured anew when the font changes
        for (const line of sentence.text.split("\n"))
            widest = Math.max(widest, measure.advanceWidth(line));
        return Math.max(sentence.least, Math.min(1, Math.floor(sentence.whole * (sentence.width - 2) / widest) / sentence.whole));
    }

    FontMetrics {
        id: measure
        font.family: Type.family
        font.pixelSize: sentence.whole
        font.weight: sentence.bold ? Font.Bold : Font.Normal
    }
}
