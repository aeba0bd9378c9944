// One flat path.
import QtQuick
import QtQuick.Shapes

Shape {
    id: outline

    property string path
    property color fill: "transparent"
    property color stroke: "transparent"
    property real thickness: -1
    property list<real> dashes: []
    property bool hollow: false
    property bool round: true

    ShapePath {
        fillColor: outline.fill
        strokeColor: outline.stroke
        strokeWidth: outline.thickness
        fillRule: outline.hollow ? ShapePath.OddEvenFill : ShapePath.WindingFill
        capStyle: outline.round ? ShapePath.RoundCap : ShapePath.FlatCap
        joinStyle: ShapePath.RoundJoin
        strokeStyle: outline.dashes.length > 0 ? ShapePath.DashLine : ShapePath.SolidLine
        dashPattern: outline.dashes.length > 0 ? outline.dashes : [1]
        PathSvg { path: outline.path }
    }
}
