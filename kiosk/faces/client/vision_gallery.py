"""The gallery as it is handed to the vision process that lives, and anew to every one that follows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from kiosk.faces.client.members import Members
from kiosk.faces.client.supervisor import Supervisor
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.lines import encode_command


class VisionGallery:
    """Who may be matched. All calls return at once, from any thread."""

    def __init__(self, members: Members, link: Supervisor) -> None:
        self._members, self._link = members, link
        self._look_alikes: tuple[str, ...] = ()

    def set_gallery(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Match these rows and no others; of any number of engines, one row a resident and engine.

        Args:
            compare_only: Members who are compared with their card and never searched.
        """
        with self._link.lock:
            self._members.replace(entries, compare_only)
            self._link.send_all(self._members.lines())

    def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Match these rows too, instead of what was known of the same residents; `compare_only` as in `set_gallery`."""
        searched, compared = list(entries), list(compare_only)
        new = Members()
        new.put(searched, compared)
        with self._link.lock:
            self._members.put(searched, compared)
            for line in new.rows():
                self._link.send(line)

    def evict(self, resident_id: str) -> None:
        """Forget a resident. From the return of this call on no match of theirs is passed on."""
        with self._link.lock:
            self._members.evict(resident_id)
            self._link.send(encode_command("evict", resident_id=resident_id))

    def set_look_alikes(self, resident_ids: Iterable[str]) -> None:
        """These look like another member as staff know them: with the next search their face alone is no answer."""
        with self._link.lock:
            self._look_alikes = tuple(sorted(resident_ids))
            self._link.send(self._look_alikes_line())

    def measure(self) -> None:
        """Make the policy anew from the gallery as it is, when no session runs."""
        self._link.send(encode_command("measure"))

    def lines(self) -> Iterator[bytes]:
        """All of it, for a new process; the rows are made while they are sent."""
        return itertools.chain((self._look_alikes_line(),), self._members.lines())

    def _look_alikes_line(self) -> bytes:
        return encode_command("look-alikes", resident_ids=self._look_alikes)
