pragma ComponentBehavior: Bound

// Values that are typed: all of them at the left, or above, and the keys beside. One that is words takes the whole place.
import QtQuick
import ui.controls
import kiosk.staff

Item {
    id: form

    property var fields: [] // FieldView
    property var words: ({})
    property bool wide: true
    property string begins: "latin" // keys with which words begin
    property real aside: 520 // width of the keys
    readonly property var focused: fields.find(field => field.focused) ?? null
    readonly property bool writes: !!focused && focused.letters
    readonly property int columns: wide ? 2 : 3
    readonly property real fieldsWidth: wide ? width - aside - 24 : width
    readonly property real cell: (fieldsWidth - (columns - 1) * 16) / columns
    readonly property real rowHeight: 126

    Repeater {
        model: form.writes ? 0 : form.fields.length
        BenchField {
            required property int index
            readonly property var of: form.fields[index] ?? ({ "key": "", "label": "", "value": "", "hint": "", "unit": "", "focused": false })
            objectName: "field-" + of.key
            x: (index % form.columns) * (form.cell + 16)
            y: Math.floor(index / form.columns) * form.rowHeight
            width: form.cell
            title: of.label
            value: of.focused && pad.typed !== "" ? pad.typed : of.value
            hint: of.hint
            unit: of.unit
            chosen: of.focused
            onPressed: Staff.act("field", { "key": of.key })
        }
    }
    BenchPad {
        id: pad
        visible: !form.writes
        x: form.wide ? form.width - width : 0
        y: form.wide ? 0 : Math.ceil(form.fields.length / form.columns) * form.rowHeight + 16
        width: form.wide ? form.aside : form.width
        height: form.wide ? Math.min(form.height, 560) : Math.min(480, form.height - y)
        deleteWord: form.words.delete
        okWord: form.words.ok
        onEntered: text => Staff.act("type", { "text": text })
    }
    Loader {
        active: form.writes
        width: form.width
        height: form.height
        sourceComponent: Item {
            BenchField {
                objectName: "field-writing"
                width: parent.width - done.width - 20
                title: form.focused?.label ?? ""
                hint: form.words["text-hint"]
                value: keys.whole
                chosen: true
            }
            BenchButton {
                id: done
                objectName: "button-done-typing"
                anchors.right: parent.right
                y: 20
                icon: "check"
                label: form.words["done-typing"]
                onPressed: Staff.act("type", { "text": keys.whole })
            }
            PinyinPad {
                id: keys
                y: 150
                width: parent.width
                height: implicitHeight
                names: false
                most: 40
                Component.onCompleted: {
                    begin(form.focused?.value ?? "");
                    mode = form.begins;
                }
            }
        }
    }
}
