// A button of the visit, by its name: drawn only while it works, with the word the view gives it.
import QtQuick
import ui.controls
import kiosk.visitor

LippedButton {
    id: button

    property string buttonId

    objectName: "button-" + button.buttonId
    visible: Visit.buttons.includes(button.buttonId)
    label: Visit.labels[button.buttonId] ?? ""
    onPressed: Visit.press(button.buttonId)
}
