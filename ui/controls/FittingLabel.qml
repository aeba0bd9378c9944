// Text that must fit: it shrinks to 60 % of its role, then takes two lines; it is never cut and never ends in "…".
import QtQuick
import ui.theme

Label {
    id: fitting

    property real room: width

    wraps: fitting.advance * 0.6 > fitting.room
    factor: {
        if (fitting.advance <= fitting.room || fitting.room <= 0)
            return 1;
        const inOne = fitting.room / fitting.advance;
        return inOne >= 0.6 ? inOne : Math.max(0.6, Math.min(1, 1.8 * inOne));
    }

    readonly property real advance: {
        let widest = 0;
        for (const line of fitting.text.split("\n"))
            widest = Math.max(widest, measure.advanceWidth(line));
        return widest;
    }

    FontMetrics {
        id: measure
        font.pixelSize: Type.px(fitting.role)
        font.weight: fitting.bold ? Font.Bold : Font.Normal
    }
}
