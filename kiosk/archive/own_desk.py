"""What somebody at the terminal asks of what is kept of them. Implements `kiosk.visits.ports.OwnDesk`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from devices.clock import Instant
from devices.identity import IdentityDocument
from kiosk.archive.archive import ArchiveContents
from kiosk.archive.asked import Asked, ByWhom, Helped
from kiosk.archive.companions import HelpedBy
from kiosk.measurements.measurement import Measurement
from kiosk.people.names import mask_id_number, mask_name
from kiosk.sentences import Text
from kiosk.settings import Settings
from kiosk.visits.effects import DoOwn
from kiosk.visits.own_visit import Helper, OwnAct, OwnFacts, Relation, Renewal
from kiosk.visits.ports import HelperKnown
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts

ACTOR = "terminal"


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What the hall set: days a row of health is kept, when a consent counts as ending, years a new one holds."""

    health_days: int = 365
    expiring_days: int = 60
    consent_years: int = 0
    counts_days: bool = False
    """Days of coming are looked at: whoever was never asked for it is, beside a consent that ends."""


class ArchiveOwnDesk:
    """See the module. Thread-safe; what writes waits for its commit.

    Args:
        account_of: The login whose card has a number; None for the number of nobody who works here.
    """

    def __init__(self, archive: ArchiveContents, rules: OwnRules, account_of: Callable[[str], str | None]) -> None:
        self._archive, self._rules, self._account_of = archive, rules, account_of

    def facts(self, resident_id: str) -> OwnFacts:
        """See the port. Raises WhitelistRefused (person-unknown)."""
        today = self._archive.renewals.today()
        found = self._archive.own_rights.summary(resident_id)
        return OwnFacts(
            number=mask_id_number(found.resident.number) if found.resident.number else "",
            consents=tuple(kept.kind for kept in found.consents if kept.holds(today)),
            face_since=found.face_since,
            values=found.measurements.count,
            visits=found.visits.count,
            keeps_health=found.keeps_health,
            has_health=found.health_rows > 0,
            health_days=self._rules.health_days,
        )

    def copy(self, resident_id: str, metrics: tuple[str, ...], now: Instant) -> tuple[Measurement, ...]:
        """See the port."""
        since = now.utc - timedelta(days=self._rules.health_days + 1)
        return self._archive.register.history(resident_id, metrics, since)

    def renewals(self, resident_id: str) -> tuple[Renewal, ...]:
        """See the port. A consent somebody else gave, as of a child, is not asked for on the screen."""
        today, texts = self._archive.renewals.today(), consent_texts(NEWEST_TEXT)
        kept = self._archive.own_rights.summary(resident_id).consents
        own = {one.kind for one in kept if one.guardian_relation is None}
        ending = tuple(
            Renewal(due.kind, due.until, due.until < today, _text(due.kind, texts[due.kind.value].text))
            for due in self._archive.renewals.to_ask(resident_id, self._rules.expiring_days)
            if due.kind in own and due.kind.value in texts
        )
        offered = ConsentKind.HOME_CALLS
        if not ending or not self._rules.counts_days or offered in {one.kind for one in kept}:
            return ending
        return (*ending, Renewal(offered, None, False, _text(offered, texts[offered.value].text)))

    def do(self, wanted: DoOwn) -> None:
        """See the port."""
        who, helped = wanted.resident_id, _helped(wanted.helper)
        asked = Asked(ByWhom.ON_SCREEN, helped=helped)
        renewals, own_rights = self._archive.renewals, self._archive.own_rights
        if wanted.act is OwnAct.WITHDRAW and wanted.kind is not None:
            own_rights.withdraw(who, wanted.kind, ACTOR, by_whom=asked)
        elif wanted.act is OwnAct.DELETE_HEALTH:
            own_rights.delete_health(who, ACTOR, by_whom=asked)
        elif wanted.act is OwnAct.FORGET:
            self._archive.rights.forget(who, ACTOR, ByWhom.ON_SCREEN.value, asked=asked)
        elif wanted.act is OwnAct.RENEW and wanted.kind is not None:
            self._archive.consents_renewed.renew(
                who, wanted.kind, ACTOR, years=self._rules.consent_years, helped=helped
            )
        elif wanted.act is OwnAct.REFUSE and wanted.kind is not None:
            renewals.refuse(who, (wanted.kind,), ACTOR)
            own_rights.withdraw(who, wanted.kind, ACTOR, by_whom=asked)
        elif wanted.act is OwnAct.LATER:
            renewals.later(who, (due.kind for due in renewals.due_of(who, self._rules.expiring_days)), ACTOR)
        else:
            raise ValueError(f"{wanted.act} is not done here")

    def helper(self, document: IdentityDocument, now: Instant) -> HelperKnown | None:
        """See the port."""
        login = None if document.number is None else self._account_of(document.number)
        if login is not None:
            name = self._archive.audit_log.account_names().get(login) or login
            return HelperKnown(None, login, mask_name(name))
        person = self._archive.register.meet(document, now)
        return None if person is None else HelperKnown(person.resident_id, None, person.masked_name)

    def note_helper(self, visit_id: str, resident_id: str, helper: Helper, relation: Relation) -> None:
        """See the port."""
        self._archive.companions.note(visit_id, resident_id, _by(helper), relation, helper.confirmed_by)


def own_desk_of(settings: Settings, archive: ArchiveContents) -> ArchiveOwnDesk:
    """The desk of one terminal."""
    rules = OwnRules(
        health_days=settings.retention.health_days,
        expiring_days=settings.whitelist.expiring_days,
        consent_years=settings.whitelist.consent_years,
        counts_days=settings.home_calls.counts_days,
    )
    return ArchiveOwnDesk(archive, rules, archive.accounts.of_card)


def _by(helper: Helper) -> HelpedBy:
    """Who helps, once that is noted or being noted; nobody before."""
    if not helper.confirmed_by:
        return HelpedBy()
    return HelpedBy(helper.resident_id, helper.account)


def _helped(helper: Helper) -> Helped | None:
    key = _by(helper).key
    return Helped(key, helper.confirmed_by) if key else None


def _text(kind: ConsentKind, words: str) -> Text:
    return Text(words, f"consents.{NEWEST_TEXT}.{kind.value}.text")
