// One line of advice: an icon and a few words.
import QtQuick
import ui.theme

Item {
    id: tip

    property string icon
    property string text

    implicitHeight: Math.max(sign.height, said.height)
    implicitWidth: said.x + said.implicitWidth

    Icon {
        id: sign
        y: Math.min((tip.height - height) / 2, (said.lineHeight - height) / 2 + said.y)
        name: tip.icon
        size: Type.body * 1.2
        color: tip.icon === "ok" ? Theme.done : Theme.act
        weight: 4.4
    }
    SenseLabel {
        id: said
        x: sign.width + 26
        width: tip.width - x
        role: "body"
        words: tip.text
    }
}
