pragma ComponentBehavior: Bound
import QtQuick
import ui.theme
import kiosk.bench

// The bench beside the terminal: who stands in the simulated hall, what they do, and which plugs are pulled.
Rectangle {
    id: root

    required property Bench bench

    color: Theme.well
    implicitWidth: 560
    implicitHeight: 960

    component Caption: Text {
        textFormat: Text.PlainText
        font.family: Type.family
        font.pixelSize: Type.bench
        font.weight: Font.Bold
        color: Theme.ink
        width: root.width - 48
        wrapMode: Text.Wrap
    }

    Column {
        x: 24
        y: 20
        width: parent.width - 48
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
                model: root.bench.people
                DemoButton {
                    required property var modelData
                    text: modelData.name + (modelData.listed ? " ★" : "")
                    chosen: modelData.chosen
                    onClicked: root.bench.choose(modelData.id)
                }
            }
        }
        Caption {
            text: "做什么（★ 在白名单上）"
        }
        Flow {
            width: parent.width
            spacing: 8
            Repeater {
                model: [["tap", "刷身份证", "idCard"], ["pull", "拿走身份证", ""], ["insert", "插社保卡", "socialCard"], ["eject", "拔社保卡", ""], ["walk_up", "走到镜头前", "face"], ["turn_left", "向左转头", "face"], ["turn_right", "向右转头", "face"], ["hold_photo", "举别人的照片", "face"], ["leave", "走开", ""], ["cuff", "量血压", ""]]
                DemoButton {
                    required property var modelData
                    readonly property var person: root.bench.people.find(p => p.chosen)
                    text: modelData[1]
                    enabled: modelData[2] === "" || person[modelData[2]]
                    onClicked: root.bench.act(modelData[0])
                }
            }
            DemoButton {
                text: root.bench.fever ? "正在发烧" : "不发烧"
                chosen: root.bench.fever
                onClicked: root.bench.toggleFever()
            }
        }
        Caption {
            text: "拔掉、插上"
        }
        Flow {
            width: parent.width
            spacing: 8
            Repeater {
                model: root.bench.plugs
                DemoButton {
                    required property var modelData
                    text: modelData.name
                    on: modelData.on
                    onClicked: root.bench.togglePlug(modelData.id)
                }
            }
            DemoButton {
                text: "杀掉视觉进程"
                onClicked: root.bench.killVision()
            }
        }
        Caption {
            text: "终端走到哪里（秒 状态 · 原因）"
        }
        Repeater {
            model: root.bench.lines
            Caption {
                required property string modelData
                text: modelData
                font.weight: Font.Normal
            }
        }
        Repeater {
            model: root.bench.leftOut
            Caption {
                required property string modelData
                text: "没有演示：" + modelData
                color: Theme.care
            }
        }
    }
}
