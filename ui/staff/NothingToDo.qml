// Where there is no page: for whoever may be let in and has nothing to do here, and for a page that cannot say what it shows.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property string why: Staff.page === "" ? "no-page" : "broken-page"

    title: Staff.words[why]

    Column {
        width: parent.width
        spacing: 36
        Icon {
            name: "lock"
            size: 108
            color: Theme.act
            weight: 3.6
        }
        Label {
            width: parent.width
            wraps: true
            role: "inner-head"
            text: Staff.words[page.why + "-why"]
        }
    }
}
