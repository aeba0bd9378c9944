pragma ComponentBehavior: Bound

// Twelve keys for a PIN: the digits stand in the order they are given in, which is another one each time, so that a place
// tells nothing. What is typed is shown nowhere; it is given away once, and is gone.
import QtQuick

Grid {
    id: pad

    property string order // ten digits
    property int least: 6
    property int most: 12
    property bool busy: false
    property string deleteWord
    property string okWord
    property real keyWidth: 216
    property real keyHeight: 174
    readonly property int count: kept.typed.length

    signal entered(string digits)

    columns: 3
    columnSpacing: 28
    rowSpacing: 28
    onOrderChanged: kept.typed = ""

    function giveAway() {
        const digits = kept.typed;
        kept.typed = "";
        pad.entered(digits);
    }

    QtObject {
        id: kept
        property string typed
    }
    Repeater {
        model: [...pad.order.slice(0, 9), "delete", ...pad.order.slice(9), "ok"]
        DigitKey {
            required property string modelData
            readonly property bool last: modelData === "ok"
            readonly property bool wipes: modelData === "delete"
            objectName: "digit-" + modelData
            width: pad.keyWidth
            height: pad.keyHeight
            word: last ? pad.okWord : wipes ? pad.deleteWord : modelData
            wordRole: "base"
            strong: last
            off: pad.busy || (last && pad.count < pad.least)
            onPressed: {
                if (last)
                    pad.giveAway();
                else if (wipes)
                    kept.typed = kept.typed.slice(0, -1);
                else if (kept.typed.length < pad.most)
                    kept.typed += modelData;
            }
        }
    }
}
