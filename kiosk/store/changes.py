"""What later versions changed in the tables, as SQL; each text never changes once it has shipped.

New columns of old tables have defaults or may be empty: rows saved out of a damaged file of an older version must fit.
"""

from __future__ import annotations

from kiosk.store.schema import KEY, WHEN, bounded

_TEMPLATES = """
ALTER TABLE templates ADD COLUMN quality REAL CHECK (quality BETWEEN 0 AND 1);
ALTER TABLE templates ADD COLUMN origin TEXT NOT NULL DEFAULT 'enrolled' CHECK (origin IN ('enrolled', 'adapted'));
ALTER TABLE templates ADD COLUMN batch TEXT CHECK (length(batch) = 36);
ALTER TABLE templates ADD COLUMN taken_utc TEXT CHECK (length(taken_utc) BETWEEN 20 AND 40);
UPDATE templates SET batch = entry_id, taken_utc = at_utc;
DROP INDEX templates_entry;
CREATE INDEX templates_entry ON templates (entry_id, engine, engine_version);
ALTER TABLE whitelist_entries ADD COLUMN suspended_utc TEXT;
ALTER TABLE whitelist_entries ADD COLUMN suspended_by TEXT;
"""
# A CHECK cannot be altered, so the table is made anew. Sealed fields are bound to the name "consents" and the row's id:
# both stay.
_CONSENTS = f"""
CREATE TABLE consents_wider ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  kind TEXT NOT NULL CHECK (kind IN ('face', 'health', 'sharing', 'adaptation')),
  text_version TEXT NOT NULL CHECK (length(text_version) BETWEEN 1 AND 64),
  purpose TEXT NOT NULL CHECK (length(purpose) > 0),
  place TEXT NOT NULL CHECK (length(place) > 0),
  period TEXT NOT NULL CHECK (length(period) > 0),
  given_by BLOB NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('signature', 'card-tap')),
  guardian_relation TEXT,
  withdrawn_utc TEXT
) STRICT;
INSERT INTO consents_wider SELECT seq, id, at_utc, boot_id, monotonic_s, clock_suspect, resident_id, kind, text_version,
  purpose, place, period, given_by, how, guardian_relation, withdrawn_utc FROM consents ORDER BY seq;
DROP TABLE consents;
ALTER TABLE consents_wider RENAME TO consents;
CREATE INDEX consents_resident ON consents (resident_id);
"""
_FACES = f"""
CREATE TABLE look_alikes ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  other_id TEXT NOT NULL REFERENCES residents (id),
  source TEXT NOT NULL CHECK (source IN ('measured', 'staff')),
  UNIQUE (resident_id, other_id),
  CHECK (resident_id < other_id)
) STRICT;
CREATE INDEX look_alikes_other ON look_alikes (other_id);
CREATE TABLE face_policies ({KEY},{WHEN},
  engine TEXT NOT NULL CHECK (length(engine) BETWEEN 1 AND 64),
  engine_version TEXT NOT NULL CHECK (length(engine_version) BETWEEN 1 AND 64),
  accept REAL NOT NULL {bounded("accept")},
  doubt REAL NOT NULL {bounded("doubt")},
  margin REAL NOT NULL {bounded("margin")},
  frames INTEGER NOT NULL CHECK (frames BETWEEN 1 AND 64),
  one_to_one REAL NOT NULL {bounded("one_to_one")},
  fpir REAL NOT NULL CHECK (fpir BETWEEN 0 AND 1),
  people INTEGER NOT NULL CHECK (people >= 0),
  second_opinion INTEGER NOT NULL CHECK (second_opinion IN (0, 1)),
  search INTEGER NOT NULL CHECK (search IN (0, 1)),
  look_alikes INTEGER NOT NULL CHECK (look_alikes >= 0),
  made_by TEXT NOT NULL CHECK (made_by IN ('nightly', 'start', 'change'))
) STRICT;
"""

_ALERTS = """
ALTER TABLE alerts ADD COLUMN queue TEXT CHECK (length(queue) BETWEEN 1 AND 32);
ALTER TABLE alerts ADD COLUMN queue_number INTEGER CHECK (queue_number BETWEEN 1 AND 999);
ALTER TABLE alerts ADD COLUMN note BLOB;
CREATE INDEX alerts_open ON alerts (seq) WHERE acknowledged_utc IS NULL;
"""

_TAKEN = """
ALTER TABLE alerts ADD COLUMN taken_utc TEXT CHECK (length(taken_utc) BETWEEN 20 AND 40);
ALTER TABLE alerts ADD COLUMN taken_by TEXT CHECK (length(taken_by) BETWEEN 1 AND 64);
"""

