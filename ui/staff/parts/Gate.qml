// Who it is, then a PIN on keys that stand elsewhere each time, then the authenticator's code where the role wants one.
import QtQuick
import ui.theme
import ui.controls
import kiosk.staff

Rectangle {
    id: gate

    property var accounts: []
    property var pad: ({}) // a map of PadView; without `order` while nobody is chosen
    property bool code: false
    property string icon: "lock"
    property string purpose // what is to be signed
    property string whoWords
    property string pinWords: Staff.words.pin
    property string backWord
    readonly property bool chosen: (pad.order ?? "") !== ""
    readonly property bool waits: (pad.waitS ?? 0) > 0
    readonly property string greeting: code ? Staff.words["code-lead"] : chosen ? pad.who + " · " + Staff.words["pin-lead"] : ""
    readonly property bool wide: !Metrics.portrait
    readonly property real leftX: wide ? 134 : 84

    signal back

    color: Theme.paper

    Column {
        id: words
        x: gate.leftX
        y: gate.wide ? 68 : 84
        width: gate.wide ? 800 : gate.width - 2 * x
        spacing: gate.wide ? 24 : 20
        Icon {
            name: gate.icon
            size: 108
            color: Theme.act
            weight: 3.6
        }
        FittingLabel {
            width: parent.width
            role: "headline"
            most: 96 / whole
            bold: true
            text: !gate.chosen ? gate.whoWords : gate.code ? Staff.words.code : gate.pinWords
            Accessible.role: Accessible.Heading
        }
        FittingLabel {
            visible: text !== ""
            width: parent.width
            role: "inner-head"
            bold: true
            color: Theme.act
            text: gate.purpose
        }
        FittingLabel {
            visible: text !== ""
            width: parent.width
            role: "inner-head"
            color: Theme.inkSoft
            text: gate.greeting
        }
        PinDots {
            visible: gate.chosen
            topPadding: 8
            bottomPadding: 8
            count: keys.count
            places: gate.pad.least ?? 6
            size: Math.min(72, (words.width - 1) / (Math.max(places, count) * 1.42))
        }
        StateLabel {
            visible: gate.chosen && (gate.pad.problem ?? "") !== ""
            role: "inner-button"
            icon: "tri"
            tone: "care"
            word: gate.pad.problem ?? ""
            room: words.width
        }
        StateLabel {
            visible: gate.waits
            role: "inner-button"
            icon: "clock"
            word: Staff.words["still-waits"] + " " + gate.minutes(gate.pad.waitS ?? 0)
            room: words.width
        }
    }
    WhoIsIt {
        visible: !gate.chosen
        x: gate.wide ? 984 : gate.leftX
        y: gate.wide ? 68 : words.y + words.height + 72
        width: gate.width - x - gate.leftX
        accounts: gate.accounts
    }
    PinPad {
        id: keys
        visible: gate.chosen
        x: gate.wide ? 1024 : gate.leftX
        y: gate.wide ? 68 : Math.max(772, words.y + words.height + 36)
        keyWidth: gate.wide ? 216 : (gate.width - 2 * x - 56) / 3
        keyHeight: gate.wide ? 174 : Math.min(184, (ways.y - y - 120) / 4)
        order: gate.pad.order ?? ""
        least: gate.pad.least ?? 6
        most: gate.code ? least : 12
        busy: (gate.pad.busy ?? false) || gate.waits
        deleteWord: Staff.words["delete"]
        okWord: gate.pad.busy ?? false ? Staff.words.busy : Staff.words.ok
        onEntered: digits => Staff.enter(digits)
    }
    Row {
        id: ways
        x: gate.leftX
        y: gate.height - height - (gate.wide ? 68 : 40)
        spacing: Metrics.gap
        CompactButton {
            objectName: "button-back"
            height: 104
            kind: "quiet"
            icon: "back"
            label: gate.backWord
            onPressed: gate.back()
        }
        CompactButton {
            objectName: "button-another"
            visible: gate.chosen && gate.accounts.length > 1 && !(gate.pad.busy ?? false)
            height: 104
            kind: "quiet"
            icon: "person"
            label: Staff.words.another
            onPressed: Staff.choose("")
        }
    }

    function minutes(seconds: int): string {
        return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }
}
