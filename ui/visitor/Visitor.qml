// The visitor's wing: one screen by state, slid in; the question whether anybody is still here; and touches anywhere.
import QtQuick
import ui.theme
import kiosk.panel
import kiosk.visitor

Rectangle {
    id: root

    color: Theme.paper

    property bool begun: false
    readonly property bool asking: Visit.warningSeconds >= 0

    /// The file of a state's screen: card-problem is drawn by screens/CardProblemScreen.qml.
    function screen(state: string): string {
        return "screens/" + state.split("-").map(word => word.charAt(0).toUpperCase() + word.slice(1)).join("") + "Screen.qml";
    }

    Loader {
        id: page
        width: parent.width
        height: parent.height
        visible: !root.asking
        source: root.screen(Visit.state)
        onLoaded: {
            if (root.begun) // the very first frame is the whole picture already
                arrive.restart();
            root.begun = true;
        }
    }
    ParallelAnimation {
        id: arrive
        NumberAnimation { target: page; property: "x"; from: Panel.lessMotion ? 0 : 48; to: 0; duration: 240; easing.type: Easing.OutCubic }
        NumberAnimation { target: page; property: "opacity"; from: 0; to: 1; duration: 160 }
    }
    Loader {
        width: parent.width
        height: parent.height
        active: root.asking
        source: "screens/StillHere.qml"
    }
    PointHandler {
        onActiveChanged: if (active) Visit.touch()
    }
}
