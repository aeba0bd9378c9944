pragma ComponentBehavior: Bound

// What was measured: title and judgement on top, the numbers large below, how and when beside them. Without a number it
// says what is going on instead.
import QtQuick
import ui.theme

SheetCard {
    id: card

    property var value
    readonly property var parts: value.parts ?? []
    readonly property bool waiting: parts.length === 0
    readonly property bool single: parts.length === 1
    /// Title and judgement share a line: both shrink alike, never below the smallest text.
    readonly property real topFactor: value.badge === "" ? 1 : Math.max(Type.least / Type.body,
        Math.min(1, (width - 2 * Metrics.cardPad - 24) / (titleWords.advanceWidth + badgeWords.advanceWidth + 1.5 * Type.body)))

    readonly property var certificate: value.certificate ?? []
    readonly property bool noteFits: parts.length > 1 && figures.height > several.y + several.height + below.height + 24
    property bool told: false // what its certificate says stands in its place

    color: value.badgeShape === "person" ? Theme.peopleTint : Theme.card
    clip: true
    onCertificateChanged: if (certificate.length === 0) told = false

    component Note: Label {
        role: "base"
        factor: Math.max(Type.least / Type.base, Math.min(1, (card.width - 3 * Metrics.cardPad - (card.single ? only.width : 0)) / Math.max(1, implicitFull.advanceWidth)))
        color: Theme.inkSoft
        text: card.single || card.waiting ? card.value.note : ""
    }
    TextMetrics {
        id: implicitFull
        font.pixelSize: Type.base
        text: card.value.note
    }
    TouchTarget {
        id: front
        objectName: "button-certificate"
        visible: card.certificate.length > 0 && card.single && !card.told
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: parent.width - only.x - only.width - 24
        height: parent.height - badge.y - badge.height
        caption: card.certificate[0] ?? ""
        onPressed: card.told = true
        Row {
            anchors.right: parent.right
            anchors.rightMargin: Metrics.cardPad
            anchors.bottom: when.top
            anchors.bottomMargin: -16 // lines of one block
            spacing: 12
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "info"
                size: Type.least
                color: Theme.act
            }
            Label {
                role: "base"
                factor: Type.least / Type.base // said beside the value, never larger than what it is about
                color: Theme.act
                text: card.certificate[0] ?? ""
            }
        }
        Note {
            id: when
            anchors.right: parent.right
            anchors.rightMargin: Metrics.cardPad
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 20
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
    Label {
        id: title
        visible: !card.told
        x: Metrics.cardPad
        y: 26
        role: "body"
        factor: card.topFactor
        color: Theme.inkSoft
        text: card.value.title
    }
    Badge {
        id: badge
        visible: card.value.badge !== "" && !card.told
        anchors.right: parent.right
        anchors.rightMargin: Metrics.cardPad
        y: 28
        shape: card.value.badgeShape
        text: card.value.badge
        role: "body"
        factor: card.topFactor
    }
    // Not the widths of the labels themselves: those follow from the factor.
    TextMetrics {
        id: titleWords
        font.family: Type.family
        font.pixelSize: Type.body
        text: card.value.title
    }
    TextMetrics {
        id: badgeWords
        font.family: Type.family
        font.pixelSize: Type.body
        font.weight: Font.Bold
        text: card.value.badge
    }
    Label {
        visible: card.waiting && !card.told
        x: Metrics.cardPad
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: title.height / 2
        role: "lead"
        bold: true
        color: card.value.badgeShape === "person" ? Theme.ink : Theme.act
        text: card.value.waiting
    }
    NumberText {
        id: only
        visible: card.single && !card.told
        x: Metrics.cardPad - 4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 40
        role: card.height < 280 ? "number-m" : "number-l"
        value: card.single ? card.parts[0].number : ""
        unit: card.value.unit
    }
    Note {
        visible: card.value.note !== "" && !card.told && !front.visible
        anchors.right: parent.right
        anchors.rightMargin: Metrics.cardPad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 34
    }
    TouchTarget {
        id: figures
        readonly property bool leads: card.certificate.length > 0 && card.noteFits
        objectName: leads ? "button-certificate" : ""
        enabled: leads
        visible: card.parts.length > 1 && !card.told
        y: title.y + title.height
        width: parent.width
        height: parent.height - y
        caption: card.certificate[0] ?? ""
        Accessible.ignored: !leads
        onPressed: card.told = true
        Row {
            id: several
            x: 24
            y: 28
            width: parent.width - 48
            Repeater {
                model: card.parts.length > 1 ? card.parts : []
                Item {
                    id: part
                    required property var modelData
                    required property int index
                    width: several.width / card.parts.length
                    height: numbers.height
                    Column {
                        id: numbers
                        width: parent.width
                        spacing: 14
                        NumberText {
                            anchors.horizontalCenter: parent.horizontalCenter
                            role: "number-m"
                            value: part.modelData.number
                        }
                        FittingLabel {
                            width: parent.width
                            room: width - 4
                            horizontalAlignment: Text.AlignHCenter
                            role: "base"
                            color: Theme.inkSoft
                            text: part.modelData.caption
                        }
                    }
                    Rectangle {
                        visible: part.index > 0
                        width: 3
                        height: parent.height
                        color: Theme.stone
                    }
                }
            }
        }
        Label {
            id: below
            x: Metrics.cardPad
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 18
            role: "base"
            color: Theme.inkSoft
            text: card.noteFits ? card.value.note : ""
        }
        Row {
            visible: figures.leads
            anchors.right: parent.right
            anchors.rightMargin: Metrics.cardPad
            anchors.verticalCenter: below.verticalCenter
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
