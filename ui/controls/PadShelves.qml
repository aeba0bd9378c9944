pragma ComponentBehavior: Bound

// Characters by radical: strokes of the radical, the radical, strokes beside it, the character.
import QtQuick
import kiosk.items

Item {
    id: shelves

    property real slot: 143
    property real gap: 14
    property real rowGap: 12
    property string radical
    property int shelf: 2 // most radicals that are looked for have three strokes
    property int first: 0
    readonly property int places: 20
    readonly property var all: shelves.radical === "" ? Pinyin.radicals() : Pinyin.under(shelves.radical)
    readonly property var texts: all[shelf]?.texts ?? []

    signal chosen(string text)
    signal asked(string mode)

    function at(place: real): real {
        return place * (shelves.slot + shelves.gap);
    }
    function under(radical: string, shelf: int) {
        shelves.radical = radical;
        shelves.shelf = shelf;
        shelves.first = 0;
    }

    Repeater {
        model: shelves.all
        PadKey {
            required property var modelData
            required property int index
            objectName: "shelf-" + modelData.strokes
            x: shelves.at(index)
            width: shelves.slot
            height: 98
            kind: index === shelves.shelf ? "chosen" : "key"
            role: "inner-label"
            word: modelData.label
            onPressed: {
                shelves.shelf = index;
                shelves.first = 0;
            }
        }
    }
    Repeater {
        model: shelves.texts.slice(shelves.first, shelves.first + shelves.places)
        PadKey {
            required property string modelData
            required property int index
            objectName: "tile-" + modelData
            x: shelves.at(index % 10)
            y: 98 + shelves.rowGap + (index < 10 ? 0 : height + shelves.rowGap)
            width: shelves.slot
            kind: "choice"
            role: "inner-title"
            word: modelData
            onPressed: {
                if (shelves.radical === "")
                    shelves.under(modelData, 0);
                else
                    shelves.chosen(modelData);
            }
        }
    }
    PadKey {
        objectName: "pad-back"
        y: shelves.height - height
        width: 2 * shelves.slot + shelves.gap
        role: "inner-button"
        icon: "back"
        word: Pinyin.words[shelves.radical === "" ? "pinyin" : "radicals"]
        onPressed: {
            if (shelves.radical === "")
                shelves.asked("letters");
            else
                shelves.under("", 2);
        }
    }
    PadKey {
        objectName: "pad-code"
        x: shelves.at(2)
        y: shelves.height - height
        width: 2 * shelves.slot + shelves.gap
        role: "inner-button"
        word: Pinyin.words.code
        onPressed: shelves.asked("code")
    }
    PadKey {
        objectName: "pad-more"
        visible: shelves.texts.length > shelves.places
        x: shelves.at(8)
        y: shelves.height - height
        width: 2 * shelves.slot + shelves.gap
        role: "inner-button"
        icon: "next"
        word: Pinyin.words.more
        onPressed: shelves.first = shelves.first + shelves.places < shelves.texts.length ? shelves.first + shelves.places : 0
    }
}
