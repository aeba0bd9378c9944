// A visitor's page: top line, banner, headline and lead, room for one sight and one act, the floor with its two buttons.
import QtQuick
import ui.theme
import ui.controls
import kiosk.panel
import kiosk.visitor

Rectangle {
    id: page

    default property alias body: area.data
    property alias floor: bar.body // beside the person's button
    property bool showsHeadline: true

    readonly property bool hasBanner: Visit.bannerKind === "offline" || (Visit.bannerKind !== "" && Visit.bannerKind !== "demo")
    readonly property real bannerRoom: !hasBanner ? 0 : Metrics.portrait ? Metrics.bannerHeight + 24 : Metrics.bannerHeight + 20
    readonly property real headRoom: Metrics.portrait ? bannerRoom : 0 // beside the headline, not above it, in landscape
    readonly property real headBottom: head.y + head.height
    readonly property real stageX: Metrics.stageX
    readonly property real stageW: Metrics.stageWidth
    readonly property real stageY: Metrics.portrait ? Math.max(Metrics.stageTop, headBottom + 52) : Metrics.stageTop + bannerRoom
    readonly property real stageH: (Metrics.portrait ? lowY : Metrics.stageBottom) - stageY
    readonly property real columnX: Metrics.columnX
    readonly property real columnW: Metrics.columnWidth
    readonly property real lowY: Metrics.lowY

    /// A headline whose name is too long for a line breaks inside the name, after its dot.
    function unfolded(headline: string): string {
        const most = Panel.portrait && Panel.textScale > 1.1 ? 11 : 12;
        return headline.split("\n").map(line => line.length > most ? line.replace("·", "·\n") : line).join("\n");
    }

    width: Metrics.width
    height: Metrics.height
    color: Theme.paper

    Item {
        id: area
        anchors.fill: parent
    }
    TopLine {
        demoWord: Visit.words.banners.demo.title
        helper: Visit.helper
        y: Metrics.topY
        width: parent.width
    }
    Banner {
        visible: page.hasBanner
        kind: Visit.bannerKind
        title: Visit.bannerTitle
        body: Visit.bannerBody
        x: Metrics.margin
        y: Metrics.bannerY
        width: Metrics.stageWidth
        height: Metrics.bannerHeight
    }
    Column {
        id: head
        visible: page.showsHeadline
        x: Metrics.columnX
        y: Metrics.headY + page.headRoom
        width: Metrics.columnWidth
        spacing: 12
        FittingLabel {
            width: parent.width
            role: "headline"
            bold: true
            text: page.unfolded(Visit.headline)
            Accessible.role: Accessible.Heading
        }
        SenseLabel {
            visible: words !== ""
            width: parent.width
            role: "lead"
            color: Theme.inkSoft
            words: Visit.lead
        }
        Item {
            visible: listen.wanted
            width: parent.width
            height: listen.height + 12
            ListenButton {
                id: listen
                here: Panel.portrait && bar.leadsBack // else there is room on the floor
                y: 12
                height: 136
            }
        }
    }
    BottomBar {
        id: bar
        y: Metrics.floorY
        width: parent.width
        height: parent.height - y
    }
}
