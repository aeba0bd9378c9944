pragma ComponentBehavior: Bound

// A character by its code point, as a document or another computer gives it: 2CB4E is 𬭎.
import QtQuick
import kiosk.items

Item {
    id: code

    property real slot: 143
    property real gap: 14
    property real rowGap: 12
    property string typed
    readonly property string found: Pinyin.character(typed)

    signal chosen(string text)
    signal closed

    function at(place: real): real {
        return place * (code.slot + code.gap);
    }

    PadKey {
        objectName: "candidate-0"
        visible: code.found !== ""
        width: code.slot
        height: 98
        kind: "best"
        role: "inner-title"
        word: code.found
        onPressed: code.chosen(code.found)
    }
    Label {
        x: code.found === "" ? 12 : code.at(1) + 12
        height: 98
        verticalAlignment: Text.AlignVCenter
        role: "inner-head"
        bold: true
        text: "U+" + code.typed
    }
    Repeater {
        model: [..."1234567890ABCDEF"]
        PadKey {
            required property string modelData
            required property int index
            objectName: "key-" + modelData
            x: code.at(index % 10)
            y: 98 + code.rowGap + (index < 10 ? 0 : height + code.rowGap)
            width: code.slot
            word: modelData
            onPressed: if (code.typed.length < 5) code.typed += modelData
        }
    }
    PadKey {
        objectName: "pad-back"
        y: code.height - height
        width: 2 * code.slot + code.gap
        role: "inner-button"
        icon: "back"
        word: Pinyin.words.pinyin
        onPressed: code.closed()
    }
    PadKey {
        objectName: "pad-delete"
        x: code.at(8)
        y: code.height - height
        width: 2 * code.slot + code.gap
        role: "inner-button"
        icon: "erase"
        word: Pinyin.words.delete
        onPressed: code.typed = code.typed.slice(0, -1)
    }
}
