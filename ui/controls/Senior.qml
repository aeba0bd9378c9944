// A friendly elderly person, abstract, on a grid of 400 × 480. Nobody in particular.
import QtQuick
import ui.theme

Item {
    id: senior

    property bool bun: true
    property bool smile: true
    property bool wave: false
    property bool glasses: false
    property color coat: Theme.coatBlue
    property color hair: Theme.hairGrey

    height: width * 1.2

    Item {
        width: 400
        height: 480
        scale: senior.width / 400
        transformOrigin: Item.TopLeft

        Outline { visible: senior.bun; path: "M164 52 a36 34 0 1 1 72 0 a36 34 0 1 1 -72 0 z"; fill: Theme.hairGreyDk }
        Outline { visible: senior.wave; path: "M330 440 C378 404 396 340 388 272"; stroke: senior.coat; thickness: 62 }
        Item {
            visible: senior.wave
            x: 322
            y: 118
            rotation: 8
            Outline { path: "M12 0 H148 a12 12 0 0 1 12 12 V92 a12 12 0 0 1 -12 12 H12 a12 12 0 0 1 -12 -12 V12 a12 12 0 0 1 12 -12 z"; fill: Theme.cardFace; stroke: Theme.plate; thickness: 6 }
            Outline { path: "M16 24 h64 M16 48 h46 M16 78 h84"; stroke: Theme.cardLine; thickness: 9 }
            Outline { path: "M98 18 h46 v56 h-46 z"; fill: Theme.cardPhoto }
        }
        Outline { visible: senior.wave; path: "M362 232 a27 30 0 1 1 54 0 a27 30 0 1 1 -54 0 z"; fill: Theme.skin }
        Outline { path: "M14 480 C14 392 84 350 158 332 L242 332 C316 350 386 392 386 480 Z"; fill: senior.coat }
        Outline { path: "M160 268 h80 v66 q-40 50 -80 0 z"; fill: Theme.skinDk }
        Outline { path: "M136 337 L160 326 Q200 386 240 326 L264 337 L204 420 h-8 Z"; fill: Theme.collar }
        Outline { path: "M88 200 a20 24 0 1 1 40 0 a20 24 0 1 1 -40 0 z M272 200 a20 24 0 1 1 40 0 a20 24 0 1 1 -40 0 z"; fill: Theme.skinEar }
        Outline { path: "M106 180 C106 110 146 78 200 78 C254 78 294 110 294 180 C294 256 252 306 200 306 C148 306 106 256 106 180 Z"; fill: Theme.skin }
        Outline { path: "M98 196 C86 96 146 56 200 56 C254 56 314 96 302 196 C296 158 280 136 252 124 C214 134 160 132 138 128 C116 140 104 162 98 196 Z"; fill: senior.hair }
        Outline { visible: senior.smile; path: "M134 232 a20 14 0 1 1 40 0 a20 14 0 1 1 -40 0 z M226 232 a20 14 0 1 1 40 0 a20 14 0 1 1 -40 0 z"; fill: Theme.blush }
        Outline { visible: senior.smile; path: "M146 200 q15 -17 30 0 M224 200 q15 -17 30 0 M168 252 q32 26 64 0"; stroke: Theme.feature; thickness: 8 }
        Outline { visible: senior.glasses; path: "M128 200 a33 31 0 1 1 66 0 a33 31 0 1 1 -66 0 z M206 200 a33 31 0 1 1 66 0 a33 31 0 1 1 -66 0 z M194 196 q6 -5 12 0"; stroke: Theme.glasses; thickness: 6 }
    }
}
