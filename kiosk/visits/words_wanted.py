"""What must have its words before a terminal starts: the variants of every screen, notices, tiles, marks, and what a
sentence may leave open.
"""

from __future__ import annotations

from devices.events import ReadFailure
from devices.printers.printer import Printed
from kiosk.faces.events import CardNeeded, FaceHint
from kiosk.visits.arms import ARMS
from kiosk.visits.own_buttons import CONSENTS, RELATIONS
from kiosk.visits.states import Button, State
from kiosk.visits.visit import CallStage
from kiosk.whitelist.consent import ConsentKind

BY_READER = ("moved", "silent", "slow")
"""Card problems whose words say what to do with the card: lay it down again, or put it in again."""

SLIP_FAULTS = tuple(fault for fault in Printed if fault is not Printed.DONE)
"""Why there is no slip."""

VARIANTS: dict[State, frozenset[str]] = {
    State.ATTRACT: frozenset(
        {
            *("no-camera", "one-card", "one-card-no-camera", "camera-only", "closed"),
            *("touch", "one-card-touch", "camera-only-touch", "forgotten", "forgotten-no-camera"),
        }
    ),
    State.READING: frozenset({"contact"}),
    State.CARD_PROBLEM: frozenset(
        {"slow", "unknown-holder", "window", "contact", *(f"contact-{why}" for why in BY_READER)}
        | {reason.value for reason in ReadFailure}
    ),
    State.LOOKING: frozenset(hint.value for hint in FaceHint),
    State.ASK_CARD: frozenset(
        {"unknown", "unknown-no-reader", "unclear", "denied", "chosen", "camera", "no-reader"}
        | {reason.value for reason in CardNeeded}
    ),
    State.CONFIRM: frozenset({"returned", "card-left", "unsure", "unsure-no-reader"}),
    State.CHECKING: frozenset({"code-only"}),
    State.DEVICE_FAULT: frozenset({"several"}),
    State.REMEASURE: frozenset({"again", "measuring"}),
    State.RESULT: frozenset({"window", "show-code", "no-temperature", "warming"}),
    State.WINDOW: frozenset({"red", "red-told", "red-taken", "correct", "copy"}),
    State.OWN_DATA: frozenset({"card", "card-again", "no-reader", "looking", "failed"}),
    State.WITHDRAW: frozenset(kind.value for kind in ConsentKind),
    State.DELETE_HEALTH: frozenset({"sure"}),
    State.FORGET: frozenset({"sure"}),
    State.OWN_ACT: frozenset(
        {
            *("doing", "forgetting", "copying", "deleted", "forgotten", "copied", "failed", "copy-failed"),
            *("forget-failed", "renewed", "renewed-over", "refused", "declined"),
            *(f"withdrawn-{kind.value}" for kind in ConsentKind),
        }
    ),
    State.COMPANION: frozenset(
        {"swap", "no-reader", "reading", "unread", "own", "ask", "relation", "noting", "failed"}
    ),
    State.RENEW: frozenset({"over", "sure", "offer"}),
    State.HELP: frozenset({"measure", "told", "taken", "unanswered"}),
    State.MENU: frozenset({"rests", "printing", "printed", *(f"slip-{fault.value}" for fault in SLIP_FAULTS)}),
    State.REST: frozenset({"between", "third"}),
    State.ARM_SIZE: frozenset({"unfit"}),
    State.MEASURE: frozenset({"again", "next", "reseat", "window"}),
    State.VALUE: frozenset({"not-kept", "saving", "lower", "higher", "same", "first"}),
    State.GOODBYE: frozenset({"card", "card-nobody", "nobody", "window", "window-card", "expired", "card-expired"}),
}
"""The variants each state's words must have; the empty variant is the screen itself."""

ARM_IN = "arm-in"
"""Of a step whose instrument the arm goes through; with a second part where the screen has a variant of its own."""

STEP_VARIANTS: dict[State, frozenset[str]] = {
    State.MEASURE: frozenset({"again", "next", ARM_IN, f"{ARM_IN}-again"}),
}
"""The variants the words of one step may have of their own."""

NOTICES = (
    *("two-cards", "measure-there", "either-code", "recorded", "recorded-values", "recorded-slip"),
    *("window", "queue", "entry-failed"),
    *("or", "please-wait", "measuring", "camera", "noted", "register", "either"),
)

BAR = {
    CallStage.OUT: "help-called",
    CallStage.TOLD: "help-told",
    CallStage.TAKEN: "help-taken",
    CallStage.UNANSWERED: "help-called",
}
"""What stands on the yellow place once help was called."""

TILES = (
    *(*ARMS, Button.HEAD, Button.CHEST, Button.SENSES, Button.NO_SYMPTOM),
    *(Button.OWN_DATA, Button.WITH_HELPER, Button.CORRECT, Button.WITHDRAW, Button.DELETE_HEALTH, Button.FORGET),
    *(*CONSENTS, *RELATIONS),
)
"""Buttons that are tiles with a picture, besides the steps on the menu."""

WAYS = ("card", "contact", "face")
OWN_READER = "own"
"""In a screen's `ways`: the reader of the card that was just tried."""

MARKS = ("near", "lit", "straight", "far", "unlit", "unclear", "close", "dark", "glare", "askew", "moving")
"""The words of a mark under the doorway: what is right, what is wrong with each, what a hint knows better."""

FILLED = frozenset(
    {
        *("who", "hello", "card", "please", "how", "usable", "side", "queue", "rest", "minutes"),
        *("id_place", "contact_place", "what", "device"),
        *("helper", "consent", "until"),
    }
)
"""What a sentence of a screen may leave open."""
