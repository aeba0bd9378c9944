// A number typed on big keys, shown large with its unit; what was wrong with the last one stands under the question.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool wide: !Panel.portrait
    readonly property bool low: Panel.portrait && Visit.bannerKind === "offline"
    readonly property real shift: Math.max(0, head.y + head.height - page.headBottom) // a problem of two lines
    property string sent // what was handed over last; the next digit begins a new number

    gap: 24
    showsHeadline: false

    function handOver(text: string) {
        page.sent = text;
        Visit.enter(text);
    }

    EntryHead {
        id: head
        x: page.columnX
        y: Metrics.headY + page.headRoom
        width: page.columnW
    }

    sight: [
        EntryTop {
            id: asked
            parent: page.wide ? besides : page.sightArea
            y: page.wide ? page.shift : Math.max(page.low ? 0 : 12, head.y + head.height + 24 - page.stageY)
            width: parent.width
            fieldHeight: page.low ? 124 : 172
            showsHint: !page.low && !(page.wide && head.wrong)
            typed: pad.typed
        },
        DigitPad {
            id: pad
            y: page.wide ? 0 : asked.y + asked.height + 24
            width: parent.width
            columnSpacing: 24
            rowSpacing: 24
            keyHeight: Math.max(124, Math.min(172, (page.sightH - y - 72) / 4))
            decimals: Visit.entry.decimals
            deleteWord: Visit.words.bar["delete"]
            okWord: Visit.words.bar.enter
            onEntered: text => page.handOver(text)
            onTypedChanged: {
                Visit.touch(); // typing holds the time: a screen never leaves under the hand
                if (page.sent === "")
                    return;
                const fresh = pad.typed.startsWith(page.sent) ? pad.typed.slice(page.sent.length) : "";
                page.sent = "";
                if (fresh !== "" && fresh !== ".")
                    pad.typed = fresh;
            }
        }
    ]
    words: Item {
        id: besides
        visible: page.wide
        width: parent.width
        height: page.wide ? asked.height + page.shift : 0
    }
    acts: Row {
        width: parent.width
        spacing: 24
        VisitButton {
            id: meal
            width: (parent.width - 24) / 2
            height: page.low ? 124 : 140
            buttonId: Visit.entry.switch
            kind: "secondary"
            role: "lead"
        }
        LippedButton {
            objectName: "digit-ok"
            visible: Visit.entry.decimals > 0
            width: meal.visible ? meal.width : parent.width
            height: meal.height
            kind: "primary"
            role: "lead"
            label: Visit.words.bar.enter
            onPressed: page.handOver(pad.typed)
        }
    }
}
