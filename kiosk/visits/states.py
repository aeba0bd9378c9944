"""The states of a visit and the buttons a visitor can press."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a visit stands. Each state has exactly one screen."""

    ATTRACT = "attract"  # nobody; no personal data exists
    READING = "reading"  # a card lies on a reader and is being read or its holder looked up
    CARD_PROBLEM = "card-problem"  # it could not be read, or cannot say whose it is
    LOOKING = "looking"  # the camera session: guidance, then matching
    ASK_CARD = "ask-card"  # the face is not known, or was denied: please tap a card
    CONFIRM = "confirm"  # 您是王奶奶吗？
    CHECKING = "checking"  # greeted; code and temperature under way
    DEVICE_FAULT = "device-fault"  # 体温计歇一歇: what works and what does not, once a visit
    REMEASURE = "remeasure"  # sit for a while, then a second temperature
    RESULT = "result"  # code and temperature
    WINDOW = "window"  # please come to the window
    HELP = "help"  # somebody is coming
    MENU = "menu"  # the self-check menu
    REST = "rest"  # sit quietly before a measurement
    ARM_SIZE = "arm-size"  # how thick the arm is that goes into the cuff
    MEASURE = "measure"  # waiting for an instrument
    SYMPTOMS = "symptoms"  # how they feel, after a value that may be red
    ENTRY = "entry"  # a number typed on the digit pad
    VALUE = "value"  # what was measured or typed, with range and last time
    TREND = "trend"  # one's own values of three months, after the value
    ERRANDS = "errands"  # 办别的事: one's own data, or somebody who helps
    OWN_DATA = "own-data"  # what is kept of them; their card first
    OWN_CHANGES = "own-changes"  # what may be changed or deleted of it
    WITHDRAW = "withdraw"  # which consent, then what happens when it is taken back
    DELETE_HEALTH = "delete-health"  # asked twice
    FORGET = "forget"  # everything deleted; asked twice
    OWN_ACT = "own-act"  # it is being done, it is done, or it is not
    COMPANION = "companion"  # somebody helps: their card, the person's word, what they are to each other
    RENEW = "renew"  # a consent that ends is asked for again
    GOODBYE = "goodbye"  # 请拿好身份证, until the card is gone


class Button(StrEnum):
    """What can be pressed. A view lists those that work now; a button that is not listed is not drawn.

    The ids of the steps are buttons too, on the menu of the self-check, and on its digit pad other metrics of the step.
    """

    YES = "yes"
    NO = "no"
    HELP = "help"
    BACK = "back"
    USE_CARD = "use-card"
    LOOK = "look"
    SELF_CHECK = "self-check"
    NO_THANKS = "no-thanks"
    CONTINUE = "continue"
    TO_WINDOW = "to-window"
    CALL_STAFF = "call-staff"
    RESTED = "rested"
    RETRY = "retry"
    PRINT = "print"
    TREND = "trend"
    STILL_HERE = "still-here"
    ENOUGH = "enough"
    ARM_THIN = "arm-thin"
    ARM_MIDDLE = "arm-middle"
    ARM_THICK = "arm-thick"
    HEAD = "symptom-head"
    CHEST = "symptom-chest"
    SENSES = "symptom-senses"
    NO_SYMPTOM = "symptom-none"
    ERRANDS = "errands"
    OWN_DATA = "own-data"
    WITH_HELPER = "with-helper"
    CHANGE = "change"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    DELETE_HEALTH = "delete-health"
    FORGET = "forget"
    CONSENT_FACE = "consent-face"
    CONSENT_HEALTH = "consent-health"
    CONSENT_HOME_CALLS = "consent-home-calls"
    CONSENT_SHARING = "consent-sharing"
    CONSENT_ADAPTATION = "consent-adaptation"
    FAMILY = "helper-family"
    NEIGHBOUR = "helper-neighbour"
    CARER = "helper-carer"
    OTHER = "helper-other"
    AGREE = "agree"
    REFUSE = "refuse"
    LATER = "later"