_ENDS = """
ALTER TABLE consents ADD COLUMN until TEXT CHECK (length(until) = 10);
CREATE INDEX consents_ending ON consents (until) WHERE withdrawn_utc IS NULL AND until IS NOT NULL;
CREATE INDEX whitelist_entries_resident ON whitelist_entries (resident_id, seq);
"""
# Nothing ever wrote a row of the first table. What a wait is counted from is a monotonic time of a boot: the wall clock
# may be set.
_ACCOUNTS = f"""
DROP TABLE accounts;
CREATE TABLE accounts ({KEY},{WHEN},
  login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 64),
  name BLOB NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'technician', 'auditor')),
  pin_hash BLOB NOT NULL,
  totp_secret BLOB,
  totp_step INTEGER CHECK (totp_step BETWEEN 0 AND 1e12),
  card_index BLOB UNIQUE CHECK (length(card_index) = 32),
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures BETWEEN 0 AND 1e9),
  tried_boot TEXT CHECK (length(tried_boot) = 36),
  tried_monotonic_s REAL CHECK (tried_monotonic_s BETWEEN 0 AND 1e12),
  disabled_utc TEXT,
  CHECK ((role = 'staff') = (totp_secret IS NULL)),
  CHECK ((tried_boot IS NULL) = (tried_monotonic_s IS NULL))
) STRICT;
CREATE TABLE set_up_codes ({KEY},{WHEN},
  code_hash BLOB NOT NULL,
  ends_utc TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 1e9),
  used_utc TEXT
) STRICT;
"""

_CONSENTS_ON_SCREEN = f"""
CREATE TABLE consents_wider ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  kind TEXT NOT NULL CHECK (kind IN ('face', 'health', 'sharing', 'adaptation')),
  text_version TEXT NOT NULL CHECK (length(text_version) BETWEEN 1 AND 64),
  purpose TEXT NOT NULL CHECK (length(purpose) > 0),
  place TEXT NOT NULL CHECK (length(place) > 0),
  period TEXT NOT NULL CHECK (length(period) > 0),
  given_by BLOB NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('signature', 'card-tap', 'screen', 'spoken')),
  guardian_relation TEXT,
  withdrawn_utc TEXT,
  until TEXT CHECK (length(until) = 10),
  text_sha256 TEXT CHECK (length(text_sha256) = 64)
) STRICT;
INSERT INTO consents_wider SELECT seq, id, at_utc, boot_id, monotonic_s, clock_suspect, resident_id, kind, text_version,
  purpose, place, period, given_by, how, guardian_relation, withdrawn_utc, until, NULL FROM consents ORDER BY seq;
DROP TABLE consents;
ALTER TABLE consents_wider RENAME TO consents;
CREATE INDEX consents_resident ON consents (resident_id);
CREATE INDEX consents_ending ON consents (until) WHERE withdrawn_utc IS NULL AND until IS NOT NULL;
"""


def _never_changed(table: str) -> str:
    abort = f"BEGIN SELECT RAISE(ABORT, '{table}'); END;"
    return f"""CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} {abort}
CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table} {abort}
"""


# Nothing ever wrote a row of the first table. Whatever is known of a calibration is in `content`; the columns beside it
# are what rows are chosen by, and give each table a sequence of types of its own, by which its rows are told when the
# upper pages of a damaged file are lost.
_CALIBRATIONS = f"""
DROP TABLE calibrations;
CREATE TABLE calibration_runs ({KEY},{WHEN},
  calibration_id TEXT NOT NULL CHECK (length(calibration_id) = 36),
  stage TEXT NOT NULL CHECK (stage IN ('as-found', 'as-left', 'check')),
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  points INTEGER NOT NULL CHECK (points >= 0),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX calibration_runs_of ON calibration_runs (device, metric, seq);
CREATE TABLE calibrations ({KEY},{WHEN},
  number TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  a REAL NOT NULL {bounded("a")},
  b REAL NOT NULL {bounded("b")},
  due TEXT NOT NULL CHECK (length(due) = 10),
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX calibrations_of ON calibrations (device, metric, seq);
CREATE TABLE calibrations_given_up ({KEY},{WHEN},
  calibration_id TEXT NOT NULL UNIQUE CHECK (length(calibration_id) = 36),
  runs INTEGER NOT NULL CHECK (runs >= 0),
  by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE TABLE reference_certificates ({KEY},{WHEN},
  kind TEXT NOT NULL,
  serial TEXT NOT NULL,
  certificate TEXT NOT NULL,
  expanded_u REAL NOT NULL {bounded("expanded_u")},
  due TEXT NOT NULL CHECK (length(due) = 10),
  content TEXT NOT NULL CHECK (json_valid(content)),
  UNIQUE (kind, serial, certificate)
) STRICT;
CREATE TABLE calibration_overrides ({KEY},{WHEN},
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  days INTEGER NOT NULL CHECK (days >= 0),
  reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 400),
  by TEXT NOT NULL,
  until TEXT NOT NULL CHECK (length(until) = 10)
) STRICT;
CREATE TABLE sites ({KEY},{WHEN},
  number INTEGER NOT NULL CHECK (number > 0),
  site TEXT NOT NULL CHECK (length(site) BETWEEN 1 AND 120),
  by TEXT NOT NULL
) STRICT;
CREATE TABLE look_backs ({KEY},{WHEN},
  calibration_id TEXT NOT NULL UNIQUE CHECK (length(calibration_id) = 36),
  readings INTEGER NOT NULL CHECK (readings >= 0),
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE TABLE look_back_notes ({KEY},{WHEN},
  look_back_id TEXT NOT NULL CHECK (length(look_back_id) = 36),
  group_id TEXT NOT NULL CHECK (length(group_id) = 36),
  number INTEGER NOT NULL CHECK (number > 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('reached', 'not-reached', 'not-needed')),
  by TEXT NOT NULL
) STRICT;
CREATE INDEX look_back_notes_of ON look_back_notes (look_back_id, group_id);
CREATE INDEX measurements_read ON measurements (device, metric, raw_value, at_utc, group_id)
  WHERE validity = 'valid' AND raw_value IS NOT NULL;
CREATE INDEX measurements_group ON measurements (group_id);
""" + "".join(map(_never_changed, (
    "calibration_runs", "calibrations", "calibrations_given_up", "reference_certificates", "calibration_overrides",
    "sites", "look_backs", "look_back_notes",
)))  # fmt: skip

