// A visitor's page in three places: the sight (what it is about), a few words, and the acts.
// Portrait: one below the other, the acts ending at lowY. Landscape: the sight left; headline, words and acts right.
import QtQuick
import ui.controls
import kiosk.screen

VisitorPage {
    id: page

    property alias sight: sightPlace.data
    property alias words: wordsPlace.data
    property alias acts: actsPlace.data
    property bool bleed: false // the sight reaches the edges of the glass
    property real gap: Visit.portrait ? 36 : 28
    property real wordsSpacing: 12
    property bool wordsLow: false // landscape: the words stand on the acts instead of under the headline

    readonly property real sightW: sightPlace.width
    readonly property real sightH: sightPlace.height
    readonly property real actsTop: actsPlace.height > 0 ? actsPlace.y : page.lowY
    readonly property bool tight: sightPlace.height < 560

    Item {
        id: sightPlace
        x: page.bleed ? 0 : page.stageX
        y: page.stageY
        width: page.bleed ? (Visit.portrait ? page.width : 900) : page.stageW
        height: Math.max(0, Visit.portrait ? (wordsPlace.height > 0 ? wordsPlace.y : page.actsTop) - page.gap - y : page.stageH)
    }

    Column {
        id: wordsPlace
        x: page.columnX
        y: {
            const low = page.actsTop - (actsPlace.height > 0 ? page.gap : 0) - height;
            return Visit.portrait || page.wordsLow ? low : Math.min(low, page.headBottom + 32);
        }
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
