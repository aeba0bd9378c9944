pragma Singleton
// Type by role, in pixels of the logical screen (0.248 mm on a 21.5-inch panel). The text scale enlarges everything
// but numbers, what is small the most: headlines and buttons as far as their lines have room.
import QtQuick
import kiosk.panel

QtObject {
    readonly property string family: "Noto Sans CJK SC"
    readonly property real lineHeight: 1.36
    readonly property real headlineHeight: 1.3
    readonly property real scale: Panel.textScale

    readonly property int least: 48 // nothing a visitor must read is smaller
    readonly property int note: Math.round(36 * scale)
    readonly property int base: Math.round(48 * scale)
    readonly property int body: Math.round(56 * Math.min(scale, 1.15))
    readonly property int lead: Math.round(60 * Math.min(scale, 1.12))
    readonly property int button: Math.round(72 * Math.min(scale, 1.1))
    readonly property int act: Math.round(84 * Math.min(scale, 1.1))
    readonly property int headline: Math.round(Panel.portrait ? 120 * Math.min(scale, 1.1) : 104 * Math.min(scale, 1.1))
    readonly property int unit: 52
    readonly property int numberM: 124
    readonly property int numberL: 152
    readonly property int numberXl: 176
    readonly property int tool: 22 // of the demonstration's panel, never on the terminal

    // The inner wings: read at arm's length by people who work there. Their pages hold more, so they grow less.
    readonly property real innerScale: Math.min(scale, 1.1)
    readonly property int innerLeast: 32
    readonly property int innerNumber: 100
    readonly property int innerTitle: Math.round(56 * innerScale)
    readonly property int innerHead: Math.round(44 * innerScale)
    readonly property int innerButton: Math.round(40 * innerScale)
    readonly property int innerBody: Math.round(36 * innerScale)
    readonly property int innerLabel: Math.round(32 * innerScale)

    // The technician's pages: much on one page, read from near.
    readonly property int benchLeast: 26
    readonly property int benchHead: Math.round(36 * innerScale)
    readonly property int benchButton: Math.round(32 * innerScale)
    readonly property int benchBody: Math.round(28 * innerScale)
    readonly property int benchLabel: Math.round(26 * innerScale)
    readonly property int benchNumber: Math.round(52 * innerScale) // of a card
    readonly property int benchValue: Math.round(76 * innerScale) // of the thing a page is about

    readonly property var sizes: ({
            note: note, least: least, base: base, body: body, lead: lead, button: button, act: act, headline: headline, unit: unit,
            "number-m": numberM, "number-l": numberL, "number-xl": numberXl, tool: tool,
            "inner-number": innerNumber, "inner-title": innerTitle, "inner-head": innerHead, "inner-button": innerButton,
            "inner-body": innerBody, "inner-label": innerLabel, "bench-head": benchHead, "bench-button": benchButton,
            "bench-body": benchBody, "bench-label": benchLabel, "bench-number": benchNumber, "bench-value": benchValue
        })

    /// Pixels of a role.
    function px(role: string): int {
        return sizes[role] ?? base;
    }
}
