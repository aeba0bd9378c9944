pragma ComponentBehavior: Bound

// Three columns of big keys, always the same places. What is typed stands in `typed`; 确定 gives it away.
import QtQuick

Grid {
    id: pad

    property string typed
    property int decimals: 1
    property int most: 5
    property real keyHeight: 164
    property string deleteWord
    property string okWord
    readonly property real keyWidth: (width - 2 * columnSpacing) / 3

    signal entered(string text)

    columns: 3
    columnSpacing: 24
    rowSpacing: 24

    function key(mark: string) {
        const [whole, part] = pad.typed.split(".");
        if (mark === "." && (pad.decimals === 0 || pad.typed.includes(".") || whole === ""))
            return;
        if (mark !== "." && part !== undefined && part.length >= pad.decimals)
            return;
        if (pad.typed.length < pad.most)
            pad.typed += mark;
    }

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
        DigitKey {
            required property string modelData
            objectName: "digit-" + modelData
            width: pad.keyWidth
            height: pad.keyHeight
            word: modelData
            onPressed: pad.key(modelData)
        }
    }
    DigitKey {
        objectName: pad.decimals > 0 ? "digit-point" : "digit-delete"
        width: pad.keyWidth
        height: pad.keyHeight
        word: pad.decimals > 0 ? "." : pad.deleteWord
        onPressed: pad.decimals > 0 ? pad.key(".") : pad.typed = pad.typed.slice(0, -1)
    }
    DigitKey {
        objectName: "digit-0"
        width: pad.keyWidth
        height: pad.keyHeight
        word: "0"
        onPressed: pad.key("0")
    }
    DigitKey {
        objectName: "digit-delete"
        visible: pad.decimals > 0
        width: pad.keyWidth
        height: pad.keyHeight
        word: pad.deleteWord
        onPressed: pad.typed = pad.typed.slice(0, -1)
    }
    DigitKey {
        objectName: "digit-ok"
        visible: pad.decimals === 0
        width: pad.keyWidth
        height: pad.keyHeight
        word: pad.okWord
        strong: true
        onPressed: pad.entered(pad.typed)
    }
}
