// A button with a lip: only what can be touched has one.
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

    readonly property bool primary: kind === "primary"
    readonly property bool people: kind === "people"
    readonly property color ground: primary ? Theme.act : people ? Theme.people : Theme.card
    readonly property color text: primary ? Theme.actText : people ? Theme.peopleText : kind === "quiet" ? Theme.ink : Theme.act
    readonly property color edge: people ? Theme.peopleLip : kind === "quiet" ? Theme.line : Theme.act
    readonly property color lip: primary ? Theme.actLip : edge
    readonly property real px: Type.px(role)

    caption: label
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
        height: parent.height - button.depth
        radius: button.radius
        color: button.ground
        border.width: button.primary ? 0 : Metrics.edge
        border.color: button.edge
        Behavior on y { NumberAnimation { duration: 80 } }

        Grid {
            id: content
            anchors.centerIn: parent
            columns: button.vertical ? 1 : 2
            columnSpacing: button.px * 0.36
            rowSpacing: 4
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter
            Icon {
                visible: button.icon !== ""
                name: button.icon
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
                    text: button.label
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
