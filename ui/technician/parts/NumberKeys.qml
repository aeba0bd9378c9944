pragma ComponentBehavior: Bound

// Digits for a glove: what is typed stands in `typed`. No key that would make no number of it.
import QtQuick
import ui.controls

Grid {
    id: keys

    property string typed
    property int decimals: 0
    property int most: 8
    property string deleteWord
    readonly property real keyWidth: (width - 2 * columnSpacing) / 3

    columns: 3
    columnSpacing: 14
    rowSpacing: 14

    function key(mark: string) {
        const [whole, part] = keys.typed.split(".");
        const tooFine = mark !== "." && part !== undefined && part.length >= keys.decimals;
        if (tooFine || (mark === "." && (whole === "" || part !== undefined)) || keys.typed.length >= keys.most)
            return;
        keys.typed += mark;
    }

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0"]
        PadKey {
            required property string modelData
            objectName: modelData === "." ? "digit-point" : "digit-" + modelData
            width: keys.keyWidth
            word: modelData
            off: modelData === "." && keys.decimals === 0
            onPressed: keys.key(modelData)
        }
    }
    PadKey {
        objectName: "digit-delete"
        width: keys.keyWidth
        role: "inner-button"
        icon: "erase"
        word: keys.deleteWord
        onPressed: keys.typed = keys.typed.slice(0, -1)
    }
}
