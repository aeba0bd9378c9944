"""The inner wing of one terminal: its desk, with a line for each page."""

from __future__ import annotations

import logging
from collections.abc import Callable
from zoneinfo import ZoneInfo

from devices.device import where_it_broke
from devices.identity import IdentityDocument
from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.throttle import Throttle
from kiosk.announcing.page import AnnouncementsPage
from kiosk.archive.archive import Archive
from kiosk.attention.today_page import TodayPage, TodayParts
from kiosk.audit_review.page import FOLDER, AuditPage
from kiosk.certifying import printer_of
from kiosk.desk.desk import Desk
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView
from kiosk.desk_parts import Parts
from kiosk.enrolling.page import EnrolPage, EnrolParts
from kiosk.following_up.member_page import MemberFollowUpsPage
from kiosk.following_up.page import FollowUpsPage
from kiosk.gallery.judging import member_rules
from kiosk.home_calls.page import HomeCallsPage
from kiosk.home_calls.person_page import HomeCallPage
from kiosk.home_calls.room import HomeCallRoom
from kiosk.importing.list_reader import ListReader
from kiosk.importing.page import ImportPage
from kiosk.importing.parts import ImportParts
from kiosk.imports.checking import ImportRules
from kiosk.imports.photos import photo_bytes
from kiosk.look_back.page import LookBackPage
from kiosk.members.edit_page import MemberEditPage
from kiosk.members.index import MemberIndex
from kiosk.members.list_page import MembersPage
from kiosk.members.member_page import MemberPage
from kiosk.members.room import Room
from kiosk.photo_faces.maker import FaceMaker
from kiosk.renewing.page import RenewalsPage
from kiosk.reports.page import ReportsPage
from kiosk.retention.page import RetentionPage
from kiosk.rights_desk.edit_page import RightsEditPage
from kiosk.rights_desk.page import RightsPage
from kiosk.rights_desk.parts import RightsParts
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from kiosk.store.stamps import boot_id
from kiosk.technician_desk import technician_pages
from kiosk.visits.workers import Workers

log = logging.getLogger("kiosk.desk")


def staff_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page of staff and auditors, in the order of the navigation."""
    enrolling = EnrolParts(parts.archive, parts.vision, parts.settings, ZoneInfo(parts.settings.hall.time_zone))
    room = members_room(parts.archive, parts.settings)
    rights = RightsParts(room, parts.paper, find_sticks=parts.find_sticks)
    home_calls = HomeCallRoom(
        parts.archive,
        parts.settings,
        lambda: parts.clock.now().monotonic_s,
        parts.paper,
        printer_of(parts.settings, parts.data_dir),
        parts.find_sticks,
    )
    today = TodayParts(
        parts.calls,
        parts.archive,
        parts.settings,
        parts.states,
        camera_works=lambda: parts.vision.is_working,
        home_calls=home_calls.waits,
    )
    importing = import_parts(parts)
    hall = parts.settings.hall
    exports, zone = parts.archive.folder / FOLDER, ZoneInfo(hall.time_zone)
    return (
        PageMaker(TodayPage, lambda context: TodayPage(context, today), icon="home"),
        PageMaker(LookBackPage, lambda context: LookBackPage(context, parts.archive, zone), under="today"),
        PageMaker(
            AnnouncementsPage,
            lambda context: AnnouncementsPage(context, parts.archive, parts.announced, parts.find_sticks),
            under="today",
        ),
        PageMaker(FollowUpsPage, lambda context: FollowUpsPage(context, parts.archive), under="today"),
        PageMaker(MembersPage, lambda context: MembersPage(context, room), icon="list"),
        PageMaker(MemberPage, lambda context: MemberPage(context, room), under="members"),
        PageMaker(MemberEditPage, lambda context: MemberEditPage(context, room), under="members"),
        PageMaker(MemberFollowUpsPage, lambda context: MemberFollowUpsPage(context, parts.archive), under="members"),
        PageMaker(
            RenewalsPage,
            lambda context: RenewalsPage(context, parts.archive, parts.settings.whitelist.expiring_days),
            under="members",
        ),
        PageMaker(RightsPage, lambda context: RightsPage(context, rights), under="members"),
        PageMaker(RightsEditPage, lambda context: RightsEditPage(context, rights), under="members"),
        PageMaker(EnrolPage, lambda context: EnrolPage(context, enrolling), icon="person"),
        PageMaker(ImportPage, lambda context: ImportPage(context, importing), icon="upload"),
        PageMaker(HomeCallsPage, lambda context: HomeCallsPage(context, home_calls), icon="homecall"),
        PageMaker(HomeCallPage, lambda context: HomeCallPage(context, home_calls), under="home-calls"),
        PageMaker(
            ReportsPage,
            lambda context: ReportsPage(context, parts.archive, parts.settings, parts.paper, parts.find_sticks),
            icon="chart",
        ),
        PageMaker(
            AuditPage,
            lambda context: AuditPage(context, archive=parts.archive, exports=exports, hall=hall.name, zone=zone),
            icon="list",
        ),
        PageMaker(
            RetentionPage,
            lambda context: RetentionPage(context, parts.archive, parts.settings.retention, zone),
            icon="clock",
        ),
    )


def import_parts(parts: Parts) -> ImportParts:
    """What the page of an import is made of."""
    archive, settings = parts.archive, parts.settings
    zone = ZoneInfo(settings.hall.time_zone)
    rules = ImportRules(archive.whitelist.rules, settings.whitelist.consent_years)
    return ImportParts(
        reader=ListReader(rules, lambda: parts.clock.now().utc.astimezone(zone).date()),
        imports=archive.imports,
        trail=archive.audit,
        sticks=parts.find_sticks,
        zone=zone,
        faces=FaceMaker(archive, settings.faces, parts.clock, photo_bytes) if settings.faces.enabled else None,
        names=archive.audit_log.account_names,
    )


def members_room(archive: Archive, settings: Settings) -> Room:
    """What the pages of the whitelist share."""
    rules = member_rules(settings)
    return Room(archive, MemberIndex(archive.member_lines, rules), rules, settings)


def make_desk(parts: Parts, publish: Callable[[StaffView], None], show_wing: Callable[[str], None]) -> Desk:
    """The desk with its pages; not started."""
    authenticator = Authenticator(
        parts.archive.accounts, Throttle.of(parts.settings.accounts), parts.clock, boot_id(), "terminal"
    )
    return Desk(
        (*staff_pages(parts), *technician_pages(parts)),
        keeper=authenticator,
        staff_cards=_StaffCards(authenticator),
        trail=parts.archive.audit,
        clock=parts.clock,
        executor=Workers(parts.clock, count=2, name="desk"),  # saving does not wait for the list to be read
        publish=publish,
        show_wing=show_wing,
        idle_s=parts.settings.accounts.idle_lock_s,
    )


class _StaffCards:
    """Asked on a reader's thread: a store that cannot answer makes every card a visitor's."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator

    def account_of(self, document: IdentityDocument) -> str | None:
        if document.number is None:
            return None
        try:
            return self._authenticator.account_of_card(document.number)
        except StoreError as error:
            log.error("whether a card is an account's is not known: %s", where_it_broke(error))
            return None
