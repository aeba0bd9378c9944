pragma ComponentBehavior: Bound

// The lane-house front with its lit doorway and somebody coming out of it, on a grid 820 high. The lamp breathes slowly
// while the screen invites people (`breathes`); with less motion it burns steadily.
import QtQuick
import ui.theme
import kiosk.panel

Item {
    id: lane

    property bool breathes: false
    property string sign: Panel.hallName.slice(0, 3)
    readonly property real unit: height / 820
    readonly property real gridWidth: width / unit
    readonly property real middle: gridWidth / 2

    clip: true

    Item {
        width: lane.gridWidth
        height: 820
        scale: lane.unit
        transformOrigin: Item.TopLeft

        Rectangle { width: parent.width; height: 820; color: Theme.brick }
        Repeater {
            model: 90
            Rectangle {
                required property int index
                readonly property int row: Math.floor(index / 6)
                x: ((index % 6) * 211 + (row % 2) * 104 + (row * 37) % 60) % lane.gridWidth
                y: 64 + row * 46
                width: 70
                height: 12
                radius: 3
                color: Theme.brickDk
            }
        }
        Rectangle { width: parent.width; height: 30; color: Theme.eaves }
        Rectangle { y: 30; width: parent.width; height: 16; color: Theme.tile }
        Rectangle { y: 740; width: parent.width; height: 80; color: Theme.plasterDk }
        Rectangle { y: 740; width: parent.width; height: 10; color: Theme.plasterEdge }

        LaneWindow { visible: lane.gridWidth > 900; x: lane.middle - 482; y: 190 }
        LaneWindow { visible: lane.gridWidth > 900; x: lane.middle + 302; y: 190 }

        // the stone frame of the gate, a magnolia on its keystone
        Outline { x: lane.middle - 270; y: 60; path: "M0 700 V270 A270 270 0 0 1 540 270 V700 Z"; fill: Theme.plaster }
        Outline { x: lane.middle - 270; y: 60; path: "M22 690 V270 A248 248 0 0 1 518 270 V690"; stroke: Theme.plasterDk; thickness: 6; round: false }
        Item {
            x: lane.middle - 44
            y: 82
            Repeater {
                model: 5
                Outline {
                    required property int index
                    x: 44
                    y: 44
                    path: "M0 6 C-22 -10 -16 -40 0 -46 C16 -40 22 -10 0 6 Z"
                    fill: index % 2 ? Theme.codePaper : Theme.petal
                    stroke: Theme.stoneDk
                    thickness: 3
                    rotation: -76 + index * 38
                    transformOrigin: Item.TopLeft
                }
            }
        }
        // open doors with brass rings
        Outline { x: lane.middle - 262; y: 300; path: "M0 40 L72 0 V440 L0 480 Z"; fill: Theme.wood }
        Outline { x: lane.middle + 190; y: 300; path: "M72 40 L0 0 V440 L72 480 Z"; fill: Theme.wood }
        Outline { x: lane.middle - 222; y: 524; path: "M-14 0 a14 16 0 1 0 28 0 a14 16 0 1 0 -28 0 z"; stroke: Theme.brass; thickness: 7 }
        Outline { x: lane.middle + 222; y: 524; path: "M-14 0 a14 16 0 1 0 28 0 a14 16 0 1 0 -28 0 z"; stroke: Theme.brass; thickness: 7 }
        // the lit doorway
        Item {
            x: lane.middle - 190
            y: 176
            width: 440
            height: 566
            clip: true
            Outline { path: "M0 566 V190 A190 190 0 0 1 380 190 V566 Z"; fill: Theme.light }
            Outline {
                id: glow
                path: "M40 566 V200 A150 150 0 0 1 340 200 V566 Z"
                fill: Theme.lightInner
                property real breath: 0
                opacity: 0.925 + 0.075 * Math.cos(breath)
                Timer { // at every frame of the panel this would take a sixth of a processor day and night
                    running: lane.visible && !Panel.lessMotion && lane.breathes
                    repeat: true
                    interval: 400
                    onTriggered: glow.breath = (glow.breath + Math.PI / 5) % (2 * Math.PI)
                }
            }
            Senior {
                x: 45
                y: 190
                width: 290
                wave: true
                coat: Theme.coatTeal
                Rectangle { x: 10; y: parent.height - 2; width: 270; height: 60; color: Theme.coatTeal }
            }
        }
        Rectangle { x: lane.middle - 300; y: 742; width: 600; height: 26; radius: 3; color: Theme.step }
        Rectangle { x: lane.middle - 340; y: 768; width: 680; height: 30; radius: 3; color: Theme.stepDk }
        // the lane's name plate
        Rectangle {
            visible: lane.gridWidth > 1000
            x: lane.middle + 300
            y: 540
            readonly property real enlarged: 1 / Math.min(1, lane.unit) // its letters stay readable
            width: 176 * enlarged
            height: 104 * enlarged
            radius: 10
            color: Theme.plate
            border.width: 5
            border.color: Theme.collar
            Label {
                anchors.centerIn: parent
                anchors.verticalCenterOffset: -3
                role: "base"
                factor: Type.least / Type.base * parent.enlarged
                bold: true
                color: Theme.plateText
                text: lane.sign
            }
        }
        // plane-tree leaves
        Repeater {
            model: [[-70, -40, 210], [70, -70, 190], [-60, 120, 150], [150, 30, 110]]
            Rectangle {
                required property var modelData
                required property int index
                x: modelData[0]
                y: modelData[1]
                width: modelData[2]
                height: modelData[2]
                radius: width / 2
                color: index % 2 ? Theme.leafLt : Theme.leaf
            }
        }
        Repeater {
            model: [[130, -60, 200], [-10, -80, 180], [80, 100, 140]]
            Rectangle {
                required property var modelData
                required property int index
                x: lane.gridWidth - modelData[0]
                y: modelData[1]
                width: modelData[2]
                height: modelData[2]
                radius: width / 2
                color: index % 2 ? Theme.leafLt : Theme.leaf
            }
        }
        // a potted tree
        Item {
            visible: lane.gridWidth > 900
            x: 26
            y: 560
            Rectangle { x: 30; y: 96; width: 90; height: 86; radius: 8; color: Theme.tile }
            Rectangle { x: 20; y: 84; width: 110; height: 22; radius: 6; color: Theme.tileLt }
            Repeater {
                model: [[10, 30, 70], [60, 10, 78], [36, -10, 66], [80, 44, 60]]
                Rectangle {
                    required property var modelData
                    required property int index
                    x: modelData[0]
                    y: modelData[1]
                    width: modelData[2]
                    height: modelData[2]
                    radius: width / 2
                    color: index % 2 ? Theme.leafLt : Theme.leaf
                }
            }
        }
    }
}
