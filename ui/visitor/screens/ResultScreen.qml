// The code and the temperature. A code other than green leads to the window in the same calm form.
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool toWindow: Visit.window !== ""
    readonly property bool packed: page.toWindow && Visit.code.present // three things on the sight
    readonly property bool scarce: page.sightH < 700 // the temperature is in the summary as well
    /// Little room for three things: all of them stay, the window without its picture.
    readonly property bool crowded: page.packed && page.sightH < (Panel.textScale > 1.1 ? 840 : 700)
    readonly property bool inLine: page.packed || page.scarce // the temperature takes one line
    /// With a banner and a long name as well, the two acts stand side by side.
    readonly property bool tight: page.packed && page.hasBanner && Panel.portrait && page.headBottom > 700
    readonly property real valueH: !Visit.temperature.present ? 0 : page.crowded ? 88
        : page.inLine ? (Panel.portrait ? 120 : 104) : Panel.portrait ? 290 : 268
    readonly property real blockH: !page.toWindow ? 0 : !page.packed ? Math.min(440, page.sightH - page.valueH - 24)
        : page.crowded ? 104 : page.scarce || !Panel.portrait ? 184 : 200
    readonly property real codeH: Math.min(490, page.sightH - (page.valueH > 0 ? page.valueH + 24 : 0)
        - (page.blockH > 0 ? page.blockH + 24 : 0))

    gap: 32

    sight: Column {
        width: parent.width
        spacing: 24
        CodeCard {
            visible: Visit.code.present
            width: parent.width
            height: page.codeH
            code: Visit.code
        }
        EitherCode {
            visible: !Visit.code.present && !page.toWindow
            width: parent.width
            height: page.codeH
        }
        WindowBlock {
            visible: page.toWindow
            width: parent.width
            height: page.blockH
            bare: page.crowded
        }
        ValueCard {
            visible: Visit.temperature.present && !page.inLine
            width: parent.width
            height: page.valueH
            value: Visit.temperature
        }
        ValueStrip {
            visible: page.inLine && page.valueH > 0
            width: parent.width
            height: page.valueH
            value: Visit.temperature
        }
    }
    acts: Flow {
        width: parent.width
        spacing: 24
        VisitButton {
            width: page.tight ? (parent.width - 24) / 2 : parent.width
            height: page.tight ? 148 : Panel.portrait ? 168 : page.primaryHeight
            buttonId: page.toWindow ? "to-window" : "self-check"
            kind: "primary"
            role: page.tight ? "body" : "button"
            icon: page.toWindow ? "check" : "heart"
        }
        VisitButton {
            id: second
            width: page.tight ? (parent.width - 24) / 2 : parent.width - (errands.visible ? errands.width + 24 : 0)
            height: page.tight ? 148 : Panel.portrait ? 124 : 148
            buttonId: page.toWindow ? "self-check" : "no-thanks"
            kind: "secondary"
            role: page.tight || errands.visible ? "body" : "lead"
        }
        VisitButton {
            id: errands
            width: 352
            height: second.height
            buttonId: "errands"
            kind: "quiet"
            role: "body"
        }
    }
}
