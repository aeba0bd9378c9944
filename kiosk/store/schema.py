"""The tables of the store as they were first made. Later changes are migrations (kiosk/store/changes.py); FIRST never
changes.

Every table is STRICT. Rows that say when something happened carry `at_utc` (ISO 8601, UTC), `boot_id` and
`monotonic_s`; `clock_suspect` is 1 when the wall clock stood before the newest row it was trusted for. Order is always
`seq`, never wall time. `id` is a UUIDv7 made once by whoever made the row. Columns of type BLOB that are not named
`*_index`, `mac` or `raw_frame` are sealed (kiosk/store/fields.py).
"""

from __future__ import annotations

KEY = """
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36)"""

WHEN = """
  at_utc TEXT NOT NULL CHECK (length(at_utc) BETWEEN 20 AND 40),
  boot_id TEXT NOT NULL CHECK (length(boot_id) = 36),
  monotonic_s REAL NOT NULL CHECK (monotonic_s BETWEEN 0 AND 1e12),
  clock_suspect INTEGER NOT NULL CHECK (clock_suspect IN (0, 1))"""


def bounded(column: str, limit: float = 1e6) -> str:
    """CHECK that lets no infinity in; NaN arrives as NULL and is refused where a number is due."""
    return f"CHECK ({column} BETWEEN -{limit:g} AND {limit:g})"


PEOPLE = f"""
CREATE TABLE residents ({KEY},{WHEN},
  updated_utc TEXT NOT NULL,
  name BLOB,
  name_foreign BLOB,
  number BLOB,
  number_index BLOB UNIQUE CHECK (length(number_index) = 32),
  sex TEXT NOT NULL CHECK (sex IN ('0', '1', '2', '9')),
  birth BLOB,
  birth_year INTEGER CHECK (birth_year BETWEEN 1850 AND 9999),
  nation TEXT CHECK (length(nation) <= 8),
  nationality TEXT CHECK (length(nationality) <= 8),
  phone BLOB,
  district TEXT,
  street TEXT,
  committee TEXT,
  community TEXT,
  building BLOB,
  home BLOB
) STRICT;
CREATE TABLE documents ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  type TEXT NOT NULL CHECK (type IN
    ('resident-id', 'hmt-resident', 'foreign-2017', 'foreign-2023', 'social-security')),
  number BLOB,
  name BLOB,
  name_foreign BLOB,
  address BLOB,
  issuer TEXT,
  valid_from TEXT,
  valid_to TEXT,
  long_term INTEGER NOT NULL CHECK (long_term IN (0, 1)),
  number_ok INTEGER NOT NULL CHECK (number_ok IN (0, 1)),
  last_seen_utc TEXT NOT NULL,
  UNIQUE (resident_id, type)
) STRICT;
CREATE TABLE card_references ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  reference BLOB NOT NULL,
  reference_index BLOB NOT NULL UNIQUE CHECK (length(reference_index) = 32),
  card_number BLOB,
  version TEXT,
  learnt_from TEXT NOT NULL CHECK (learnt_from IN ('card', 'registration'))
) STRICT;
CREATE INDEX card_references_resident ON card_references (resident_id);
CREATE TABLE consents ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  kind TEXT NOT NULL CHECK (kind IN ('face', 'health', 'sharing')),
  text_version TEXT NOT NULL CHECK (length(text_version) BETWEEN 1 AND 64),
  purpose TEXT NOT NULL CHECK (length(purpose) > 0),
  place TEXT NOT NULL CHECK (length(place) > 0),
  period TEXT NOT NULL CHECK (length(period) > 0),
  given_by BLOB NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('signature', 'card-tap')),
  guardian_relation TEXT,
  withdrawn_utc TEXT
) STRICT;
CREATE INDEX consents_resident ON consents (resident_id);
"""

WHITELIST = f"""
CREATE TABLE whitelist_entries ({KEY},{WHEN},
  resident_id TEXT NOT NULL REFERENCES residents (id),
  status TEXT NOT NULL CHECK (status IN ('active', 'revoked')),
  change_seq INTEGER NOT NULL UNIQUE CHECK (change_seq > 0),
  added_by TEXT NOT NULL,
  revoked_utc TEXT,
  revoked_by TEXT,
  revoke_reason TEXT,
  CHECK ((status = 'revoked') = (revoked_utc IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX whitelist_one_in_force ON whitelist_entries (resident_id) WHERE status = 'active';
CREATE TABLE templates ({KEY},{WHEN},
  entry_id TEXT NOT NULL REFERENCES whitelist_entries (id),
  engine TEXT NOT NULL CHECK (length(engine) BETWEEN 1 AND 64),
  engine_version TEXT NOT NULL CHECK (length(engine_version) BETWEEN 1 AND 64),
  vector BLOB NOT NULL
) STRICT;
CREATE INDEX templates_entry ON templates (entry_id);
"""

