"""What a terminal on this data folder starts with, for commands that say how it is."""

from __future__ import annotations

from kiosk.commands.context import Context
from kiosk.configuring.last_good import Chosen, LastGood
from kiosk.doctor.own_settings import Start
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import Text
from kiosk.settings import SettingsError


def start_of(context: Context) -> Start:
    """Where the file does not start the terminal, the command goes on with the settings that do. Nothing is written.
    Raises Refused with everything that is wrong in the file where the terminal never ran with others.
    """
    try:
        chosen = LastGood(context.config, context.data_dir).look()
    except SettingsError:
        chosen = Chosen(context.settings)
    context.settings = chosen.settings
    refused = Text("; ".join(str(mistake) for mistake in chosen.mistakes)) or chosen.refused
    return Start(context.config is not None, refused, _began_with_others(context))


def _began_with_others(context: Context) -> bool:
    said = (read_status(context.data_dir) or {}).get("settings") if is_running(context.data_dir) else None
    return isinstance(said, dict) and said.get("before") is True
