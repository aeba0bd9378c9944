pragma Singleton
// Colours by what they mean. Contrast with `paper` is at least 7 for text and 4.5 for icons and edges; hair, stone and
// the tints are decoration and carry no meaning alone. Picture roles are the same in both themes and never lie under text.
import QtQuick
import kiosk.panel

QtObject {
    readonly property bool contrast: Panel.highContrast

    readonly property color paper: contrast ? "#000000" : "#FAF4E6"
    readonly property color card: contrast ? "#101010" : "#FFFFFF"
    readonly property color well: contrast ? "#1C1C1C" : "#F1E8D5"
    readonly property color floor: contrast ? "#161616" : "#EFE4CE"
    readonly property color ink: contrast ? "#FFFFFF" : "#1D2427"
    readonly property color inkSoft: contrast ? "#E6E6E6" : "#474C49"
    readonly property color line: contrast ? "#FFFFFF" : "#6E624F"
    readonly property color hair: contrast ? "#8A8A8A" : "#DDD0B8"
    readonly property color stone: contrast ? "#BFBFBF" : "#D9CBB0"
    readonly property color stoneDk: contrast ? "#8A8A8A" : "#B8A688"
    readonly property color track: contrast ? "#404040" : "#D9CBB0" // what a ring of act or done runs on
    readonly property color act: contrast ? "#8FD3FF" : "#0E4A6E"
    readonly property color actText: contrast ? "#000000" : "#FFFFFF"
    readonly property color actLip: contrast ? "#4C8DB5" : "#07304A"
    readonly property color actTint: contrast ? "#0B2A3D" : "#E1ECF2"
    readonly property color done: contrast ? "#7CF0A8" : "#085435"
    readonly property color doneTint: contrast ? "#0B2E1B" : "#DDF0E3"
    readonly property color guard: contrast ? "#14512F" : "#D0EBDA" // what U leaves of a limit: stronger than doneTint
    readonly property color people: contrast ? "#FFD400" : "#FFC93C"
    readonly property color peopleText: contrast ? "#000000" : "#1D2427"
    readonly property color peopleLip: contrast ? "#FFFFFF" : "#7A4E00"
    readonly property color peopleTint: contrast ? "#332B00" : "#FFF1CB"
    readonly property color care: contrast ? "#FFD98A" : "#6E4300"
    readonly property color alarm: contrast ? "#FFB3A8" : "#8E1919"
    readonly property color alarmTint: contrast ? "#3A0F0B" : "#FAE6E1"
    readonly property color staff: "#F2A51E"
    readonly property color staffText: contrast ? "#000000" : "#1D2427"

    // A QR code is ink on white in every theme: phones and readers want it so.
    readonly property color codeInk: "#1D2427"
    readonly property color codePaper: "#FFFFFF"

    // Pictures
    readonly property color brick: "#C98068"
    readonly property color brickDk: "#BC7159"
    readonly property color tile: "#8C4D37"
    readonly property color tileLt: "#A55C43"
    readonly property color eaves: "#5A534B"
    readonly property color plaster: "#E9DFC8"
    readonly property color plasterDk: "#CDBF9F"
    readonly property color plasterEdge: "#A8977A"
    readonly property color petal: "#FBF7EC"
    readonly property color step: "#F3EBD8"
    readonly property color stepDk: "#E0D4BA"
    readonly property color light: "#FFE7AE"
    readonly property color lightInner: "#FFF2D0"
    readonly property color lampGlass: "#F3CF86"
    readonly property color pane: "#3E4E55"
    readonly property color wood: "#26292B"
    readonly property color box: "#7A4A36"
    readonly property color brass: "#D8A24A"
    readonly property color leaf: "#7F9A6B"
    readonly property color leafLt: "#8FA97A"
    readonly property color sky: "#DCE8E6"
    readonly property color roomWall: "#E5E1D4"
    readonly property color roomWindow: "#D3DDD9"
    readonly property color roomSide: "#D2C9B6"
    readonly property color skin: "#F0D0AE"
    readonly property color skinDk: "#DDB48D"
    readonly property color skinEar: "#E3BC97"
    readonly property color blush: "#E9B296"
    readonly property color feature: "#40352C"
    readonly property color glasses: "#5B5147"
    readonly property color hairGrey: "#CFCBC1"
    readonly property color hairGreyDk: "#BDB8AC"
    readonly property color hairDark: "#4A4038"
    readonly property color collar: "#F6EDDB"
    readonly property color coatBlue: "#5F8196"
    readonly property color coatTeal: "#2F6C8C"
    readonly property color coatStaff: "#F2B632"
    readonly property color plate: "#0E4A6E"
    readonly property color plateText: "#FFFFFF"
    readonly property color cardFace: "#FFFFFF"
    readonly property color cardLine: "#9DB3BF"
    readonly property color cardPhoto: "#E1ECF2"
    readonly property color cardPerson: "#8FA5B1"
    readonly property color reader: "#3A4347"
    readonly property color readerSlot: "#5A6468"
    readonly property color readerLamp: "#8FD3A8"

    /// What a panel is tried with: each of its colours alone, none, all, and half of all.
    readonly property var pure: ["#FF0000", "#00FF00", "#0000FF", "#000000", "#FFFFFF", "#808080"]

    /// The colour of a tone as a view names it: "done", "care", "people", "ink", anything else is act.
    function tone(name: string): color {
        return name === "done" ? done : name === "care" || name === "people" ? care : name === "ink" ? ink : act;
    }
    /// The colour of a shape as a view names it: "ok", "tri", "oct", "person", anything else is act.
    function shape(name: string): color {
        return name === "ok" ? done : name === "tri" || name === "oct" ? care : name === "person" ? ink : act;
    }
}
