pragma ComponentBehavior: Bound

// The rows of keys of the pinyin pad, on ten places a row: the last row has what the pad does at its left, and 删 at its right.
import QtQuick
import kiosk.items

Item {
    id: rows

    property real slot: 143
    property real gap: 14
    property real rowGap: 12
    property var rows: []
    property var acts: [] // what the last row begins with, by name

    signal pressed(string mark)
    signal asked(string what)

    function at(place: real): real {
        return place * (rows.slot + rows.gap);
    }

    Repeater {
        model: rows.rows.length
        Repeater {
            id: row
            required property int index
            readonly property var marks: rows.rows[index]
            readonly property real from: index === 2 ? rows.acts.length : (10 - marks.length) / 2
            model: marks
            PadKey {
                required property string modelData
                required property int index
                objectName: "key-" + modelData
                x: rows.at(row.from + index)
                y: row.index * (height + rows.rowGap)
                width: rows.slot
                role: modelData.length > 1 ? "inner-button" : "inner-head"
                word: modelData
                onPressed: rows.pressed(modelData)
            }
        }
    }
    Repeater {
        model: rows.acts
        PadKey {
            required property string modelData
            required property int index
            readonly property bool long: modelData === "space"
            objectName: "pad-" + modelData
            x: rows.at(index)
            y: 2 * (height + rows.rowGap)
            width: long ? rows.at(8) - rows.at(index) - rows.gap : rows.slot
            role: "inner-label"
            word: Pinyin.words[modelData]
            onPressed: rows.asked(modelData)
        }
    }
    PadKey {
        objectName: "pad-delete"
        x: rows.at(8)
        y: 2 * (height + rows.rowGap)
        width: 2 * rows.slot + rows.gap
        role: "inner-button"
        icon: "erase"
        word: Pinyin.words.delete
        onPressed: rows.asked("delete")
    }
}
