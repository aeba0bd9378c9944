"""A template of the impact assessment of PIPL 55 and 56, filled in from the settings a terminal runs with.

What the program does by these settings is said; what a hall must judge is asked for. It is a draft for lawyers.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from kiosk.sentences import Text, listed, sentence, table
from kiosk.settings import Settings
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts

KEPT_YEARS = 3
"""PIPL 56: the report, and records of how data is used, are kept so long."""


def assessment(settings: Settings, day: str) -> Iterator[str]:
    """The lines of the template, in Markdown.

    Args:
        day: On which it is made, as it is to stand there.
    """
    words = table("assessment.words")
    yield words["title"].fill(hall=settings.hall.name)
    yield ""
    yield words["draft"].fill(day=day, years=KEPT_YEARS)
    for key, lines in (
        ("why", _why(settings)),
        ("lawful", _lawful(settings)),
        ("impact", _impact(settings)),
        ("measures", _measures(settings)),
    ):
        yield ""
        yield sentence("assessment.head", title=table("assessment.heads")[key])
        yield ""
        yield from (sentence("assessment.line", text=line) for line in lines)
        yield from (sentence("assessment.blank", text=line) for line in _blanks(key))
    yield ""
    yield words["sign"]


def _blanks(key: str) -> tuple[Text, ...]:
    asked = {
        "why": table("assessment.blanks-why"),
        "lawful": table("assessment.blanks-lawful"),
        "impact": table("assessment.blanks-impact"),
        "measures": table("assessment.blanks-measures"),
    }
    return tuple(asked[key].values())


def _why(settings: Settings) -> Iterator[str]:
    """Article 55: which of its cases this terminal is one of."""
    words = table("assessment.why")
    kinds = [words["kind-identity"], words["kind-health"]]
    if takes_faces(settings):
        kinds.insert(1, words["kind-face"])
    yield words["sensitive"].fill(kinds=listed(kinds))
    yield words["automated-on" if takes_faces(settings) else "automated-off"]
    yield words["given"].fill(to=listed(_recipients(settings)) or words["nobody"])
    yield words["abroad"]
    counted = [words[key] for key in ("absent", "rhythm") if getattr(settings.home_calls, key)]
    yield words["watched"].fill(rules=listed(counted)) if counted else words["not-watched"]


def _recipients(settings: Settings) -> Iterator[str]:
    words = table("assessment.why")
    if settings.health_code.provider == "gateway":
        yield words["to-gateway"].fill(host=_host(settings.health_code.gateway.url))
    if settings.calls.webhook.url:
        yield words["to-webhook"].fill(host=_host(settings.calls.webhook.url))
    if settings.clerk_page.enabled:
        yield words["to-clerk"]
    if settings.whitelist.export_folder:
        yield words["to-folder"]


def _lawful(settings: Settings) -> Iterator[str]:
    """Article 56 (1): purpose and way of handling, lawful, legitimate, necessary."""
    words = table("assessment.lawful")
    yield words["texts"].fill(version=NEWEST_TEXT)
    for kind, text in consent_texts(NEWEST_TEXT).items():
        if _asked(ConsentKind(kind), settings):
            yield words["text"].fill(purpose=text.purpose, place=text.place, period=text.period)
    years = settings.whitelist.consent_years
    yield words["ends"].fill(years=years) if years else words["never-ends"]
    yield words["age"].fill(age=settings.whitelist.min_age) if settings.whitelist.min_age else words["any-age"]
    yield words["without-face" if takes_faces(settings) else "no-face"]
    kept = settings.retention
    yield words["periods"].fill(
        health=kept.health_days, alerts=kept.alerts_days, calls=kept.home_calls_days, audit=kept.audit_days,
        aside=kept.set_aside_days,
    )  # fmt: skip


def _asked(kind: ConsentKind, settings: Settings) -> bool:
    if kind is ConsentKind.HOME_CALLS:
        return settings.home_calls.counts_days
    if kind is ConsentKind.ADAPTATION:
        return settings.faces.adapt and takes_faces(settings)
    return kind is ConsentKind.HEALTH or takes_faces(settings)


def _impact(settings: Settings) -> Iterator[str]:
    """Article 56 (2): what it does to people's rights, and the risks."""
    words = table("assessment.impact")
    if takes_faces(settings):
        yield words["wrong-face"].fill(fpir=f"{settings.faces.fpir:.2%}")
        yield words["drawn-back"]
        yield words["liveness-on" if settings.faces.liveness else "liveness-off"]
        yield words["camera-in-use" if settings.camera.only_in_use else "camera-always"]
    yield words["code-discreet" if settings.health_code.presentation == "discreet" else "code-card"]
    yield words["onlookers"]
    yield words["stolen"]


def _measures(settings: Settings) -> Iterator[str]:
    """Article 56 (3): what protects, and whether that is enough for the risk."""
    words = table("assessment.measures")
    yield words["encrypted"]
    yield words["accounts"].fill(
        tries=settings.accounts.lock_after, minutes=f"{settings.accounts.lock_minutes:g}",
        idle=f"{settings.accounts.idle_lock_s:g}",
    )  # fmt: skip
    yield words["trail"].fill(days=settings.retention.audit_days)
    yield words["purge"].fill(at=settings.retention.purge_at)
    yield words["rights"]
    yield words["breach"]
    plain = [
        words[key]
        for key, allowed in (
            ("plain-gateway", settings.health_code.gateway.allow_plain_http),
            ("plain-webhook", settings.calls.webhook.allow_plain_http),
        )
        if allowed
    ]
    yield words["plain"].fill(what=listed(plain)) if plain else words["tls"]


def takes_faces(settings: Settings) -> bool:
    """Whether this terminal looks at faces."""
    return bool(settings.camera.source) and settings.faces.enabled


def _host(url: str) -> str:
    """The machine an address names; what else stands in it may be secret."""
    return urlsplit(url).hostname or sentence("assessment.words.no-host")
