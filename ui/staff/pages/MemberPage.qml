pragma ComponentBehavior: Bound

// One member: how they stand, who they are (masked), what they agreed to, what is kept, and what can be done now.
import QtQuick
import ui.theme
import ui.controls
import ui.staff.parts
import kiosk.staff

StaffPage {
    id: page

    readonly property var view: Staff.content
    readonly property var words: Staff.words.members
    readonly property bool there: view.gone === ""
    readonly property real bodyWidth: width - 2 * Metrics.innerPad
    readonly property real bodyHeight: height - Metrics.innerTop - 36
    readonly property real deedsHeight: wide ? Metrics.innerTarget : 2 * Metrics.innerTarget + Metrics.gap
    readonly property real cardsHeight: bodyHeight - deedsHeight - Metrics.gap

    title: there ? view.name : view.gone
    aside: Row {
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-undo"
            visible: !!page.view.undo
            kind: "secondary"
            icon: "undo"
            label: page.view.undo ? page.view.undo.label : ""
            onPressed: Staff.act("undo")
        }
        CompactButton {
            objectName: "button-follow-ups"
            visible: page.there
            kind: "quiet"
            padding: 20
            icon: "heart"
            label: Staff.words["member-follow-ups"].door
            onPressed: Staff.act("follow_ups")
        }
        CompactButton {
            objectName: "button-back"
            kind: "quiet"
            icon: "back"
            label: page.words.back
            onPressed: Staff.act("back")
        }
    }

    MemberFacts {
        id: facts
        visible: page.there
        width: page.wide ? 716 : page.bodyWidth
        height: page.wide ? page.cardsHeight : Math.max(520, implicitHeight)
        member: page.view
    }
    MemberConsents {
        visible: page.there
        x: page.wide ? facts.width + Metrics.gap : 0
        y: page.wide ? 0 : facts.height + Metrics.gap
        width: page.bodyWidth - x
        height: page.cardsHeight - y
        member: page.view
    }
    Grid {
        id: deeds
        y: page.bodyHeight - page.deedsHeight
        columns: page.wide ? Math.max(4, page.view.deeds.length) : 2
        spacing: Metrics.gap
        Repeater {
            model: page.view.deeds
            CompactButton {
                required property var modelData
                objectName: "button-" + modelData.key
                width: (page.bodyWidth - (deeds.columns - 1) * deeds.spacing) / deeds.columns
                kind: modelData.main ? "primary" : modelData.key === "revoke" ? "quiet" : "secondary"
                icon: modelData.icon
                busy: page.view.busy
                busyWord: page.words.busy
                label: modelData.label
                onPressed: Staff.act(modelData.key)
            }
        }
    }
    Loader {
        active: !!page.view.asking
        y: -Metrics.innerTop
        x: -Metrics.innerPad
        width: page.width
        height: page.height
        sourceComponent: ReasonSheet {
            asking: page.view.asking
        }
    }
}
