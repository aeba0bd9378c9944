"""What the page of a member says of each consent, however it was given."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kiosk.archive.members import KeptConsent
from kiosk.members.file_view import _consent
from kiosk.whitelist.consent import ConsentHow, ConsentKind

GIVEN = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (ConsentHow.SIGNATURE, "签字"),
        (ConsentHow.CARD_TAP, "刷卡"),
        (ConsentHow.SCREEN, "本人看屏幕点"),
        (ConsentHow.SPOKEN, "念给本人听"),
    ],
)
def test_consent_is_said_however_it_was_given(how: ConsentHow, said: str) -> None:
    kept = KeptConsent(
        kind=ConsentKind.FACE,
        text_version="2026-11-28",
        how=how,
        given=GIVEN,
        until=None,
        withdrawn=None,
        given_by="高㛃",
        guardian_relation=None,
    )
    view = _consent(ConsentKind.FACE, (kept,), date(2026, 11, 29), UTC)
    assert view.detail == f"2026.11.28 {said} · 2026-11-28 版 · 到撤回为止"


def test_no_way_of_giving_it_is_without_words() -> None:
    assert [how.value for how in ConsentHow] == ["signature", "card-tap", "screen", "spoken"]
