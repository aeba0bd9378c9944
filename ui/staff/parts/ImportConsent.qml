// Before it is written: the papers, and the clerk's word that they lie here; or the last look after the photos.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var page: Staff.content
    readonly property bool last: page.step === "confirm"
    readonly property var view: last ? page.confirm : page.consent
    readonly property var words: Staff.words["import"]
    readonly property bool wide: !Metrics.portrait

    Column {
        width: parent.width
        spacing: 24
        FittingLabel {
            width: parent.width
            role: "inner-head"
            bold: true
            text: part.last ? part.words.confirm : part.words.consent
        }
        FactLines {
            width: parent.width
            facts: part.view.facts
        }
        TouchTarget {
            id: promise
            objectName: "button-papers"
            visible: !part.last && part.view.promise !== ""
            width: parent.width
            height: Math.max(124, words.height + 40)
            caption: part.last ? "" : part.view.promise
            onPressed: Staff.act("papers", { "lie_here": !part.view.given })
            Rectangle {
                anchors.fill: parent
                radius: Metrics.radiusInner
                color: promise.down || part.view.given ? Theme.actTint : Theme.card
                border.width: 4
                border.color: part.view.given ? Theme.act : Theme.line
            }
            Rectangle {
                x: 32
                anchors.verticalCenter: parent.verticalCenter
                width: 68
                height: 68
                radius: 14
                color: part.view.given ? Theme.act : Theme.card
                border.width: 4
                border.color: part.view.given ? Theme.act : Theme.line
                Icon {
                    visible: !!part.view.given
                    anchors.centerIn: parent
                    name: "check"
                    size: 52
                    color: Theme.actText
                    weight: 5.4
                }
            }
            Column {
                id: words
                x: 132
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - x - 32
                Label {
                    width: parent.width
                    wraps: true
                    role: "inner-button"
                    bold: true
                    text: part.last ? "" : part.view.promise
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    wraps: true
                    role: "inner-label"
                    color: Theme.inkSoft
                    text: part.last ? "" : part.view.who
                    Accessible.ignored: true
                }
            }
        }
        Label {
            visible: part.last
            width: parent.width
            wraps: true
            role: "inner-body"
            color: Theme.inkSoft
            text: part.words["confirm-lead"]
        }
    }
    Grid {
        id: acts
        y: parent.height - height
        width: parent.width
        columns: part.wide ? 3 : 1
        spacing: Metrics.gap
        readonly property real cell: part.wide ? (width - 2 * spacing) / 3 : width
        CompactButton {
            objectName: "button-back"
            width: acts.cell
            height: 116
            kind: "quiet"
            icon: "back"
            label: part.words.back
            onPressed: Staff.act("back")
        }
        CompactButton {
            objectName: part.last ? "button-errors" : "button-skip-photos"
            visible: part.last ? part.view.errors > 0 : part.view.maySkip
            width: acts.cell
            height: 116
            padding: 8
            kind: part.last ? "secondary" : "quiet"
            icon: part.last ? "download" : ""
            busy: part.last && part.view.busy
            busyWord: part.words.busy
            missing: !part.last && part.view.missing !== "" ? part.words["skip-photos"] : ""
            label: part.last ? part.view.errorsLabel : part.words["skip-photos"]
            onPressed: part.last ? Staff.act("save_errors") : Staff.act("without_photos")
        }
        CompactButton {
            objectName: "button-next"
            width: part.wide && !(part.last ? part.view.errors > 0 : part.view.maySkip) ? 2 * acts.cell + acts.spacing : acts.cell
            height: 116
            padding: 8
            icon: missing === "" ? "check" : ""
            missing: part.view.missing
            label: part.view.label
            onPressed: Staff.act("go_on")
        }
    }
}
