pragma ComponentBehavior: Bound

// Accounts to choose from, eight at a time.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Column {
    id: list

    property var accounts: []
    property int first: 0
    readonly property int most: 8

    spacing: Metrics.gap

    Grid {
        width: parent.width
        columns: 2
        spacing: Metrics.gap
        Repeater {
            model: list.accounts.slice(list.first, list.first + list.most)
            TouchTarget {
                id: account
                required property var modelData
                objectName: "button-account-" + modelData.login
                width: (list.width - Metrics.gap) / 2
                height: 148
                caption: modelData.name + " " + modelData.role
                onPressed: Staff.choose(modelData.login)
                Rectangle {
                    anchors.fill: parent
                    radius: Metrics.radiusInner
                    color: Theme.line
                }
                Rectangle {
                    y: account.down ? 5 : 0
                    width: parent.width
                    height: parent.height - Metrics.lipSmall
                    radius: Metrics.radiusInner
                    color: Theme.card
                    border.width: Metrics.edge
                    border.color: Theme.line
                    Icon {
                        id: sign
                        x: 28
                        anchors.verticalCenter: parent.verticalCenter
                        name: "person"
                        size: 56
                        color: Theme.act
                    }
                    Column {
                        x: sign.x + sign.width + 20
                        width: parent.width - x - 16
                        anchors.verticalCenter: parent.verticalCenter
                        FittingLabel {
                            width: parent.width
                            role: "inner-button"
                            bold: true
                            text: account.modelData.name
                            Accessible.ignored: true
                        }
                        FittingLabel {
                            width: parent.width
                            role: "inner-label"
                            color: Theme.inkSoft
                            text: account.modelData.role
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
    CompactButton {
        objectName: "button-more-accounts"
        visible: list.accounts.length > list.most
        kind: "quiet"
        label: Staff.words["more-accounts"]
        onPressed: list.first = list.first + list.most < list.accounts.length ? list.first + list.most : 0
    }
}
