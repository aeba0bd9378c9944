"""`kiosk reports …`; a PDF is drawn here."""

from __future__ import annotations

import argparse

from kiosk.commands import reports
from kiosk.commands.context import Context, Refused

add_parser = reports.add_parser


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it. Qt is imported only where something is drawn."""
    if args.verb != "export" or args.format != "pdf":
        return reports.run(args, context)
    from ui.application.application import Application
    from ui.application.fonts import NoChineseFont
    from ui.paper.pdf import PdfPaper

    try:
        Application(context.settings.screen)
    except NoChineseFont as error:
        raise Refused(str(error)) from error
    return reports.run(args, context, PdfPaper().pdf)
