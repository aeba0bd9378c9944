pragma ComponentBehavior: Bound

// What is read off a display is typed: the field with its unit, and the pad below.
import QtQuick
import kiosk.staff

Item {
    id: typing

    property var view: ({})
    property var words: ({})

    BenchField {
        id: entry
        objectName: "field-value"
        width: parent.width - units.width - 16
        title: typing.view.headline ?? ""
        value: pad.typed
        hint: typing.words.nothing
        unit: typing.view.typedUnit ?? ""
        chosen: true
    }
    Row {
        id: units
        anchors.right: parent.right
        y: 20
        spacing: 12
        Repeater {
            model: (typing.view.units ?? []).length
            BenchButton {
                required property int index
                readonly property var of: typing.view.units[index] ?? ({ "key": "", "title": "", "tone": "" })
                objectName: "unit-" + of.key
                kind: of.tone === "act" ? "primary" : "quiet"
                padding: 20
                label: of.title
                onPressed: Staff.act("unit", { "unit": of.key })
            }
        }
    }
    BenchPad {
        id: pad
        y: entry.height + 16
        width: parent.width
        height: parent.height - y
        deleteWord: typing.words.delete
        okWord: typing.words.ok
        onEntered: text => Staff.act("type", { "text": text })
    }
}
