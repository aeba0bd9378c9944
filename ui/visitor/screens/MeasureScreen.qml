// An instrument waits to be used, with its own picture where it has one; the moon gate waits with the person.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    readonly property var pictures: ({
        "meter": meter,
        "oximeter": oximeter,
        "strip": strip,
        "scale-feet": feet,
        "thermometer": thermometer
    })

    Component { id: meter; MeterPicture {} }
    Component { id: oximeter; OximeterPicture {} }
    Component { id: strip; StripPicture {} }
    Component { id: feet; ScalePicture {} }
    Component { id: thermometer; ThermometerPicture {} }

    sight: Moon {
        anchors.centerIn: parent
        width: Math.min(parent.width, parent.height, 600)
        Loader {
            anchors.centerIn: parent
            width: parent.width * 0.6
            height: width
            sourceComponent: page.pictures[Visit.picture] ?? null
        }
        Icon {
            visible: !(Visit.picture in page.pictures)
            anchors.centerIn: parent
            name: Visit.picture
            size: parent.width * 0.5
            color: Theme.act
            weight: 3.6
        }
    }
    words: TipSheet { width: parent.width }
    acts: VisitButton {
        width: parent.width
        height: 148
        buttonId: "to-window"
        kind: "secondary"
        role: "lead"
    }
}
