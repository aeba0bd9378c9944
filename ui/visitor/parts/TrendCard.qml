pragma ComponentBehavior: Bound

// Three months of one's own values, large: points on their days, joined where few days lie between, the reference range as a
// tinted band with its limits in numbers. Two lines are told apart by the form of their points and by their names.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

SheetCard {
    id: card

    readonly property var trend: Visit.trend
    readonly property real pad: 36
    readonly property real leftRoom: pad + limitWords.advanceWidth + 20
    readonly property real rightRoom: pad + newestWords.advanceWidth + 36
    readonly property real line: Math.round(Type.least * Type.lineHeight)

    component Mark: Rectangle {
        property string form
        property bool sure: true
        property real size: 22
        width: size
        height: size
        radius: form === "round" ? size / 2 : 0
        antialiasing: form === "round"
        color: sure ? Theme.ink : Theme.card
        border.width: sure ? 0 : 4
        border.color: Theme.ink
    }
    TextMetrics {
        id: limitWords
        font.family: Type.family
        font.pixelSize: Type.least
        text: "000"
    }
    TextMetrics {
        id: newestWords
        font.family: Type.family
        font.pixelSize: Type.body
        font.weight: Font.Bold
        text: card.trend.lines.map(one => one.newest).reduce((most, one) => one.length > most.length ? one : most, "")
    }
    Column {
        id: legend
        x: card.pad
        y: 24
        width: parent.width - 2 * card.pad
        Repeater {
            model: card.trend.lines.length
            Item {
                id: entry
                required property int index
                readonly property var line: card.trend.lines[index] ?? ({ name: "", form: "", ends: "" })
                width: legend.width
                height: card.line
                Mark {
                    id: sign
                    anchors.verticalCenter: parent.verticalCenter
                    form: entry.line.form
                    size: 28
                }
                Label {
                    id: name
                    x: 44
                    role: "least"
                    bold: true
                    text: entry.line.name
                }
                FittingLabel {
                    x: name.x + name.width + 28
                    width: room
                    room: parent.width - x - unit.width - 20
                    role: "least"
                    color: Theme.inkSoft
                    text: entry.line.ends
                }
            }
        }
    }
    Label {
        id: unit
        x: parent.width - card.pad - width
        y: legend.y
        role: "least"
        color: Theme.inkSoft
        text: card.trend.unit
    }
    Item {
        id: plot
        x: card.leftRoom
        y: legend.y + legend.height + 20
        width: card.width - card.leftRoom - card.rightRoom
        height: Math.max(0, dates.y - y - 16)

        Repeater {
            model: card.trend.lines.length
            Item {
                id: range
                required property int index
                readonly property var line: card.trend.lines[index] ?? ({ band: [], limits: [] })
                anchors.fill: parent
                Rectangle {
                    visible: range.line.band.length === 2
                    y: Math.round(plot.height * (1 - (range.line.band[1] ?? 0)))
                    width: parent.width + 16
                    height: Math.round(plot.height * ((range.line.band[1] ?? 0) - (range.line.band[0] ?? 0)))
                    color: Theme.doneTint
                }
                Repeater {
                    model: range.line.limits
                    Item {
                        id: limit
                        required property var modelData
                        y: Math.round(plot.height * (1 - modelData.y))
                        width: plot.width
                        Rectangle {
                            y: -2
                            width: parent.width + 16
                            height: 4
                            color: Theme.done
                        }
                        Label {
                            x: -width - 16
                            y: -height / 2
                            role: "least"
                            color: Theme.done
                            text: limit.modelData.number
                        }
                    }
                }
            }
        }
        Rectangle {
            y: parent.height
            width: parent.width + 16
            height: 4
            color: Theme.line
        }
        Repeater {
            model: card.trend.lines.length
            Item {
                id: own
                required property int index
                readonly property var line: card.trend.lines[index] ?? ({ points: [], form: "", newest: "" })
                readonly property int last: line.points.length - 1
                anchors.fill: parent

                function path(): string {
                    let path = "";
                    for (const point of own.line.points)
                        path += (point.joined ? " L" : " M") + Math.round(point.x * plot.width) + " " + Math.round((1 - point.y) * plot.height);
                    return path || "M0 0";
                }
                Outline {
                    anchors.fill: parent
                    path: own.path()
                    stroke: Theme.ink
                    thickness: 6
                    dashes: own.line.form === "round" ? [] : [2, 2]
                    round: own.line.form === "round"
                }
                Repeater {
                    model: own.line.points
                    Mark {
                        required property var modelData
                        required property int index
                        readonly property bool newest: index === own.last
                        form: own.line.form
                        sure: modelData.sure
                        size: newest ? 40 : 22
                        x: Math.round(modelData.x * plot.width - size / 2)
                        y: Math.round((1 - modelData.y) * plot.height - size / 2)
                    }
                }
                Label {
                    visible: own.last >= 0
                    x: plot.width + 32
                    y: Math.round((1 - (own.line.points[own.last]?.y ?? 0)) * plot.height - height / 2)
                    role: "body"
                    bold: true
                    text: own.line.newest
                }
            }
        }
    }
    Item {
        id: dates
        x: plot.x
        y: card.height - 20 - (notes.visible ? notes.height : 0) - height
        width: plot.width
        height: card.line
        Repeater {
            model: card.trend.dates
            Item {
                id: mark
                required property var modelData
                x: modelData.x * dates.width
                Rectangle {
                    x: -2
                    y: -16
                    width: 4
                    height: 14
                    color: Theme.line
                }
                Label {
                    x: Math.max(-mark.x - card.leftRoom + card.pad, -width / 2)
                    role: "least"
                    text: mark.modelData.word
                }
            }
        }
    }
    Row {
        id: notes
        visible: card.trend.range !== "" || card.trend.hollow !== ""
        x: card.pad
        y: card.height - 20 - height
        spacing: 36
        Label {
            visible: text !== ""
            role: "least"
            color: Theme.inkSoft
            text: card.trend.range
        }
        Label {
            visible: text !== ""
            role: "least"
            color: Theme.inkSoft
            text: card.trend.hollow
        }
    }
}
