// It is being done; it is done; or it is not, and the window goes on with it.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

QuestionPage {
    readonly property bool waits: Visit.picture === "wait"

    sign: waits ? "wait" : "check"
    calm: !waits
}
