pragma ComponentBehavior: Bound

// The pages of whoever is in: at the left of a wide panel, below on an upright one.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: bar

    readonly property int count: Staff.navigation.length
    readonly property real room: width - 24 - 12 * Math.max(0, count - 1)

    color: Theme.floor

    Grid {
        x: 12
        y: 12
        columns: Metrics.portrait ? Math.max(1, bar.count) : 1
        spacing: 12
        Repeater {
            model: Staff.navigation
            NavigationItem {
                required property var modelData
                objectName: "button-page-" + modelData.page
                width: Metrics.portrait ? Math.min(248, bar.room / Math.max(1, bar.count)) : Metrics.navigation - 24
                icon: modelData.icon
                word: modelData.label
                chosen: modelData.page === Staff.under
                onPressed: Staff.open(modelData.page)
            }
        }
    }
}
