// The inner wing: an amber frame as long as it is shown, the strip on top, and in it the way in, or the open page by its
// name beside the navigation. A sheet takes the whole place; what lies under it keeps what was typed. A technician's has
// a dark line inside the frame besides, so that a glance tells who works at it.
import QtQuick
import ui.theme
import ui.staff.parts
import kiosk.staff

Rectangle {
    id: root

    readonly property bool inside: Staff.stage === "open"
    readonly property bool technical: inside && Staff.role === "technician"
    readonly property bool asked: Staff.question.present || Staff.signature.present
    readonly property real insideY: Metrics.frame + Metrics.strip
    readonly property real insideHeight: height - insideY - Metrics.frame

    color: Theme.staff

    /// The file of a page: member-edit is drawn by pages/MemberEditPage.qml. Between two pages there is none.
    function file(page: string): string {
        if (!Staff.present)
            return "NothingToDo.qml";
        if (page === "")
            return "";
        return (technical ? "../technician/pages/" : "pages/") + page.split("-").map(word => word.charAt(0).toUpperCase() + word.slice(1)).join("") + "Page.qml";
    }

    Rectangle {
        x: Metrics.frame
        y: root.insideY
        width: parent.width - 2 * Metrics.frame
        height: root.insideHeight
        color: Theme.paper
    }
    Navigation {
        visible: root.inside && !root.asked
        x: Metrics.frame
        y: Metrics.portrait ? parent.height - Metrics.frame - height : root.insideY
        width: Metrics.portrait ? parent.width - 2 * Metrics.frame : Metrics.navigation
        height: Metrics.portrait ? Metrics.navigation : root.insideHeight
    }
    Loader {
        id: page
        visible: !root.asked
        x: Metrics.frame + (Metrics.portrait ? 0 : Metrics.navigation)
        y: root.insideY
        width: parent.width - x - Metrics.frame
        height: root.insideHeight - (Metrics.portrait ? Metrics.navigation : 0)
        source: root.inside ? root.file(Staff.page) : ""
    }
    Loader {
        visible: page.visible
        x: page.x
        y: page.y
        width: page.width
        height: page.height
        source: page.status === Loader.Error ? "NothingToDo.qml" : ""
    }
    Loader {
        x: Metrics.frame
        y: root.insideY
        width: parent.width - 2 * Metrics.frame
        height: root.insideHeight
        source: Staff.question.present ? "parts/Question.qml" : Staff.signature.present ? "parts/Signature.qml"
            : root.inside || Staff.stage === "shut" ? "" : "parts/Entrance.qml"
    }
    Strip {
        width: parent.width
        height: root.insideY
    }
    Rectangle {
        visible: root.technical
        anchors.fill: parent
        anchors.margins: Metrics.frame
        color: "transparent"
        border.width: 4
        border.color: Theme.staffText
    }
    PointHandler {
        onActiveChanged: if (active) Staff.touch()
    }
}
