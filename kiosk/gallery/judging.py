"""By what a member is judged at this hall: the engines in use, and the periods the operator set."""

from __future__ import annotations

from kiosk.archive.members import MemberRules
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.settings import Settings
from kiosk.whitelist.standing import StandingRules


def member_rules(settings: Settings) -> MemberRules:
    """The same for the list on the screen and for the one of the command line. No engine is loaded."""
    engines = tuple((engine.name, engine.version) for engine in engines_in_use(settings.faces))
    return MemberRules(engines, StandingRules(settings.whitelist.expiring_days, settings.whitelist.renew_years))
