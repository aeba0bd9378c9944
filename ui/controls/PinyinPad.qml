pragma ComponentBehavior: Bound

// Chinese without a keyboard. Letters become candidates, a candidate becomes `text`; letters that are no character yet stand
// in `letters`. Whoever asks for a name shows and keeps `text`, a search looks for `whole`. Rare characters come by their
// radical or by their code.
import QtQuick
import kiosk.items

FocusScope {
    id: pad

    property string text
    property string letters
    property int most: 50 // characters of `text`
    property bool names: true // its first character is a surname
    property string mode: "letters" // letters, digits, latin, radicals, code
    readonly property string whole: text + letters
    readonly property bool narrow: width < 1300
    readonly property real gap: narrow ? 6 : 14
    readonly property real rowGap: 12
    readonly property real slot: (width - 9 * gap) / 10
    readonly property var word: Pinyin.words

    implicitWidth: 1556
    implicitHeight: 98 + 3 * (96 + rowGap)

    /// Begin anew with this; small letters at its end may still become characters.
    function begin(text: string) {
        pad.letters = text.match(/[a-z']*$/)[0].slice(-40);
        pad.text = text.slice(0, text.length - pad.letters.length);
        pad.mode = "letters";
    }
    function write(more: string) {
        if ([...pad.text, ...more].length <= pad.most)
            pad.text += more;
    }
    function choose(text: string, letters: int) {
        pad.letters = pad.letters.slice(letters);
        pad.write(text);
    }
    function type(letter: string) {
        if (pad.letters.length < 40)
            pad.letters += letter;
    }
    function erase() {
        if (pad.letters !== "")
            pad.letters = pad.letters.slice(0, -1);
        else
            pad.text = [...pad.text].slice(0, -1).join("");
    }
    /// Letters that were never chosen from stand as they are before a sign.
    function writeSign(sign: string) {
        const before = pad.letters;
        pad.letters = "";
        pad.write(before + sign);
    }

    // A technician's keyboard.
    focus: true
    Keys.onPressed: event => {
        event.accepted = true;
        if (event.key === Qt.Key_Backspace)
            pad.erase();
        else if (event.key === Qt.Key_Escape)
            pad.letters = "";
        else if (event.key === Qt.Key_Space && pad.letters !== "")
            choices.chooseAt(0);
        else if (/^[1-9]$/.test(event.text) && pad.letters !== "")
            choices.chooseAt(Number(event.text) - 1);
        else if (/^[a-z']$/.test(event.text))
            pad.type(event.text);
        else if (/^[A-Z0-9 \-·]$/.test(event.text))
            pad.writeSign(event.text);
        else
            event.accepted = false;
    }

    PadChoices {
        id: choices
        visible: pad.mode !== "radicals" && pad.mode !== "code"
        width: pad.width
        height: 98
        gap: pad.narrow ? 8 : 14
        letters: pad.letters
        atStart: pad.names && pad.text === "" && pad.mode === "letters"
        onChosen: (text, letters) => pad.choose(text, letters)
        onRadicalsAsked: pad.mode = "radicals"
    }
    Loader {
        y: choices.visible ? choices.height + pad.rowGap : 0
        width: pad.width
        height: pad.height - y
        sourceComponent: pad.mode === "radicals" ? shelves : pad.mode === "code" ? codes : keys
    }
    Component {
        id: keys
        PadRows {
            slot: pad.slot
            gap: pad.gap
            rowGap: pad.rowGap
            rows: pad.mode === "digits" ? [[..."1234567890"], Pinyin.signs] : pad.mode === "latin" ? [[..."QWERTYUIOP"], [..."ASDFGHJKL"], [..."ZXCVBNM"]] : [[..."qwertyuiop"], [..."asdfghjkl"], [..."zxcvbnm"]]
            acts: pad.mode === "letters" ? ["digits"] : pad.mode === "digits" ? ["pinyin", "latin", "code", "space"] : ["pinyin"]
            onPressed: mark => pad.mode === "letters" ? pad.type(mark) : pad.writeSign(mark)
            onAsked: what => {
                if (what === "delete")
                    pad.erase();
                else if (what === "space")
                    pad.writeSign(" ");
                else
                    pad.mode = what === "pinyin" ? "letters" : what;
            }
        }
    }
    Component {
        id: shelves
        PadShelves {
            slot: pad.slot
            gap: pad.gap
            rowGap: pad.rowGap
            onChosen: text => {
                pad.mode = "letters";
                pad.choose(text, pad.letters.length);
            }
            onAsked: what => pad.mode = what
        }
    }
    Component {
        id: codes
        PadCode {
            slot: pad.slot
            gap: pad.gap
            rowGap: pad.rowGap
            onChosen: text => {
                pad.mode = "letters";
                pad.choose(text, pad.letters.length);
            }
            onClosed: pad.mode = "letters"
        }
    }
}
