pragma ComponentBehavior: Bound

// Last time and this time side by side, both large: title and judgement on top, how they differ in words below.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    readonly property var then: Visit.value.then
    readonly property var certificate: Visit.value.certificate ?? []
    readonly property real topFactor: Visit.value.badge === "" ? 1 : Math.max(Type.least / Type.body,
        Math.min(1, (width - 2 * Metrics.cardPad - 24) / (titleWords.advanceWidth + badgeWords.advanceWidth + 1.5 * Type.body)))
    readonly property string title: Visit.value.unit === "" ? Visit.value.title : Visit.value.title + " " + Visit.value.unit
    readonly property real half: (width - 2 * Metrics.cardPad - 48) / 2
    /// Both numbers are of one size, that of the wider one.
    readonly property real numberFactor: Math.min(1, half / Math.max(1, thenWords.advanceWidth, nowWords.advanceWidth))
    readonly property real numberTall: Math.round(Type.numberM * 1.2)
    readonly property real full: top.height + 26 + figures.height + 12 + (differs.visible ? differs.height + 8 : 0) + foot.height + 22
    readonly property real bare: full - foot.height - 8
    readonly property bool footFits: height >= full - 2
    property bool told: false // what its certificate says stands in its place

    implicitHeight: full
    color: Visit.value.badgeShape === "person" ? Theme.peopleTint : Theme.card
    onCertificateChanged: if (certificate.length === 0) told = false

    component Side: Column {
        property string when
        property string number
        property bool newest
        width: card.half
        FittingLabel {
            width: parent.width
            room: width
            role: "base"
            bold: parent.newest
            color: parent.newest ? Theme.ink : Theme.inkSoft
            text: parent.when
        }
        Label {
            role: "number-m"
            factor: card.numberFactor
            lineHeight: card.numberTall
            bold: true
            color: parent.newest ? Theme.ink : Theme.inkSoft
            text: parent.number
        }
    }
    TextMetrics {
        id: titleWords
        font.family: Type.family
        font.pixelSize: Type.body
        text: card.title
    }
    TextMetrics {
        id: badgeWords
        font.family: Type.family
        font.pixelSize: Type.body
        font.weight: Font.Bold
        text: Visit.value.badge
    }
    TextMetrics {
        id: thenWords
        font.family: Type.family
        font.pixelSize: Type.numberM
        font.weight: Font.Bold
        text: card.then.then
    }
    TextMetrics {
        id: nowWords
        font.family: Type.family
        font.pixelSize: Type.numberM
        font.weight: Font.Bold
        text: card.then.now
    }
    TouchTarget {
        id: face
        readonly property bool leads: card.certificate.length > 0 && card.footFits
        objectName: leads ? "button-certificate" : ""
        enabled: leads
        visible: !card.told
        width: parent.width
        height: parent.height
        caption: card.certificate[0] ?? ""
        Accessible.ignored: !leads
        onPressed: card.told = true

        Item {
            id: top
            x: Metrics.cardPad
            y: 22
            width: parent.width - 2 * Metrics.cardPad
            height: Math.round(Type.body * Type.lineHeight)
            Label {
                role: "body"
                factor: card.topFactor
                color: Theme.inkSoft
                text: card.title
            }
            Badge {
                visible: Visit.value.badge !== ""
                anchors.right: parent.right
                shape: Visit.value.badgeShape
                text: Visit.value.badge
                role: "body"
                factor: card.topFactor
            }
        }
        Row {
            id: figures
            x: Metrics.cardPad
            y: top.y + top.height + 4
            spacing: 48
            Side {
                when: card.then.when
                number: card.then.then
            }
            Side {
                when: card.then.today
                number: card.then.now
                newest: true
            }
        }
        Rectangle {
            x: parent.width / 2 - 2
            y: figures.y + 12
            width: 3
            height: figures.height - 24
            color: Theme.stone
        }
        SenseLabel {
            id: differs
            visible: words !== ""
            x: Metrics.cardPad
            y: figures.y + figures.height + 4
            width: parent.width - 2 * Metrics.cardPad
            role: "body"
            bold: true
            words: card.then.difference
        }
        Item {
            id: foot
            visible: card.footFits
            x: Metrics.cardPad
            y: (differs.visible ? differs.y + differs.height : figures.y + figures.height) + 8
            width: parent.width - 2 * Metrics.cardPad
            height: Math.round(Type.base * Type.lineHeight)
            FittingLabel {
                room: parent.width - cue.width - 24
                width: room
                role: "base"
                color: Theme.inkSoft
                text: card.then.beside !== "" ? card.then.beside : Visit.value.note
            }
            Row {
                id: cue
                visible: face.leads
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12
                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "info"
                    size: Type.least
                    color: Theme.act
                }
                Label {
                    role: "base"
                    factor: Type.least / Type.base
                    color: Theme.act
                    text: card.certificate[0] ?? ""
                }
            }
        }
    }
    TouchTarget {
        objectName: "button-certificate-close"
        visible: card.told
        anchors.fill: parent
        caption: card.certificate[4] ?? ""
        onPressed: card.told = false
        Column {
            x: Metrics.cardPad
            anchors.verticalCenter: parent.verticalCenter
            Repeater {
                model: card.told ? 3 : 0
                FittingLabel {
                    required property int index
                    width: card.width - 2 * Metrics.cardPad
                    room: width
                    role: "base"
                    bold: index < 2
                    text: card.certificate[index + 1] ?? ""
                }
            }
        }
    }
}
