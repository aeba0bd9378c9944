pragma ComponentBehavior: Bound

// Keys for a number as a technician types it: a point, a minus, one key back. What is typed stands in `typed`; 确定 gives
// it away, and whoever asked begins anew.
import QtQuick
import ui.controls

Item {
    id: pad

    property string typed
    property int most: 12
    property string deleteWord
    property string okWord
    property real gap: 12
    readonly property real keyWidth: (width - 3 * gap) / 4
    readonly property real keyHeight: Math.min(132, (height - 3 * gap) / 4)

    signal entered(string text)

    implicitHeight: 4 * 96 + 3 * gap

    function key(mark: string) {
        if (mark === "-")
            pad.typed = pad.typed.startsWith("-") ? pad.typed.slice(1) : "-" + pad.typed;
        else if (pad.typed.length < pad.most && !(mark === "." && pad.typed.includes(".")))
            pad.typed += mark;
    }

    Repeater {
        model: ["1", "2", "3", "back", "4", "5", "6", "-", "7", "8", "9", "."]
        DigitKey {
            required property string modelData
            required property int index
            readonly property bool wipes: modelData === "back"
            objectName: "digit-" + ({ "back": "delete", "-": "minus", ".": "point" }[modelData] ?? modelData)
            x: (index % 4) * (pad.keyWidth + pad.gap)
            y: Math.floor(index / 4) * (pad.keyHeight + pad.gap)
            width: pad.keyWidth
            height: pad.keyHeight
            word: wipes ? pad.deleteWord : modelData === "-" ? "−" : modelData
            wordRole: "bench-button"
            onPressed: wipes ? pad.typed = pad.typed.slice(0, -1) : pad.key(modelData)
        }
    }
    DigitKey {
        objectName: "digit-0"
        y: 3 * (pad.keyHeight + pad.gap)
        width: 2 * pad.keyWidth + pad.gap
        height: pad.keyHeight
        word: "0"
        onPressed: pad.key("0")
    }
    DigitKey {
        objectName: "digit-ok"
        x: 2 * (pad.keyWidth + pad.gap)
        y: 3 * (pad.keyHeight + pad.gap)
        width: 2 * pad.keyWidth + pad.gap
        height: pad.keyHeight
        word: pad.okWord
        wordRole: "bench-head"
        strong: true
        off: pad.typed === "" || pad.typed === "-"
        onPressed: {
            const text = pad.typed;
            pad.typed = "";
            pad.entered(text);
        }
    }
}
