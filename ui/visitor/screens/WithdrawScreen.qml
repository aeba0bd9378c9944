// Which consent is taken back; then what happens, and whether it is meant.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

Item {
    id: both

    readonly property bool asks: Visit.tiles.length === 0

    anchors.fill: parent
    Loader {
        anchors.fill: parent
        sourceComponent: both.asks ? question : choice
    }
    Component {
        id: question
        QuestionPage {}
    }
    Component {
        id: choice
        TilesPage {}
    }
}
