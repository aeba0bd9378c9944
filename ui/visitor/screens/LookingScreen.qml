// The camera session: the doorway is the guidance, one chip says the one act, three marks what is right already.
// The picture comes when the session runs; what the camera is for stands there before and all the while.
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    gap: 28

    sight: [
        Doorway {
            id: door
            height: parent.height - 52 - marks.height - 16
            width: Math.min(parent.width - 160, height * 0.804)
            x: (parent.width - width) / 2
            progress: Visit.guidance.progress
            good: Visit.guidance.good
            previewSource: Visit.previewSource
            showsPreview: Visit.guidance.live
            guide: !Visit.guidance.good && Visit.guidance.turn === ""
            GuidanceChip {
                anchors.horizontalCenter: parent.horizontalCenter
                y: parent.height - height - 28
            }
            TurnSign {
                objectName: "turn-sign"
                x: toLeft ? -width * 0.28 : parent.width - width * 0.72
                y: parent.height * 0.42 - height / 2
            }
        },
        DoorwayMarks {
            id: marks
            y: parent.height - height
            width: parent.width
        }
    ]
    words: CameraNotice {
        width: parent.width
        first: !Visit.guidance.live
    }
    acts: VisitButton {
        width: parent.width
        height: 152
        buttonId: "use-card"
        kind: "secondary"
        role: "lead"
        icon: "card"
    }
}
