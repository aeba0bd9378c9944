pragma ComponentBehavior: Bound

// What is known of a member, to be changed: a touch on a field says where the keys write.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.members
    readonly property real bodyWidth: width - 2 * Metrics.innerPad
    readonly property real bodyHeight: height - Metrics.innerTop - 36
    readonly property string chosen: view.chosen
    readonly property string said: view.meanwhile !== "" ? view.meanwhile : view.problem

    title: words["edit-title"] + " " + view.name
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
        CompactButton {
            objectName: "button-look-now"
            visible: page.view.meanwhile !== ""
            label: page.words["look-now"]
            onPressed: Staff.act("look_now")
        }
        CompactButton {
            objectName: "button-save"
            visible: page.view.meanwhile === ""
            icon: "check"
            missing: keys.letters !== "" ? page.words["letters-left"] : page.view.wrong !== "" ? page.words.wrong : page.view.missing
            busy: page.view.busy
            busyWord: page.words.busy
            label: page.words.save
            onPressed: Staff.act("save")
        }
    }
    onChosenChanged: keys.show()

    Grid {
        id: fields
        columns: page.wide ? 4 : 2
        columnSpacing: Metrics.gap
        rowSpacing: 12
        Repeater {
            model: page.view.fields
            FormField {
                required property var modelData
                objectName: "field-" + modelData.key
                width: (page.bodyWidth - (fields.columns - 1) * fields.columnSpacing) / fields.columns
                title: modelData.label
                value: modelData.chosen ? modelData.value + keys.letters : modelData.value
                chosen: modelData.chosen
                aside: modelData.changed && !modelData.chosen ? page.words.changed : ""
                problem: modelData.problem === "" ? "" : page.words.wrong
                onPressed: Staff.act("choose", { "field": modelData.key })
            }
        }
    }
    StateLabel {
        visible: word !== ""
        y: keys.y - Metrics.gap - height - 10
        icon: "tri"
        tone: "care"
        role: "inner-label"
        word: page.said !== "" ? page.said : page.view.wrong
        room: page.bodyWidth
    }
    Rectangle {
        x: -Metrics.innerPad
        y: keys.y - Metrics.gap
        width: page.width
        height: page.height - Metrics.innerTop - y
        color: Theme.floor
    }
    PinyinPad {
        id: keys

        property bool settling: false

        /// What the chosen field says now is what the keys go on with.
        function show() {
            settling = true;
            begin(page.view.value);
            mode = page.view.chosen === "phone" ? "digits" : "letters";
            settling = false;
        }
        y: page.bodyHeight - implicitHeight + 12
        width: page.bodyWidth
        height: implicitHeight
        names: page.view.chosen === "name"
        most: 50
        onTextChanged: if (!settling && text !== page.view.value) Staff.act("write", { "text": text })
        Component.onCompleted: show()
    }
}
