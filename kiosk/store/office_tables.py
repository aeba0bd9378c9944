"""What version 11 added, as SQL: imports and what undoes them, companions, home calls, announcements, consent papers.

The text never changes once it has shipped. New columns of old tables may be empty: rows saved out of a damaged file of
an older version must fit.
"""

from __future__ import annotations

from kiosk.store.schema import KEY, WHEN

# A paper's number is the hall's own and names nobody.
_PAPERS = """
ALTER TABLE consents ADD COLUMN paper TEXT CHECK (length(paper) BETWEEN 1 AND 64);
ALTER TABLE consents ADD COLUMN signed_on TEXT CHECK (length(signed_on) = 10);
"""

# A consent that the night ended is `withdrawn_utc` too; `ended_utc` says that nobody took it back.
_RENEWALS = """
ALTER TABLE consents ADD COLUMN ended_utc TEXT CHECK (length(ended_utc) BETWEEN 20 AND 40);
ALTER TABLE consents ADD COLUMN ask_again_on TEXT CHECK (length(ask_again_on) = 10);
CREATE INDEX consents_ended ON consents (until) WHERE ended_utc IS NOT NULL;
"""

# `before` is what an undo puts back; it goes with its row when the time for an undo is over.
_IMPORTS = f"""
CREATE TABLE imports ({KEY},{WHEN},
  by TEXT NOT NULL CHECK (length(by) BETWEEN 1 AND 64),
  file_name BLOB NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) = 64),
  rows_read INTEGER NOT NULL CHECK (rows_read BETWEEN 0 AND 1000000),
  added INTEGER NOT NULL CHECK (added >= 0),
  changed INTEGER NOT NULL CHECK (changed >= 0),
  same INTEGER NOT NULL CHECK (same >= 0),
  refused INTEGER NOT NULL CHECK (refused >= 0),
  faces INTEGER NOT NULL CHECK (faces >= 0),
  undo_until_utc TEXT NOT NULL CHECK (length(undo_until_utc) BETWEEN 20 AND 40),
  undone_utc TEXT CHECK (length(undone_utc) BETWEEN 20 AND 40),
  undone_by TEXT CHECK (length(undone_by) BETWEEN 1 AND 64),
  CHECK ((undone_utc IS NULL) = (undone_by IS NULL))
) STRICT;
CREATE TABLE import_rows ({KEY},{WHEN},
  import_id TEXT NOT NULL REFERENCES imports (id),
  resident_id TEXT NOT NULL REFERENCES residents (id),
  did TEXT NOT NULL CHECK (did IN ('added', 'changed')),
  row_number INTEGER NOT NULL CHECK (row_number BETWEEN 1 AND 1048576),
  change_seq INTEGER NOT NULL CHECK (change_seq > 0),
  before BLOB,
  UNIQUE (import_id, resident_id)
) STRICT;
CREATE INDEX import_rows_resident ON import_rows (resident_id);
"""

# A helper is somebody who put a card down, or an account of the hall.
_COMPANIONS = f"""
CREATE TABLE companions ({KEY},{WHEN},
  visit_id TEXT NOT NULL CHECK (length(visit_id) = 36),
  resident_id TEXT NOT NULL REFERENCES residents (id),
  helper_id TEXT REFERENCES residents (id),
  helper_account TEXT CHECK (length(helper_account) BETWEEN 1 AND 64),
  relation TEXT NOT NULL CHECK (relation IN ('family', 'neighbour', 'carer', 'staff', 'other')),
  confirmed_by TEXT NOT NULL CHECK (confirmed_by IN ('screen', 'card')),
  CHECK ((helper_id IS NULL) != (helper_account IS NULL)),
  CHECK (helper_id IS NULL OR helper_id != resident_id)
) STRICT;
CREATE INDEX companions_resident ON companions (resident_id, seq);
CREATE INDEX companions_helper ON companions (helper_id) WHERE helper_id IS NOT NULL;
"""

# `rules` are those that stood on the list when somebody went, with blanks between them.
_HOME_CALLS = f"""
CREATE TABLE home_calls ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  rules TEXT NOT NULL CHECK (length(rules) BETWEEN 1 AND 64),
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'by-phone', 'not-found', 'not-needed')),
  again_on TEXT CHECK (length(again_on) = 10),
  by TEXT NOT NULL CHECK (length(by) BETWEEN 1 AND 64),
  note BLOB
) STRICT;
CREATE INDEX home_calls_resident ON home_calls (resident_id, seq);
"""

_ANNOUNCEMENTS = f"""
CREATE TABLE announcements ({KEY},{WHEN},
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 60),
  body TEXT NOT NULL CHECK (length(body) <= 400),
  picture BLOB,
  first_day TEXT NOT NULL CHECK (length(first_day) = 10),
  last_day TEXT NOT NULL CHECK (length(last_day) = 10),
  by TEXT NOT NULL CHECK (length(by) BETWEEN 1 AND 64),
  withdrawn_utc TEXT CHECK (length(withdrawn_utc) BETWEEN 20 AND 40),
  withdrawn_by TEXT CHECK (length(withdrawn_by) BETWEEN 1 AND 64),
  CHECK (first_day <= last_day),
  CHECK ((withdrawn_utc IS NULL) = (withdrawn_by IS NULL))
) STRICT;
"""

# A report reads the rows of a day, a week or a month, and of visits nothing but these columns.
_REPORTS = """
CREATE INDEX visits_at ON visits (at_utc, identified_by, resident_id);
CREATE INDEX alerts_at ON alerts (at_utc);
"""

# One row while a purge is made: what went so far, committed with it, so that a power cut loses no count.
# What a purge asks of each person is answered by an index: without it one night would read all alerts for each of them.
_PURGES = f"""
CREATE TABLE purges ({KEY},{WHEN},
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
  rows TEXT NOT NULL CHECK (json_valid(rows)),
  took_s REAL NOT NULL CHECK (took_s BETWEEN 0 AND 1e9)
) STRICT;
CREATE INDEX alerts_resident ON alerts (resident_id) WHERE resident_id IS NOT NULL;
"""

OFFICE = (_PAPERS, _RENEWALS, _IMPORTS, _COMPANIONS, _HOME_CALLS, _ANNOUNCEMENTS, _REPORTS, _PURGES)
