"""`kiosk records …`; a summary is drawn here."""

from __future__ import annotations

import argparse

from kiosk.commands import records, records_summary
from kiosk.commands.context import Context, Refused

add_parser = records.add_parser


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it. Qt is imported only where something is drawn."""
    if args.verb != "summary":
        return records.run(args, context)
    from ui.application.application import Application
    from ui.application.fonts import NoChineseFont
    from ui.slips.page import page_of

    try:
        Application(context.settings.screen)
    except NoChineseFont as error:
        raise Refused(str(error)) from error
    return records_summary.run(args, context, page_of)
