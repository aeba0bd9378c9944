"""A consent given anew: in the newest words, until a new last day, in place of the one that ends or has ended."""

from __future__ import annotations

from datetime import tzinfo

from kiosk.archive.asked import Helped
from kiosk.archive.consent_rows import save_consents
from kiosk.archive.entry_rows import touch
from kiosk.archive.rights import known_person
from kiosk.archive.whitelist import Whitelist
from kiosk.sentences import sentence
from kiosk.store.core import Core
from kiosk.store.rows import one
from kiosk.store.sqlcipher import Database
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind, consent_in_words_of, last_day


class ConsentsRenewed:
    """Renews them. Thread-safe; waits for the commit."""

    def __init__(self, core: Core, whitelist: Whitelist, zone: tzinfo) -> None:
        self._core, self._whitelist, self._zone = core, whitelist, zone

    def renew(
        self, resident_id: str, kind: ConsentKind, actor: str, *, years: int, helped: Helped | None = None
    ) -> None:
        """Keep a consent this person gave on the screen. A running terminal learns of it: they are looked for again.

        Args:
            years: How long it holds; 0 until it is taken back.
            helped: Who helped them.

        Raises:
            WhitelistRefused: person-unknown, whitelist-not-listed.
            StoreError: it could not be saved; everything is as it was.
        """

        def work(db: Database) -> None:
            resident = known_person(db, resident_id, self._core)
            entry = one(db, _ENTRY, resident_id)
            if entry is None:
                raise WhitelistRefused(sentence("refusals.whitelist-not-listed"))
            act = self._core.act(db, actor)
            today = act.now.utc.astimezone(self._zone).date()
            name = resident.name or resident.name_foreign or ""
            until = last_day(kind, today, years)
            consent = consent_in_words_of(NEWEST_TEXT, kind, name, ConsentHow.SCREEN, until=until)
            save_consents(act, resident_id, (consent,))
            more = {} if helped is None else helped.noted()
            act.note("consent.renewed", resident_id, kind=kind.value, text_version=NEWEST_TEXT,
                     until=None if until is None else until.isoformat(), **more)  # fmt: skip
            touch(db, entry["id"])

        self._core.writer.call(work)
        self._whitelist.notice_changes()


_ENTRY = "SELECT id FROM whitelist_entries WHERE resident_id = ? AND status = 'active'"