# What a check that certifies nothing found, and under what emissivity and room a reading of a surface was judged.
_CHECKS_OF_DEVICES = f"""
CREATE TABLE device_checks ({KEY},{WHEN},
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  method TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'conditional-pass', 'conditional-fail', 'fail')),
  error REAL NOT NULL {bounded("error")},
  content TEXT NOT NULL CHECK (json_valid(content))
) STRICT;
CREATE INDEX device_checks_of ON device_checks (device, seq);
ALTER TABLE measurements ADD COLUMN emissivity REAL {bounded("emissivity")};
ALTER TABLE measurements ADD COLUMN ambient_c REAL {bounded("ambient_c")};
DROP INDEX measurements_read;
CREATE INDEX measurements_read ON measurements (device, metric, emissivity, ambient_c, raw_value, at_utc, group_id)
  WHERE validity = 'valid' AND raw_value IS NOT NULL;
""" + _never_changed("device_checks")

# Open rows are what is due; a row is closed once and says how. A goal is never changed: the next one supersedes it.
_FOLLOW_UPS = f"""
CREATE TABLE follow_ups ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  metric TEXT NOT NULL CHECK (length(metric) BETWEEN 1 AND 64),
  kind TEXT NOT NULL CHECK (kind IN ('again', 'refer')),
  due TEXT NOT NULL CHECK (length(due) = 10),
  band TEXT,
  version TEXT,
  visit_id TEXT,
  by TEXT NOT NULL,
  closed_utc TEXT,
  closed_by TEXT,
  outcome TEXT CHECK (outcome IN ('met', 'replaced', 'contacted', 'cancelled')),
  met_by TEXT CHECK (length(met_by) = 36),
  note BLOB,
  CHECK ((closed_utc IS NULL) = (outcome IS NULL)),
  CHECK (met_by IS NULL OR outcome IN ('met', 'replaced'))
) STRICT;
CREATE UNIQUE INDEX follow_ups_one_open ON follow_ups (resident_id, metric) WHERE closed_utc IS NULL;
CREATE INDEX follow_ups_due ON follow_ups (due) WHERE closed_utc IS NULL;
CREATE INDEX follow_ups_resident ON follow_ups (resident_id, metric, seq);
CREATE TABLE goals ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  metric TEXT NOT NULL CHECK (length(metric) BETWEEN 1 AND 64),
  low REAL {bounded("low")},
  high REAL {bounded("high")},
  until TEXT NOT NULL CHECK (length(until) = 10),
  by TEXT NOT NULL,
  superseded_utc TEXT,
  superseded_by TEXT,
  CHECK (low IS NOT NULL OR high IS NOT NULL),
  CHECK (low IS NULL OR high IS NULL OR low <= high),
  CHECK ((superseded_utc IS NULL) = (superseded_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX goals_one_in_force ON goals (resident_id, metric) WHERE superseded_utc IS NULL;
CREATE TRIGGER goals_are_never_changed BEFORE UPDATE OF id, at_utc, resident_id, metric, low, high, until, by ON goals
  BEGIN SELECT RAISE(ABORT, 'goals'); END;
"""

LIVES_OF_TEMPLATES = (_TEMPLATES, _CONSENTS, _FACES)
QUEUE_OF_ALERTS = (_ALERTS,)
ALERTS_TAKEN = (_TAKEN,)
ENDS_OF_CONSENTS = (_ENDS,)
ACCOUNTS = (_ACCOUNTS,)
CONSENTS_ON_SCREEN = (_CONSENTS_ON_SCREEN,)
CALIBRATIONS = (_CALIBRATIONS,)
CHECKS_OF_DEVICES = (_CHECKS_OF_DEVICES,)
FOLLOW_UPS = (_FOLLOW_UPS,)
