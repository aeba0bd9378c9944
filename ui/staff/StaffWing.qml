// The staff wing: the way in, or the open page by its name under the strip that says who is in and for how long.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: root

    color: Theme.staff

    /// The file of a page: member-edit is drawn by pages/MemberEditPage.qml.
    function file(page: string): string {
        return page === "" ? "" : "pages/" + page.split("-").map(word => word.charAt(0).toUpperCase() + word.slice(1)).join("") + "Page.qml";
    }

    Loader {
        x: 16
        y: 108
        width: parent.width - 32
        height: parent.height - y - 16
        source: Staff.stage === "open" ? root.file(Staff.page) : ""
    }
    PointHandler {
        onActiveChanged: if (active) Staff.touch()
    }
}
