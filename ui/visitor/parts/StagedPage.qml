// A visitor's page in three places: the sight (what it is about), a few words, and the acts.
// Portrait: one below the other, the acts ending at lowY. Landscape: the sight left; headline, words and acts right.
import QtQuick
import ui.theme
import kiosk.panel

VisitorPage {
    id: page

    property alias sight: sightPlace.data
    property alias words: wordsPlace.data
    property alias acts: actsPlace.data
    property bool bleed: false // the sight reaches the edges of the glass
    property real gap: Panel.portrait ? 36 : 28
    property real wordsSpacing: 12

    /// Beside a second act of 148 in landscape, the first gives way to a headline of three lines.
    readonly property real primaryHeight: Panel.portrait ? 204 : Math.max(164, Math.min(204, page.lowY - 148 - 24 - 44 - page.headBottom))

    readonly property Item sightArea: sightPlace
    readonly property real sightW: sightPlace.width
    readonly property real sightH: sightPlace.height
    readonly property real actsTop: actsPlace.height > 0 ? actsPlace.y : page.lowY
    readonly property real sightBottom: {
        if (!Panel.portrait)
            return page.bleed ? Metrics.floorY : page.stageY + page.stageH;
        const below = wordsPlace.height > 0 ? wordsPlace.y : page.actsTop;
        return below < page.lowY ? below - page.gap : page.bleed ? Metrics.floorY : page.lowY;
    }

    Item {
        id: sightPlace
        x: page.bleed ? 0 : page.stageX
        y: page.bleed && !Panel.portrait ? page.stageY - 24 : page.stageY
        width: page.bleed ? (Panel.portrait ? page.width : 900) : page.stageW
        height: Math.max(0, page.sightBottom - y)
    }
    Column {
        id: wordsPlace
        readonly property real low: page.actsTop - (actsPlace.height > 0 ? page.gap : 0) - height
        x: page.columnX
        y: Panel.portrait ? low : Math.min(low, page.headBottom + Math.max(36, Math.min(124, (low - page.headBottom) * 0.4)))
        width: page.columnW
        spacing: page.wordsSpacing
    }
    Column {
        id: actsPlace
        x: page.columnX
        y: page.lowY - height
        width: page.columnW
        spacing: 24
    }
}
