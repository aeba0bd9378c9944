// A button with a lip: only what can be touched has one. What cannot be pressed yet lies flat and says what is missing;
// what is at work lies flat and says so.
import QtQuick
import ui.theme

TouchTarget {
    id: button

    property string kind: "primary" // primary, secondary, people, quiet
    property string role: "button"
    property string icon
    property string label
    property string sub
    property bool vertical: false
    property real radius: Metrics.radiusButton
    property real depth: Metrics.lip // how far it stands out, and goes down but for 3
    property real padding: 48 // beside the words, where they alone give the width
    property string missing // what is to be done before it can be pressed; "" when it can
    property bool busy: false
    property string busyWord

    readonly property bool flat: busy || missing !== ""
    readonly property string said: busy ? busyWord : missing !== "" ? missing : label
    readonly property string sign: busy ? "wait" : icon
    readonly property bool primary: kind === "primary"
    readonly property bool people: kind === "people"
    readonly property color ground: flat ? Theme.well : primary ? Theme.act : people ? Theme.people : Theme.card
    readonly property color text: flat ? Theme.inkSoft : primary ? Theme.actText : people ? Theme.peopleText : kind === "quiet" ? Theme.ink : Theme.act
    readonly property color edge: flat ? Theme.hair : people ? Theme.peopleLip : kind === "quiet" ? Theme.line : Theme.act
    readonly property color lip: flat ? Theme.hair : primary ? Theme.actLip : edge
    readonly property real px: Type.px(role)

    enabled: !flat
    caption: said
    implicitHeight: 168
    implicitWidth: content.width + 2 * padding

    Rectangle {
        anchors.fill: parent
        radius: button.radius
        color: button.lip
    }
    Rectangle {
        id: face
        width: parent.width
        y: button.down ? button.depth - 3 : 0
        height: parent.height - (button.flat ? 0 : button.depth)
        radius: button.radius
        color: button.ground
        border.width: button.primary && !button.flat ? 0 : Metrics.edge
        border.color: button.edge
        Behavior on y { NumberAnimation { duration: 80 } }

        Grid {
            id: content
            anchors.centerIn: parent
            columns: button.vertical || button.sign === "" ? 1 : 2 // an empty column would push the words aside
            columnSpacing: button.px * 0.36
            rowSpacing: 4
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter
            Icon {
                visible: button.sign !== ""
                name: button.sign
                size: button.px * 1.15
                color: button.text
                weight: 4.4
            }
            Column {
                Label {
                    // The glyphs sit low in their line; lifted so that they look centred on the face.
                    topPadding: 0
                    bottomPadding: Math.round(button.px * 0.09)
                    role: button.role
                    bold: true
                    color: button.text
                    text: button.said
                    Accessible.ignored: true
                }
                Label {
                    visible: button.sub !== ""
                    role: "base"
                    color: button.text
                    text: button.sub
                }
            }
        }
    }
}