EVENTS = f"""
CREATE TABLE visits ({KEY},{WHEN},
  resident_id TEXT REFERENCES residents (id),
  identified_by TEXT,
  ended_utc TEXT,
  ended_monotonic_s REAL {bounded("ended_monotonic_s", 1e12)},
  outcome TEXT
) STRICT;
CREATE INDEX visits_resident ON visits (resident_id, seq);
CREATE TABLE visit_steps (
  visit_id TEXT NOT NULL REFERENCES visits (id),
  step INTEGER NOT NULL CHECK (step >= 0),
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  since_start_s REAL NOT NULL {bounded("since_start_s")},
  PRIMARY KEY (visit_id, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE measurements ({KEY},{WHEN},
  group_id TEXT NOT NULL CHECK (length(group_id) = 36),
  resident_id TEXT NOT NULL REFERENCES residents (id),
  visit_id TEXT,
  metric TEXT NOT NULL CHECK (length(metric) BETWEEN 1 AND 64),
  value REAL {bounded("value")},
  unit TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('device', 'self-reported')),
  validity TEXT NOT NULL CHECK (validity IN ('valid', 'doubtful', 'invalid')),
  device TEXT,
  reason TEXT,
  raw_value REAL {bounded("raw_value", 1e9)},
  calibrated REAL {bounded("calibrated")},
  skin REAL {bounded("skin")},
  calibration_id TEXT,
  model TEXT,
  assessment TEXT,
  raw_frame BLOB,
  device_time TEXT,
  flags TEXT NOT NULL CHECK (json_valid(flags)),
  CHECK ((value IS NULL) = (validity = 'invalid')),
  CHECK ((reason IS NULL) = (validity = 'valid')),
  CHECK (value IS NULL OR CASE
    WHEN unit = 'Cel' THEN value BETWEEN -40 AND 120
    WHEN unit = 'mm[Hg]' THEN value BETWEEN 0 AND 400
    WHEN unit = '%' THEN value BETWEEN 0 AND 100
    ELSE 1 END)
) STRICT;
CREATE INDEX measurements_newest ON measurements (resident_id, metric, seq);
CREATE INDEX measurements_at ON measurements (at_utc);
CREATE TABLE codes ({KEY},{WHEN},
  visit_id TEXT,
  resident_id TEXT NOT NULL REFERENCES residents (id),
  level TEXT NOT NULL,
  profile TEXT NOT NULL,
  qr_text BLOB NOT NULL,
  issued_utc TEXT NOT NULL,
  expires_utc TEXT NOT NULL,
  as_of_utc TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('gateway', 'embedded', 'last-known')),
  reference BLOB NOT NULL
) STRICT;
CREATE INDEX codes_newest ON codes (resident_id, seq);
CREATE TABLE last_codes ({KEY},{WHEN},
  resident_id TEXT NOT NULL UNIQUE REFERENCES residents (id),
  level TEXT NOT NULL,
  profile TEXT NOT NULL,
  issued_utc TEXT NOT NULL,
  expires_utc TEXT NOT NULL,
  as_of_utc TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('gateway', 'embedded')),
  reference BLOB NOT NULL
) STRICT;
CREATE TABLE alerts ({KEY},{WHEN},
  visit_id TEXT,
  resident_id TEXT REFERENCES residents (id),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
  text BLOB NOT NULL,
  acknowledged_utc TEXT,
  acknowledged_by TEXT
) STRICT;
CREATE TABLE quarantine ({KEY},{WHEN},
  kind TEXT NOT NULL CHECK (kind IN ('measurement', 'refused')),
  reason TEXT NOT NULL,
  payload BLOB NOT NULL
) STRICT;
"""

EQUIPMENT = f"""
CREATE TABLE devices ({KEY},{WHEN},
  name TEXT NOT NULL UNIQUE,
  model TEXT NOT NULL,
  serial_number TEXT,
  firmware TEXT,
  last_seen_utc TEXT NOT NULL
) STRICT;
CREATE TABLE calibrations ({KEY},{WHEN},
  device TEXT NOT NULL,
  metric TEXT NOT NULL,
  method TEXT NOT NULL,
  coefficients TEXT NOT NULL CHECK (json_valid(coefficients)),
  as_found TEXT NOT NULL CHECK (json_valid(as_found)),
  as_left TEXT NOT NULL CHECK (json_valid(as_left)),
  reference_instrument TEXT,
  done_by TEXT NOT NULL,
  due_utc TEXT,
  superseded_utc TEXT
) STRICT;
CREATE UNIQUE INDEX calibrations_one_in_force ON calibrations (device, metric) WHERE superseded_utc IS NULL;
CREATE TABLE accounts ({KEY},{WHEN},
  login TEXT NOT NULL UNIQUE CHECK (length(login) BETWEEN 1 AND 64),
  name BLOB NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('staff', 'technician', 'auditor')),
  pin_hash TEXT NOT NULL,
  totp_secret BLOB,
  failed INTEGER NOT NULL CHECK (failed >= 0),
  locked_until_utc TEXT,
  disabled_utc TEXT
) STRICT;
"""

TRACES = f"""
CREATE TABLE audit ({KEY},{WHEN},
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 64),
  action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 64),
  subject TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;
CREATE INDEX audit_trusted_time ON audit (seq) WHERE clock_suspect = 0;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
CREATE TABLE outbox ({KEY},{WHEN},
  topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 64),
  row_id TEXT NOT NULL CHECK (length(row_id) = 36),
  sent_utc TEXT
) STRICT;
CREATE INDEX outbox_unsent ON outbox (seq) WHERE sent_utc IS NULL;
"""

FIRST = (PEOPLE, WHITELIST, EVENTS, EQUIPMENT, TRACES)

SALVAGE_ORDER = (
    "residents", "documents", "card_references", "consents", "whitelist_entries", "templates", "look_alikes", "visits",
    "visit_steps", "measurements", "codes", "last_codes", "alerts", "quarantine", "devices", "calibrations",
    "calibration_runs", "calibrations_given_up", "reference_certificates", "calibration_overrides", "sites",
    "look_backs", "look_back_notes", "device_checks", "follow_ups", "goals", "imports", "import_rows", "companions",
    "home_calls", "announcements", "purges",
    "accounts", "set_up_codes", "face_policies", "outbox",
)  # fmt: skip
"""Tables whose rows a damaged file gives up to its successor, parents first. The audit chain stays behind."""
