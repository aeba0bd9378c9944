"""Announcements: on the first screen, and the page that keeps them, with their hard variants."""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from kiosk.announcing.view import AnnouncementRow, AnnouncementsView, DraftView
from kiosk.announcing.wording import MOST_BODY, MOST_TITLE
from kiosk.sentences import Text, sentence, table
from kiosk.visits.view import AnnouncementView

TOLD = tomllib.loads(Path(__file__).with_name("announcements.toml").read_text("utf-8"))


def attract_announcements() -> Iterator[tuple[str, AnnouncementView]]:
    """Name and announcement of each picture of the first screen."""
    yield "announcement", AnnouncementView(TOLD["title"], TOLD["body"])
    yield "announcement-picture", AnnouncementView(TOLD["title"], TOLD["body"], picture())
    yield "announcement-long", AnnouncementView(TOLD["long-title"], TOLD["long-body"], picture())
    yield "announcement-title", AnnouncementView(TOLD["others"][1])
    yield "announcement-markup", AnnouncementView(TOLD["hostile-title"])


def announcements_views() -> Iterator[tuple[str, AnnouncementsView]]:
    """Name and view of each picture of the page."""
    rows = (
        _row("a", TOLD["title"], 28, "now", "ok", "done"), _row("b", TOLD["others"][0], 30, "coming", "clock", "ink"),
        _row("c", TOLD["others"][1], 20, "over", "minus", "soft"),
        _row("d", TOLD["others"][2], 12, "withdrawn", "cross", "soft"),
    )  # fmt: skip
    usual = AnnouncementsView(rows=rows)
    yield "usual", usual
    yield "none", AnnouncementsView(told=table("announcements")["none"])
    draft = _draft(TOLD["title"], TOLD["body"])
    yield "write", replace(usual, mode="write", draft=draft)
    yield "picture", replace(usual, mode="write", draft=replace(draft, picture=picture()))
    yield "typing", replace(usual, mode="write", draft=replace(draft, field="body"))
    full = sentence("refusals.announcement-full", most=3)
    long = replace(_draft(TOLD["long-title"], TOLD["long-body"]), problem=full)
    yield "refused", replace(usual, mode="write", draft=long)
    files = tuple((f"f{n}", name) for n, name in enumerate(("IMG_2041.JPG", "measuring.png", "poster-final-2.jpeg")))
    yield "files", replace(usual, mode="files", draft=draft, files=files)
    yield "no-files", replace(usual, mode="files", draft=draft, told=table("announcements")["no-files"])


@cache
def picture() -> str:
    """Sky over roofs, as a JPEG in base 64."""
    image = np.full((420, 800, 3), (230, 222, 200), np.uint8)
    for at in range(8):
        cv2.rectangle(image, (at * 100, 420 - 60 - at % 3 * 70), (at * 100 + 84, 420), (90, 120, 190), -1)
    cv2.circle(image, (640, 100), 60, (140, 220, 250), -1)
    return base64.b64encode(cv2.imencode(".jpg", image)[1].tobytes()).decode("ascii")


def _row(key: str, title: str, day: int, standing: str, icon: str, tone: str) -> AnnouncementRow:
    days = sentence("announcements.days", first=_day(11, day), last=_day(12, 6))
    words = table("announcements.standings")[standing]
    return AnnouncementRow(key, title, days, words, icon, tone, standing in ("now", "coming"))


def _draft(title: str, body: str) -> DraftView:
    left = (MOST_TITLE - len(title), MOST_BODY - len(body))
    title_left, body_left = (sentence("announcements.left", left=each) for each in left)
    return DraftView(title, body, "", title_left, body_left, _day(11, 28), _day(12, 4), "")


def _day(month: int, day: int) -> Text:
    return sentence("announcements.day", month=month, day=day)
