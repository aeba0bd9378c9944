// A page of one question: a row for each answer, with its picture.
pragma ComponentBehavior: Bound
import QtQuick
import kiosk.visitor

StagedPage {
    id: page

    sight: Column {
        id: rows
        width: parent.width
        spacing: 32
        Repeater {
            model: Visit.tiles
            ChoiceRow {
                required property var modelData
                width: rows.width
                height: Math.min(340, (page.sightH + rows.spacing) / Visit.tiles.length - rows.spacing)
                buttonId: modelData.button
                icon: modelData.icon
            }
        }
    }
}
