// Text that must fit: it shrinks to 60 % of its role, on an inner wing never below the smallest text there, then takes two
// lines; it is never cut and never ends in "…".
import QtQuick
import ui.theme

Label {
    id: fitting

    property real room: width
    property real most: 1 // of its role, where even a short text must not be larger
    readonly property real whole: Type.px(fitting.role)
    readonly property real leastPx: fitting.role.startsWith("inner") ? Type.innerLeast : fitting.role.startsWith("bench") ? Type.benchLeast : 0
    readonly property real floor: Math.min(1, Math.max(0.6, leastPx / whole))

    wraps: fitting.fullWidth * fitting.floor > fitting.room
    factor: {
        if (fitting.room <= 0 || (fitting.fullWidth <= fitting.room && !fitting.text.includes("·\n")))
            return fitting.most;
        const inOne = Math.floor(whole * fitting.room / fitting.fullWidth) / whole, lines = fitting.text.split("\n").length;
        if (lines > 2) // three short lines take the room of two
            return Math.max(floor, Math.min(fitting.most, inOne, 2 / lines));
        return inOne >= floor ? Math.min(fitting.most, inOne) : Math.max(floor, Math.min(1, 1.8 * inOne));
    }

    readonly property real fullWidth: {
        let widest = 0 * measure.font.pixelSize; // measured anew when the font changes
        for (const line of fitting.text.split("\n"))
            widest = Math.max(widest, measure.advanceWidth(line));
        return widest;
    }

    FontMetrics {
        id: measure
        font.family: Type.family
        font.pixelSize: fitting.whole
        font.weight: fitting.bold ? Font.Bold : Font.Normal
    }
}
