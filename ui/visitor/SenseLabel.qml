// A sentence that breaks by sense: first it shrinks to the smallest text, then it breaks after its comma.
import QtQuick
import ui.theme
import ui.controls

Label {
    id: sentence

    property string words
    readonly property real least: Type.base / Type.px(sentence.role)
    readonly property bool breaks: measure.advanceWidth(sentence.words) * sentence.least > sentence.width

    wraps: true
    text: sentence.breaks ? sentence.words.replace("，", "，\n") : sentence.words
    factor: {
        let widest = 1;
        for (const line of sentence.text.split("\n"))
            widest = Math.max(widest, measure.advanceWidth(line));
        const whole = Type.px(sentence.role);
        return Math.max(sentence.least, Math.min(1, Math.floor(whole * (sentence.width - 2) / widest) / whole));
    }

    FontMetrics {
        id: measure
        font.family: Type.family
        font.pixelSize: Type.px(sentence.role)
        font.weight: sentence.bold ? Font.Bold : Font.Normal
    }
}
