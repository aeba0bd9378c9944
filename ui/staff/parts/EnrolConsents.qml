pragma ComponentBehavior: Bound

// What is asked, and what was said to it; three ways to ask. Nothing is set before the person said it.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Item {
    id: part

    readonly property var view: Staff.content
    readonly property var words: Staff.words.enrol
    readonly property var guardian: view.guardian
    readonly property bool wide: !Metrics.portrait
    readonly property bool tight: (view.consents ?? []).length > 3 // there is room for three with a line below
    readonly property string missing: guardian && (guardian.name === "" || !guardian.relations.some(one => one.chosen)) ? words["guardian-card"] : ""

    function ask(how: string): void {
        Staff.act("ask", { "how": how });
    }

    EnrolPerson {
        id: person
        width: part.wide ? 720 : parent.width
        person: part.view.person
        rows: part.guardian ? 2 : 3
        EnrolGuardian {
            visible: !!part.guardian
            width: parent.width
            guardian: part.guardian
        }
        CompactButton {
            objectName: "button-guardian"
            visible: !part.guardian || !part.guardian.required
            width: parent.width
            kind: "quiet"
            icon: "people"
            label: part.guardian ? part.words["by-self"] : part.words["by-guardian"]
            onPressed: Staff.act("guardian", { "wanted": !part.guardian })
        }
        StateLabel {
            visible: !!part.view.hasHelper
            role: "inner-label"
            icon: "people"
            tone: "act"
            word: part.view.helped ?? ""
            room: parent.width
        }
        HelperButton {
            visible: !part.guardian && !!(part.view.mayBeHelped || part.view.hasHelper)
            width: parent.width
        }
    }
    Column {
        x: part.wide ? person.width + 36 : 0
        y: part.wide ? 0 : person.height + 24
        width: parent.width - x
        spacing: 16
        FittingLabel {
            width: parent.width
            role: "inner-head"
            bold: true
            text: part.view.headline
        }
        FittingLabel {
            width: parent.width
            role: "inner-body"
            color: Theme.inkSoft
            text: part.view.lead
        }
        SheetCard {
            width: parent.width
            height: list.height
            radius: Metrics.radiusBar
            Column {
                id: list
                width: parent.width
                Repeater {
                    model: part.view.consents
                    Item {
                        id: row
                        required property var modelData
                        required property int index
                        width: list.width
                        height: part.tight ? 74 : 98
                        Rectangle {
                            visible: row.index > 0
                            x: 32
                            width: parent.width - 64
                            height: 2
                            color: Theme.hair
                        }
                        Column {
                            x: 32
                            anchors.verticalCenter: parent.verticalCenter
                            width: said.x - x - 20
                            FittingLabel {
                                width: parent.width
                                role: "inner-body"
                                bold: true
                                text: row.modelData.title
                            }
                            FittingLabel {
                                visible: !part.tight
                                width: parent.width
                                role: "inner-label"
                                color: Theme.inkSoft
                                text: row.modelData.short
                            }
                        }
                        StateLabel {
                            id: said
                            readonly property var signs: ({ yes: "ok", no: "minus" })
                            x: parent.width - 250
                            anchors.verticalCenter: parent.verticalCenter
                            icon: said.signs[row.modelData.state] ?? ""
                            tone: row.modelData.state === "yes" ? "done" : row.modelData.state === "no" ? "ink" : "soft"
                            bold: row.modelData.state !== "open"
                            word: row.modelData.word
                            room: 220
                        }
                    }
                }
            }
        }
        CompactButton {
            objectName: "button-ask-screen"
            width: parent.width
            height: 120
            icon: "eye"
            label: part.words["ask-screen"]
            missing: part.missing
            onPressed: part.ask("screen")
        }
        Row {
            width: parent.width
            spacing: Metrics.gap
            CompactButton {
                objectName: "button-ask-spoken"
                width: (parent.width - parent.spacing) * 0.6
                kind: "secondary"
                label: part.words["ask-spoken"]
                missing: part.missing !== "" ? part.words["ask-spoken"] : ""
                onPressed: part.ask("spoken")
            }
            CompactButton {
                objectName: "button-ask-signature"
                width: (parent.width - parent.spacing) * 0.4
                kind: "secondary"
                label: part.words["ask-signature"]
                missing: part.missing !== "" ? part.words["ask-signature"] : ""
                onPressed: part.ask("signature")
            }
        }
    }
}
