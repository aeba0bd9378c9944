// Beside a value: the goal or the readings of a mean, what the instrument noticed, a day to come again or one piece of advice, and
// where the range comes from.
import QtQuick
import ui.theme
import ui.controls
import kiosk.visitor

Column {
    id: said

    property bool showsGoal: true
    property bool showsMean: true
    property bool showsSource: true

    spacing: 12

    Label {
        visible: text !== ""
        role: "body"
        text: Visit.value.doubled
    }
    SenseLabel {
        visible: words !== ""
        width: parent.width
        role: "body"
        words: (said.showsGoal ? Visit.value.goal : "") || (said.showsMean ? Visit.value.mean : "")
    }
    SenseLabel {
        visible: words !== ""
        width: parent.width
        role: "body"
        bold: true
        words: Visit.followUp || (Visit.value.notice === "" ? Visit.value.advice : "")
    }
    SenseLabel {
        visible: words !== ""
        width: parent.width
        role: "body"
        bold: true
        words: Visit.value.notice
    }
    Label {
        visible: text !== ""
        width: parent.width
        role: "body"
        color: Theme.ink
        wraps: true
        text: Visit.value.mark
    }
    Label {
        visible: said.showsSource && text !== ""
        width: parent.width
        role: "note"
        color: Theme.inkSoft
        wraps: true
        text: Visit.value.source
    }
}
