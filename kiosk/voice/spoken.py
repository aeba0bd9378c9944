"""What is read aloud of a screen, sentence by sentence: what stands on it, and then the answers there are.

Read aloud are the screens by which somebody gives, renews or takes back a consent, has what is kept deleted, or lets
somebody help: old and disabled people must have notice and choice in a form they can use (人脸识别技术应用安全管理办法,
article 5). A day and a name are left to the screen: no name is ever spoken in a hall.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from kiosk.sentences import Text, table
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView

READ = frozenset(
    {State.RENEW, State.OWN_CHANGES, State.WITHDRAW, State.DELETE_HEALTH, State.FORGET, State.COMPANION, State.OWN_ACT}
)
"""States that are read aloud, where something is asked or told; the first screen is, while it tells of the camera."""

NOT_ANSWERS = frozenset({Button.HELP, Button.BACK, Button.STILL_HERE})
"""Buttons in their own places on every screen."""

UNREAD = frozenset(
    {
        *(f"visitor.screens.companion.variants.{name}.headline" for name in ("no-reader", "reading", "unread")),
        *(f"visitor.screens.companion.variants.{name}.headline" for name in ("noting", "failed")),
        *(f"visitor.screens.own-act.variants.{name}.headline" for name in ("doing", "copying", "forgetting")),
        *(f"visitor.screens.own-act.variants.{name}.headline" for name in ("copied", "copy-failed", "failed")),
        "visitor.screens.own-act.variants.forget-failed.headline",
    }
)
"""Screens of these states that ask nothing and tell of no consent, by their headline."""

_ENDS = re.compile(r"(?<=[。；？！])")


def spoken(view: VisitView) -> tuple[Text, ...]:
    """The sentences to be read of this view, in their order; empty where nothing is."""
    if not _is_read(view):
        return ()
    said = [view.headline, view.lead, view.consent, *(words for _, words in view.tips)]
    if view.state is State.ATTRACT:
        said = [view.headline, view.lead, view.notice]
    return tuple(piece for text in (*said, *_answers(view)) if text for piece in pieces(_sayable(text)))


def pieces(text: Text) -> Iterator[Text]:
    """A text sentence by sentence, as it is baked: the words of a consent are too long for one clip."""
    for piece in _ENDS.split("".join(text.replace("|", "").split())):
        if piece:
            yield text.laid_out(piece)


def fingerprint(piece: str) -> str:
    """64 hexadecimal digits that change with every sign of a sentence."""
    return hashlib.sha256(piece.encode()).hexdigest()


def _is_read(view: VisitView) -> bool:
    if view.state is State.ATTRACT:
        return view.notice.key == "visitor.notices.camera" and not view.card_lies
    return view.state in READ and view.headline.key not in UNREAD


def _answers(view: VisitView) -> Iterator[Text]:
    """The one sentence that names all answers, or one a tile."""
    answers = [button for button in view.buttons if button.button not in NOT_ANSWERS]
    if any(button.icon for button in answers):
        yield from (table("voice.choices")[button.button] for button in answers if button.icon)
    elif answers and answers[0].label.key in table("voice.answers"):
        yield table("voice.answers")[answers[0].label.key]


def _sayable(text: Text) -> Text:
    return _instead().get(text.key, text)


@cache
def _instead() -> dict[str, Text]:
    return table("voice.instead")
