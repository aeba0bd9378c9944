pragma ComponentBehavior: Bound

// The lane-house doorway: the one place on a screen where the person belongs. The picture lies behind a wall with an arch
// cut out of it; the arch's outline is the guidance ring, closed from the left foot.
import QtQuick
import ui.theme
import kiosk.items

Item {
    id: door

    property real progress: -1
    property bool good: false
    property QtObject previewSource: null
    property bool showsPreview: false
    property bool guide: false
    property color wall: Theme.paper
    property bool bun: true
    property color coat: Theme.coatBlue
    property color hair: Theme.hairGrey
    default property alias extra: over.data

    readonly property real band: Math.max(14, width * 0.028)
    readonly property real bow: width / 2
    readonly property real span: 2 * (height - bow) + Math.PI * bow
    readonly property string arch: "M0 " + height + " V" + bow + " A" + bow + " " + bow + " 0 0 1 " + width + " " + bow + " V" + height
    readonly property bool live: preview.item !== null && (preview.item as Preview).hasPicture

    Item {
        anchors.fill: parent
        clip: true
        Rectangle { anchors.fill: parent; color: Theme.roomWall }
        Rectangle { x: -20; y: parent.height * 0.16; width: parent.width * 0.3; height: parent.height * 0.36; color: Theme.roomWindow }
        Rectangle { x: parent.width * 0.78; y: parent.height * 0.3; width: parent.width * 0.3; height: parent.height * 0.7; color: Theme.roomSide }
        Senior {
            visible: !door.live
            width: door.width * 0.8
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(door.height * 0.2, door.height - height * 1.05)
            bun: door.bun
            coat: door.coat
            hair: door.hair
            Rectangle {
                y: parent.height - 2
                x: parent.width * 0.035
                width: parent.width * 0.93
                height: door.height
                color: door.coat
            }
        }
        Loader {
            id: preview
            anchors.fill: parent
            active: door.showsPreview
            sourceComponent: Preview { source: door.previewSource }
        }
    }
    // One still picture in front of the camera's: otherwise every frame would draw all these lines anew.
    Item {
        x: -door.band
        y: -door.band
        width: door.width + 2 * door.band
        height: door.height + door.band
        layer.enabled: door.live
        Item {
            x: door.band
            y: door.band
            width: door.width
            height: door.height
            Outline {
                path: "M-3 -3 H" + (door.width + 3) + " V" + (door.height + 3) + " H-3 Z " + door.arch + " Z"
                fill: door.wall
                hollow: true
            }
            Outline { path: door.arch; stroke: Theme.track; thickness: door.band * 2; round: false }
            Outline { visible: door.progress < 0; path: door.arch; stroke: Theme.stoneDk; thickness: 3; round: false }
            Item {
                id: oval
                visible: door.guide
                x: door.width / 2
                y: door.height * 0.49
                readonly property string path: "M" + (-door.width * 0.29) + " 0 a" + door.width * 0.29 + " " + door.width * 0.37 + " 0 1 1 "
                    + door.width * 0.58 + " 0 a" + door.width * 0.29 + " " + door.width * 0.37 + " 0 1 1 " + (-door.width * 0.58) + " 0 z"
                Outline { path: oval.path; stroke: Theme.codePaper; thickness: 12; dashes: [2.4, 2.4] }
                Outline { path: oval.path; stroke: Theme.plate; thickness: 6; dashes: [4.8, 4.8] }
            }
            Outline {
                visible: door.progress > 0
                path: door.arch
                stroke: door.good ? Theme.done : Theme.act
                thickness: door.band * 1.25
                round: false
                dashes: door.progress >= 1 ? [] : [door.span * door.progress / (door.band * 1.25), 9999]
            }
        }
    }
    Rectangle { x: -door.band * 2.4; y: door.height - 2; width: door.width + door.band * 4.8; height: door.band * 1.5; radius: 4; color: Theme.stoneDk }
    Rectangle { x: -door.band * 3.8; y: door.height + door.band * 1.5 - 2; width: door.width + door.band * 7.6; height: door.band * 1.5; radius: 4; color: Theme.stone }
    Item {
        id: over
        anchors.fill: parent
    }
}
