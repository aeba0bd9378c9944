"""`kiosk calibrate …`: what the technician's pages do, without a screen; certificates are drawn and checked."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from kiosk.commands import calibrate_acts, calibrate_listing, calibrate_runs, calibrate_verify
from kiosk.commands.arguments import a_path
from kiosk.commands.context import Context, Refused
from kiosk.commands.output import write_new_bytes
from kiosk.commands.storing import opened_store
from kiosk.commands.whitelist_who import say
from kiosk.sentences import Refusal, sentence, table

if TYPE_CHECKING:
    from kiosk.certificates.office import Certificates
    from kiosk.certificates.port import CertificatePrinter


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2027-01-31") from None


def add_parser(sub: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's own options."""
    parser = sub.add_parser("calibrate", help=sentence("help.summaries.calibrate"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in ("list", "due"):
        verbs.add_parser(verb, help=sentence("help.calibrate.list"))
    show = verbs.add_parser("show", help=sentence("help.calibrate.show"))
    show.add_argument("number", metavar="NUMBER", help=sentence("help.calibrate.number"))
    verbs.add_parser("references", help=sentence("help.calibrate.references"))
    certificate = verbs.add_parser("certificate", help=sentence("help.calibrate.certificate"))
    certificate.add_argument("number", metavar="NUMBER", help=sentence("help.calibrate.number"))
    certificate.add_argument("--pdf", type=a_path, metavar="FILE", help=sentence("help.calibrate.pdf"))
    certificate.add_argument("--dcc", type=a_path, metavar="FILE", help=sentence("help.calibrate.dcc"))
    certificate.add_argument("--print", dest="printed", action="store_true", help=sentence("help.calibrate.print"))
    certificate.add_argument("--stick", action="store_true", help=sentence("help.calibrate.stick"))
    verify = verbs.add_parser("verify", help=sentence("help.calibrate.verify"))
    verify.add_argument("file", type=a_path, metavar="FILE", help=sentence("help.calibrate.file"))
    override = verbs.add_parser("override", help=sentence("help.calibrate.override"))
    override.add_argument("device", metavar="DEVICE", help=sentence("help.calibrate.device"))
    override.add_argument("metric", metavar="METRIC", help=sentence("help.calibrate.metric"))
    override.add_argument("--reason", required=True, metavar="TEXT", help=sentence("help.calibrate.reason"))
    override.add_argument("--until", required=True, type=_day, metavar="DAY", help=sentence("help.calibrate.until"))
    moved = verbs.add_parser("moved", help=sentence("help.calibrate.moved"))
    moved.add_argument("site", metavar="SITE", help=sentence("help.calibrate.site"))
    run = verbs.add_parser("run", help=sentence("help.calibrate.run"))
    how = run.add_mutually_exclusive_group(required=True)
    how.add_argument("--points", type=a_path, metavar="FILE", help=sentence("help.calibrate.points"))
    how.add_argument("--from-wire", action="store_true", help=sentence("help.calibrate.from-wire"))
    run.add_argument("--reference", metavar="NUMBER", help=sentence("help.calibrate.wire-reference"))
    run.add_argument("--adjust", action="store_true", help=sentence("help.calibrate.adjust"))
    run.add_argument("--method", metavar="ID", help=sentence("help.calibrate.method"))
    run.add_argument("--accept", action="store_true", help=sentence("help.calibrate.accept"))
    sign = verbs.add_parser("sign", help=sentence("help.calibrate.sign"))
    sign.add_argument("--second", metavar="LOGIN", help=sentence("help.calibrate.second"))
    for one in (run, sign):
        one.add_argument("device", metavar="DEVICE", help=sentence("help.calibrate.device"))
        one.add_argument("metric", metavar="METRIC", help=sentence("help.calibrate.metric"))
    back = verbs.add_parser("look-back", help=sentence("help.calibrate.look-back"))
    back.add_argument("device", metavar="DEVICE", help=sentence("help.calibrate.device"))
    reference = verbs.add_parser("add-reference", help=sentence("help.calibrate.add-reference"))
    _reference_options(reference)
    for act in (certificate, override, moved, run, sign, reference):
        act.add_argument("--as", dest="by", metavar="LOGIN", help=sentence("help.accounts.by"))


def _reference_options(parser: argparse.ArgumentParser) -> None:
    from kiosk.calibration.methods import methods

    said = table("help.calibrate-reference")
    kinds = sorted({method.reference for method in methods().values()})
    parser.add_argument("--kind", required=True, choices=kinds, help=said["kind"])
    for name in ("serial", "certificate", "laboratory"):
        parser.add_argument(f"--{name}", required=True, metavar="TEXT", help=said[name])
    for name in ("maker", "model"):
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=said[name])
    for name in ("certified", "due"):
        parser.add_argument(f"--{name}", required=True, type=_day, metavar="DAY", help=said[name])
    for name in ("low", "high", "u"):
        parser.add_argument(f"--{name}", required=True, type=_figure, metavar="NUMBER", help=said[name])
    parser.add_argument("--unit", required=True, metavar="UCUM", help=said["unit"])
    parser.add_argument("--k", type=_figure, default=2.0, metavar="NUMBER", help=said["k"])
    parser.add_argument("--stability", type=_figure, default=0.0, metavar="NUMBER", help=said["stability"])


def _figure(text: str) -> float:
    from kiosk.calibration.refusals import CalibrationRefused
    from kiosk.calibration.typed import number

    try:
        return number(text)
    except CalibrationRefused:
        raise argparse.ArgumentTypeError(f"{text!r} is no number") from None


def run(args: argparse.Namespace, context: Context) -> int:
    """Do it."""
    from kiosk.calibration.refusals import CalibrationRefused
    from kiosk.calibration.words import of_refusal

    try:
        match args.verb:
            case "list" | "due":
                return calibrate_listing.listed(context)
            case "show":
                return calibrate_listing.shown(context, args.number)
            case "references":
                return calibrate_listing.references(context)
            case "verify":
                return calibrate_verify.verified(context, args.file)
            case "override":
                return calibrate_acts.override(context, args.device, args.metric, args.reason, args.until, args.by)
            case "run":
                return calibrate_runs.run_points(args, context)
            case "sign":
                return calibrate_runs.sign(args, context)
            case "add-reference":
                return calibrate_runs.add_reference(args, context)
            case "look-back":
                return calibrate_runs.look_back(args, context)
            case "moved":
                return calibrate_acts.moved(context, args.site, args.by)
        return _certificate(args, context)
    except Refusal as refusal:
        raise Refused(refusal.sentence, code=refusal.code) from refusal
    except CalibrationRefused as refused:
        raise Refused(of_refusal(refused), code=refused.code) from refused


def _certificate(args: argparse.Namespace, context: Context) -> int:
    from kiosk.accounts.permissions import Permission
    from kiosk.certifying import certificates_of
    from ui.application.fonts import NoChineseFont

    if not (args.pdf or args.dcc or args.printed or args.stick):
        raise Refused(sentence("certificates.command.nowhere"))
    try:
        drawer = _drawer(context)
    except NoChineseFont as error:
        raise Refused(str(error)) from error
    with opened_store(context) as store:
        by = calibrate_acts.let_in(context, store, args.by, Permission.DEVICES_CALIBRATE)
        office = certificates_of(context.settings, store, context.data_dir, drawer)
        said = [*_files(args, office, by.login)]
        if args.printed:
            said.append(office.print(args.number, by.login))
        if args.stick:
            said.append(office.to_stick(args.number, by.login))
    say(context, {"number": args.number, "done": said}, *said)
    return 0


def _files(args: argparse.Namespace, office: Certificates, by: str) -> list[str]:
    said: list[str] = []
    if args.pdf:
        write_new_bytes(args.pdf, office.pdf(args.number))
        said.append(sentence("certificates.command.written", file=args.pdf))
    if args.dcc:
        write_new_bytes(args.dcc, office.dcc(args.number))
        said.append(sentence("certificates.command.written", file=args.dcc))
    if said:
        office.note_saved(args.number, by)
    return said


def _drawer(context: Context) -> CertificatePrinter:
    from ui.application.application import Application
    from ui.certificates.pdf import PdfDrawer

    Application(context.settings.screen)
    return PdfDrawer()
