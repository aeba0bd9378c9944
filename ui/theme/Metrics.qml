pragma Singleton
// Space, form and the rows of a visitor's page, in pixels of the logical screen.
import QtQuick
import kiosk.panel

QtObject {
    readonly property bool portrait: Panel.portrait
    readonly property int width: portrait ? 1080 : 1920
    readonly property int height: portrait ? 1920 : 1080

    readonly property int margin: 72
    readonly property int barMargin: 48
    readonly property int gap: 24
    readonly property int cardPad: 44

    readonly property int radiusPlate: 12
    readonly property int radiusKey: 16
    readonly property int radiusBar: 24
    readonly property int radiusButton: 28
    readonly property int radiusCard: 32

    readonly property int edge: 4
    readonly property int codeEdge: 8
    readonly property int lip: 10
    readonly property int lipSmall: 8

    // The inner wings: a frame around everything, a strip on top, navigation at the left or below.
    readonly property int frame: 16
    readonly property int strip: 92
    readonly property int navigation: portrait ? 156 : 212
    readonly property int innerPad: 40 // from frame or navigation to a page's content
    readonly property int innerTop: 128 // of the page, below its title
    readonly property int innerTarget: 100 // height of a button, a row, a field
    readonly property int radiusInner: 20
    readonly property int benchTop: 104 // of a technician's page, below its title
    readonly property int benchPad: 36
    readonly property int benchGap: 20 // between cards
    readonly property int benchTarget: 96 // height of what is touched with gloves

    readonly property int topY: portrait ? 40 : 28
    readonly property int topHeight: 64
    readonly property int bannerY: portrait ? 132 : 104
    readonly property int bannerHeight: portrait ? 192 : Panel.textScale > 1.1 ? 180 : 160
    readonly property int headY: portrait ? 164 : 124
    readonly property int stageX: 72
    readonly property int stageWidth: portrait ? 936 : 848
    readonly property int stageTop: portrait ? 480 : 128
    readonly property int stageBottom: 888
    readonly property int columnX: portrait ? 72 : 984
    readonly property int columnWidth: portrait ? 936 : 864
    readonly property int lowY: portrait ? 1640 : 884
    readonly property int floorY: portrait ? 1680 : 920
    readonly property int barY: portrait ? 1716 : 944
    readonly property int barHeight: portrait ? 164 : 112
}
