"""The kiosk's commands about the gallery."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.faces.protocol.lines import Command, MessageError, decode_rows
from kiosk.faces.protocol.messages import GallerySet
from kiosk.faces.worker.galleries import Galleries
from kiosk.faces.worker.pipes import MessageWriter
from kiosk.faces.worker.upkeep import MEASURING_WITHIN_S


class GalleryCommands:
    """Obeys them, and says how many people are held after each.

    Args:
        on_evict: Given the id of a resident who is forgotten.

    Attributes:
        handlers: What obeys each command.
    """

    def __init__(
        self,
        galleries: Galleries,
        writer: MessageWriter,
        now_s: Callable[[], float],
        on_evict: Callable[[str], None],
    ) -> None:
        self._galleries, self._writer, self._now_s, self._on_evict = galleries, writer, now_s, on_evict
        self.handlers: dict[str, Callable[[Command], None]] = {
            "gallery-begin": lambda _: galleries.begin(),
            "rows": self._add_rows,
            "gallery-end": self._end,
            "evict": self._evict,
            "look-alikes": lambda command: galleries.declare(command["resident_ids"]),
            "measure": lambda _: galleries.make_due(),
        }

    def _add_rows(self, command: Command) -> None:
        try:
            entries = decode_rows(command)
        except MessageError:
            return
        began_s = self._now_s()
        if len(entries) > 1:
            self._writer.beat(MEASURING_WITHIN_S)
        left_out = self._galleries.rows(entries, compare_only=command.get("compare_only") is True)
        if left_out is not None:
            self._say(left_out, began_s)

    def _end(self, _: Command) -> None:
        began_s = self._now_s()
        self._writer.beat(MEASURING_WITHIN_S)
        self._say(self._galleries.end(), began_s)

    def _evict(self, command: Command) -> None:
        began_s = self._now_s()
        self._galleries.evict(command["resident_id"])
        self._on_evict(command["resident_id"])
        self._say(0, began_s)

    def _say(self, left_out: int, began_s: float) -> None:
        people, seconds = len(self._galleries.first), round(self._now_s() - began_s, 3)
        self._writer.notice(GallerySet(people, left_out, seconds))
