pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import ui.controls
import kiosk.demo

// Beside the terminal: who stands in the simulated hall, what they do, and which plugs are pulled.
Rectangle {
    id: root

    required property DemoPanelModel demo

    color: Theme.well
    implicitWidth: 560
    implicitHeight: 960

    component Caption: Label {
        role: "tool"
        bold: true
        wraps: true
        width: root.width - 48
    }
    component Act: LippedButton {
        property bool chosen: false

        role: "tool"
        kind: chosen ? "primary" : "secondary"
        padding: 14
        depth: 6
        implicitHeight: 52
        radius: Metrics.radiusPlate
        opacity: enabled ? 1 : 0.35
    }

    Flickable {
        anchors.fill: parent
        contentHeight: all.height + 40
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: all
            x: 24
            y: 20
            width: root.width - 48
            spacing: 14

            Rectangle {
                width: parent.width
                height: 56
                radius: 8
                color: Theme.staff
                Caption {
                    x: 16
                    anchors.verticalCenter: parent.verticalCenter
                    text: "演示台：不属于终端，人和卡都是编的"
                }
            }
            Caption {
                text: "谁"
            }
            Flow {
                width: parent.width
                spacing: 8
                Repeater {
                    model: root.demo.people
                    Act {
                        required property var modelData
                        label: modelData.name + (modelData.listed ? " ★" : modelData.staff ? " ◆" : "")
                        chosen: modelData.chosen
                        onPressed: root.demo.choose(modelData.id)
                    }
                }
            }
            Caption {
                text: "做什么（★ 在白名单上，◆ 刷的是工作证）"
            }
            Flow {
                width: parent.width
                spacing: 8
                Repeater {
                    model: [["tap", "刷身份证", "idCard"], ["pull", "拿走身份证", ""], ["insert", "插社保卡", "socialCard"], ["eject", "拔社保卡", ""], ["walk_up", "走到镜头前", "face"], ["turn_left", "向左转头", "face"], ["turn_right", "向右转头", "face"], ["hold_photo", "举别人的照片", "face"], ["leave", "走开", ""], ["cuff", "量血压", ""], ["unknown", "量没驱动的", ""]]
                    Act {
                        required property var modelData
                        readonly property var person: root.demo.people.find(p => p.chosen)
                        label: modelData[1]
                        enabled: modelData[2] === "" || person[modelData[2]]
                        onPressed: root.demo.act(modelData[0])
                    }
                }
                Act {
                    label: root.demo.fever ? "正在发烧" : "不发烧"
                    chosen: root.demo.fever
                    onPressed: root.demo.toggleFever()
                }
            }
            Caption {
                visible: text !== ""
                text: root.demo.display
            }
            Caption {
                text: "体温计前面（校准用）"
            }
            Flow {
                width: parent.width
                spacing: 8
                Repeater {
                    model: root.demo.blackBodies
                    Act {
                        required property int modelData
                        objectName: "black-body-" + modelData
                        label: "黑体 " + modelData + " ℃"
                        chosen: root.demo.blackBody === modelData
                        onPressed: root.demo.putBlackBody(modelData)
                    }
                }
                Act {
                    objectName: "black-body-0"
                    label: "拿走黑体"
                    onPressed: root.demo.putBlackBody(0)
                }
                Act {
                    objectName: "sensor-aged"
                    label: root.demo.aged ? "探头老化了" : "探头没老化"
                    chosen: root.demo.aged
                    onPressed: root.demo.toggleAged()
                }
            }
            Caption {
                text: "拔掉、插上"
            }
            Flow {
                width: parent.width
                spacing: 8
                Repeater {
                    model: root.demo.plugs
                    Act {
                        required property var modelData
                        label: modelData.name
                        kind: modelData.on ? "secondary" : "quiet"
                        icon: modelData.on ? "" : "cross" // pulled
                        onPressed: root.demo.togglePlug(modelData.id)
                    }
                }
                Act {
                    label: "杀掉视觉进程"
                    onPressed: root.demo.killVision()
                }
            }
            Caption {
                text: "工作人员（左上角快点五下，或刷工作证；密码这次有效）"
            }
            Repeater {
                model: root.demo.staff
                Caption {
                    required property string modelData
                    text: modelData
                    bold: false
                }
            }
            Caption {
                text: "终端走到哪里（秒 状态 · 原因）"
            }
            Repeater {
                model: root.demo.lines
                Caption {
                    required property string modelData
                    text: modelData
                    bold: false
                }
            }
            Repeater {
                model: root.demo.leftOut
                Caption {
                    required property string modelData
                    text: "没有演示：" + modelData
                    color: Theme.care
                }
            }
        }
    }
}
