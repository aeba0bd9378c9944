"""How the file grows with the program. `SCHEMA_VERSION` is `user_version` of a file with every migration applied."""

from __future__ import annotations

from kiosk.store import changes, home_call_columns, office_tables, schema
from kiosk.store.sqlcipher import Database, Migrations

SCHEMA_VERSION = 12

migrations = Migrations("kiosk")


def _run(db: Database, script: str) -> None:
    """Run statements one by one: the driver's executescript would commit the migration half way."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if line.rstrip().endswith(";") and _complete(statement):
            db.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    return "BEGIN" not in statement or statement.rstrip().endswith("END;")


@migrations()  # type: ignore[untyped-decorator]  # sqlite-utils is not followed by mypy
def first_tables(db: Database) -> None:
    """Everything of version 1."""
    for script in schema.FIRST:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def lives_of_templates(db: Database) -> None:
    """Version 2: how a template came about, consent to slow updating, thresholds in force, members who look alike."""
    for script in changes.LIVES_OF_TEMPLATES:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def queue_of_alerts(db: Database) -> None:
    """Version 3: what a visitor says at the window, and what was noted when an alert was done."""
    for script in changes.QUEUE_OF_ALERTS:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def alerts_taken(db: Database) -> None:
    """Who goes to whoever an alert is about, and since when."""
    for script in changes.ALERTS_TAKEN:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def ends_of_consents(db: Database) -> None:
    """Version 5: the last day of a consent; lines of the whitelist by their person."""
    for script in changes.ENDS_OF_CONSENTS:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def accounts(db: Database) -> None:
    """Version 6: accounts of those who work at the terminal, and the code the first of them is made with."""
    for script in changes.ACCOUNTS:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def consents_on_screen(db: Database) -> None:
    """Version 7: consents given on the screen or by word of mouth, and a hash of the words that were read."""
    for script in changes.CONSENTS_ON_SCREEN:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def calibrations(db: Database) -> None:
    """Version 8: calibrations with their runs and references, kept and never changed; where the terminal stands."""
    for script in changes.CALIBRATIONS:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def checks_of_devices(db: Database) -> None:
    """Version 9: checks of devices that certify nothing; emissivity and room temperature of a reading of a surface."""
    for script in changes.CHECKS_OF_DEVICES:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def follow_ups(db: Database) -> None:
    """Version 10: when somebody is to be measured again, and what their family doctor wants a value to be."""
    for script in changes.FOLLOW_UPS:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def office(db: Database) -> None:
    """Version 11: imports, companions, home calls, announcements, the paper a consent was signed on."""
    for script in office_tables.OFFICE:
        _run(db, script)


@migrations()  # type: ignore[untyped-decorator]
def home_calls(db: Database) -> None:
    """Version 12: the consent to be looked in on, pauses of a member that are over."""
    for script in home_call_columns.HOME_CALLS:
        _run(db, script)


def migrate(db: Database) -> None:
    """Apply what is missing in one transaction: one that fails, or a cut of power, leaves the file as it was."""
    with db.atomic():
        migrations.apply(db)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
