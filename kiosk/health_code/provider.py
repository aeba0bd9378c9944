"""Who can be asked for a code, and with what. An embedded provider and an HTTP gateway stand behind this protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from devices.identity import DocumentType
from kiosk.health_code.result import CodeResult


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """Whose code is asked for. Its repr shows the kind of document only, so that it may reach a log.

    Attributes:
        resident_id: Key in the local register; never leaves the terminal.
        number, name: As on the document; None where the card keeps them back.
        card_reference: 卡识别码 of a social-security card that keeps number and name back.
    """

    document_type: DocumentType
    number: str | None
    name: str | None
    resident_id: str
    card_reference: str | None = None

    def __repr__(self) -> str:
        return f"<Subject {self.document_type.value}>"


class Provider(Protocol):
    """A service of codes. Both calls block, for a time the provider bounds itself."""

    @property
    def networked(self) -> bool:
        """Whether it needs the network."""

    def query_identity(self, subject: Subject) -> CodeResult:
        """The code of a person. Raises a `kiosk.health_code.errors.CodeError`."""

    def query_scanned(self, text: str) -> CodeResult:
        """What a scanned code stands for. The text is data: nothing in it is opened, fetched or run.

        Raises a `kiosk.health_code.errors.CodeError`.
        """
