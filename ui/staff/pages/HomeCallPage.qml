pragma ComponentBehavior: Bound

// One person to look in on: why, the days of coming, what was noted before; what came of this home call is noted here.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words["home-call"]
    readonly property real bodyWidth: width - 2 * Metrics.innerPad
    readonly property real bodyHeight: height - Metrics.innerTop - 36
    readonly property real column: wide ? 800 : bodyWidth
    readonly property bool strip: view.weeks.length > 0

    title: view.who
    aside: Row {
        spacing: 12
        CompactButton {
            objectName: "button-phone"
            visible: page.view.phone === ""
            kind: "quiet"
            padding: page.wide ? 36 : 20
            icon: "phone"
            label: page.words.phone
            onPressed: Staff.act("phone")
        }
        CompactButton {
            objectName: "button-hide"
            visible: page.view.phone !== ""
            kind: "secondary"
            padding: page.wide ? 36 : 20
            role: page.wide ? "inner-button" : "inner-label"
            label: page.view.phone
            onPressed: Staff.act("hide")
        }
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            padding: page.wide ? 36 : 20
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
    }

    HomeCallReasons {
        id: reasons
        width: page.column
        height: implicitHeight
        reasons: page.view.reasons
        more: page.view.more
    }
    HomeCallDays {
        id: days
        visible: page.strip
        y: reasons.height + Metrics.gap
        width: page.column
        height: page.wide ? page.bodyHeight - y : Math.max(316, Math.min(436, page.bodyHeight - y - Metrics.gap - maker.implicitHeight))
        view: page.view
        words: page.words
    }
    StateLabel {
        visible: !page.strip && page.wide
        x: 28
        y: reasons.height + Metrics.gap
        role: "inner-label"
        bold: false
        icon: "info"
        tone: "soft"
        word: page.words["no-days"]
        room: page.column - 56
    }
    HomeCallMaker {
        id: maker
        readonly property real below: page.strip ? days.y + days.height + Metrics.gap : reasons.height + Metrics.gap
        x: page.wide ? page.column + Metrics.gap : 0
        y: page.wide ? 0 : below
        width: page.bodyWidth - x
        height: page.bodyHeight - y
        view: page.view
        words: page.words
        short: !page.wide && page.strip
    }
    Loader {
        active: page.view.writing
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: HomeCallNote {
            view: page.view
            words: page.words
        }
    }
}
