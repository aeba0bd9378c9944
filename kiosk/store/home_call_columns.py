"""What version 12 added, as SQL: the consent to be looked in on, and the pauses of a member that are over.

The text never changes once it has shipped. New columns of old tables may be empty: rows saved out of a damaged file of
an older version must fit.
"""

from __future__ import annotations

from kiosk.store.schema import KEY, WHEN

# A CHECK cannot be altered, so the table is made anew. Sealed fields are bound to the name "consents" and the row's id:
# both stay.
_CONSENTS = f"""
CREATE TABLE consents_wider ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  kind TEXT NOT NULL CHECK (kind IN ('face', 'health', 'home-calls', 'sharing', 'adaptation')),
  text_version TEXT NOT NULL CHECK (length(text_version) BETWEEN 1 AND 64),
  purpose TEXT NOT NULL CHECK (length(purpose) > 0),
  place TEXT NOT NULL CHECK (length(place) > 0),
  period TEXT NOT NULL CHECK (length(period) > 0),
  given_by BLOB NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('signature', 'card-tap', 'screen', 'spoken')),
  guardian_relation TEXT,
  withdrawn_utc TEXT,
  until TEXT CHECK (length(until) = 10),
  text_sha256 TEXT CHECK (length(text_sha256) = 64),
  paper TEXT CHECK (length(paper) BETWEEN 1 AND 64),
  signed_on TEXT CHECK (length(signed_on) = 10),
  ended_utc TEXT CHECK (length(ended_utc) BETWEEN 20 AND 40),
  ask_again_on TEXT CHECK (length(ask_again_on) = 10)
) STRICT;
INSERT INTO consents_wider SELECT seq, id, at_utc, boot_id, monotonic_s, clock_suspect, resident_id, kind, text_version,
  purpose, place, period, given_by, how, guardian_relation, withdrawn_utc, until, text_sha256, paper, signed_on,
  ended_utc, ask_again_on FROM consents ORDER BY seq;
DROP TABLE consents;
ALTER TABLE consents_wider RENAME TO consents;
CREATE INDEX consents_resident ON consents (resident_id);
CREATE INDEX consents_ending ON consents (until) WHERE withdrawn_utc IS NULL AND until IS NOT NULL;
CREATE INDEX consents_ended ON consents (until) WHERE ended_utc IS NOT NULL;
"""

# First and last day of each, 2026-10-01/2026-10-20, with blanks between them: `kiosk.whitelist.pauses`.
_PAUSES = """
ALTER TABLE whitelist_entries ADD COLUMN pauses TEXT CHECK (length(pauses) BETWEEN 21 AND 512);
"""

HOME_CALLS = (_CONSENTS, _PAUSES)
