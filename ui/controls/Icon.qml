// An icon of 48 × 48 drawn as paths, at any size. Decoration: the word beside it is what is read aloud.
import QtQuick
import QtQuick.Shapes
import ui.theme
import "icons.js" as Paths

Item {
    id: icon

    property string name
    property real size: 72
    property color color: Theme.ink
    property real weight: 4

    width: size
    height: size

    Shape {
        width: 48
        height: 48
        scale: icon.size / 48
        transformOrigin: Item.TopLeft
        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: Paths.s[icon.name] ?? "M0 0" }
        }
        ShapePath {
            strokeWidth: -1
            fillColor: icon.color
            PathSvg { path: Paths.f[icon.name] ?? "M0 0" }
        }
    }
}
