"""What a certificate's PDF says and carries, whoever made the file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.certificates.xml_reading import NotReadable

LARGEST = 32 * 1024 * 1024
MOST_PAGES = 50
_GRUMBLING = ("pypdf", "pypdf._reader", "pypdf.generic", "pypdf.filters", "pypdf._cmap")


@dataclass(frozen=True, slots=True)
class Pdf:
    """Of one file.

    Attributes:
        pages: The words of each page, in the order in which they were drawn.
        attached: The DCC in it.
    """

    pages: tuple[str, ...]
    attached: bytes


def is_pdf(content: bytes) -> bool:
    """Whether a file claims to be one."""
    return content.lstrip()[:5] == b"%PDF-"


def read_pdf(content: bytes) -> Pdf:
    """Raises NotReadable: "too-large", "not-pdf" for a broken one, "no-dcc" without exactly one XML attached."""
    import pypdf

    if len(content) > LARGEST:
        raise NotReadable("too-large")
    with _quiet():
        try:
            reader = pypdf.PdfReader(io.BytesIO(content))
            if len(reader.pages) > MOST_PAGES:
                raise NotReadable("too-large")
            pages = tuple(page.extract_text() for page in reader.pages)
            files = [each for name, found in reader.attachments.items() if name.endswith(".xml") for each in found]
        except NotReadable:
            raise
        except Exception as error:
            raise NotReadable("not-pdf") from error
    if len(files) != 1:
        raise NotReadable("no-dcc")
    return Pdf(pages, files[0])


@contextmanager
def _quiet() -> Iterator[None]:
    """What its reader thinks of a broken file is no affair of the terminal's log."""
    before = {name: logging.getLogger(name).disabled for name in _GRUMBLING}
    root = logging.getLogger("pypdf")
    level, root.level = root.level, logging.CRITICAL + 1
    try:
        for name in before:
            logging.getLogger(name).disabled = True
        yield
    finally:
        root.level = level
        for name, disabled in before.items():
            logging.getLogger(name).disabled = disabled
