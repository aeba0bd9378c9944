pragma ComponentBehavior: Bound

// One key with what may be written, and the control its type calls for: two or more choices, digits, or the pinyin pad with
// the signs of addresses and paths above it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: editor

    property var key: ({})
    property var words
    property bool wide: true
    readonly property bool choosing: key.kind === "switch" || key.kind === "choice"
    readonly property bool counting: key.kind === "number" || key.kind === "time"
    readonly property bool writing: key.kind === "text"
    readonly property bool tight: writing && wide
    readonly property real half: wide ? (width - 40) / 2 : width
    readonly property string name: key.key
    readonly property real signsAt: tight ? height - pad.height - signs.height - 16 : field.y + field.height + 24

    onNameChanged: begin()
    Component.onCompleted: begin()

    /// The end of a long text, in about so many places; a Chinese character takes two.
    function tail(text: string, places: int): string {
        const signs = [...text];
        let wide = 0, from = signs.length;
        while (from > 0 && (wide += signs[from - 1] < "\u2e80" ? 1 : 2) <= 2 * places)
            from--;
        return from > 0 ? "…" + signs.slice(from).join("") : text;
    }
    function begin() {
        digits.typed = "";
        pad.begin(editor.key.typed ?? "");
    }

    BenchCard {
        id: facts
        width: editor.half
        height: said.y + said.height + 24
        tone: editor.key.problem !== "" ? "care" : ""
        Column {
            id: said
            x: 28
            y: 20
            width: parent.width - 56
            spacing: 6
            Label {
                role: "bench-label"
                color: Theme.inkSoft
                text: editor.key.key
            }
            Label {
                width: said.width
                role: editor.tight ? "bench-body" : "bench-head"
                bold: true
                wraps: true
                text: editor.key.meaning
            }
            Repeater {
                model: editor.tight ? [editor.key.facts[0] + "  ·  " + editor.key.facts[2]] : editor.key.facts
                Label {
                    required property var modelData
                    width: said.width
                    role: editor.tight ? "bench-label" : "bench-body"
                    wraps: true
                    text: modelData
                }
            }
            StateLabel {
                visible: editor.key.changed
                role: "bench-body"
                icon: "edit"
                tone: "act"
                word: editor.words.changed + " " + editor.key.value
                room: said.width
            }
            StateLabel {
                visible: editor.key.problem !== ""
                role: "bench-body"
                icon: "tri"
                tone: "care"
                word: editor.key.problem
                room: said.width
            }
            StateLabel {
                visible: editor.key.secret && !editor.tight
                role: "bench-label"
                icon: "lock"
                tone: "soft"
                bold: false
                word: editor.words.secret
                room: said.width
            }
        }
    }
    Row {
        id: acts
        x: editor.tight ? editor.half + 40 : 0
        y: editor.tight ? 0 : facts.height + 20
        spacing: 20
        BenchButton {
            objectName: "button-close-key"
            kind: "quiet"
            icon: "back"
            label: editor.words.back
            onPressed: Staff.act("look", { "key": "" })
        }
        BenchButton {
            objectName: "button-put-back"
            visible: editor.key.changed
            kind: "quiet"
            icon: "undo"
            label: editor.words["put-back"]
            onPressed: Staff.act("put_back")
        }
        BenchButton {
            objectName: "button-default"
            visible: !editor.key.isDefault
            kind: "secondary"
            label: editor.words.default
            onPressed: {
                Staff.act("put_default");
                editor.begin();
            }
        }
    }

    // --- choices
    Grid {
        visible: editor.choosing
        x: editor.wide ? editor.half + 40 : 0
        y: editor.wide ? 0 : acts.y + acts.height + 36
        columns: 2
        columnSpacing: 20
        rowSpacing: 20
        Repeater {
            model: editor.key.choices
            BenchButton {
                required property var modelData
                objectName: "choice-" + modelData.key
                width: (editor.half - 20) / 2
                height: 124
                kind: modelData.chosen ? "secondary" : "quiet"
                icon: modelData.chosen ? "check" : ""
                label: modelData.label
                onPressed: Staff.act("put", { "text": modelData.key })
            }
        }
    }

    // --- digits
    Item {
        visible: editor.counting
        x: editor.wide ? editor.half + 40 : 0
        y: editor.wide ? 0 : acts.y + acts.height + 36
        width: editor.half
        height: digits.y + digits.height
        FormField {
            id: shown
            width: parent.width - take.width - 20
            value: digits.typed
            hint: editor.key.value
            chosen: true
        }
        BenchButton {
            id: take
            objectName: "button-take"
            anchors.right: parent.right
            kind: digits.typed === "" ? "quiet" : "secondary"
            icon: "check"
            label: editor.words.ok
            onPressed: {
                if (digits.typed !== "")
                    Staff.act("put", { "text": digits.typed });
                digits.typed = "";
            }
        }
        NumberKeys {
            id: digits
            y: shown.height + 24
            width: parent.width
            decimals: editor.key.kind === "time" ? 0 : editor.key.decimals
            most: editor.key.kind === "time" ? 4 : 9
            deleteWord: editor.words.delete
        }
    }

    // --- words
    Item {
        visible: editor.writing
        anchors.fill: parent
        FormField {
            id: field
            x: editor.tight ? editor.half + 40 : 0
            y: acts.y + acts.height + 20
            width: editor.half - write.width - 20
            value: editor.tail(pad.whole, Math.floor((width - 100) / 44))
            hint: editor.key.secret ? editor.words.secret : editor.key.value
            chosen: true
        }
        BenchButton {
            id: write
            objectName: "button-write"
            anchors.right: parent.right
            y: field.y
            kind: "secondary"
            icon: "check"
            label: editor.words.ok
            onPressed: {
                Staff.act("put", { "text": pad.whole });
                if (editor.key.secret)
                    pad.begin("");
            }
        }
        Row {
            id: signs
            y: editor.signsAt
            spacing: pad.gap
            Repeater {
                model: ["/", ":", ".", "_", "-", "@", "?", "=", "&", "%"]
                PadKey {
                    required property string modelData
                    objectName: "sign-" + modelData
                    width: pad.slot
                    role: modelData === "_" ? "bench-body" : "inner-head"
                    word: modelData === "_" ? editor.words.underscore : modelData
                    onPressed: pad.writeSign(modelData)
                }
            }
        }
        PinyinPad {
            id: pad
            y: editor.signsAt + signs.height + 16
            width: parent.width
            height: implicitHeight
            names: false
            most: editor.key.longest ?? 200
        }
    }
}
