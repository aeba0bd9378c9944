"""Everything that can go wrong on the way to a code.

    CodeError
    ├── NoIdentity            nothing to ask with: the card kept number and reference back
    ├── UnknownLevel          a level was named that the profile in force does not have
    ├── ScannedCodeRefused    a scanned text is not a code, or not one that holds (`reason` says why)
    └── GatewayError
        ├── GatewayUnreachable    no connection, or it broke before the answer was whole
        │   ├── GatewayUntrusted      the far end could not prove who it is, or did not accept our certificate
        │   └── GatewayFailing        it answered that it is out of order (HTTP 5xx, 429)
        ├── GatewayTimeout        no whole answer before the deadline
        ├── GatewayNotUsable      its settings cannot be used; nobody was asked
        ├── GatewayRefused        it answered, and the answer is no (`return_code` says why)
        └── GatewayBadAnswer      it answered something the agreed format does not allow

`GatewayMisconfigured` stands beside them: it is raised at the start, before anybody asks.
`code` is the key of the three sentences in `resources/sentences/zh-CN/faults.toml`. Messages name states, sizes and
times, never a person, a number, or what was scanned.
"""

from __future__ import annotations

from enum import StrEnum


class CodeError(Exception):
    """Base.

    Attributes:
        code: Key of the three sentences.
        offline: True when the service could not be reached.
        use_last_known: True when the service gave no answer of its own, so that an older one may stand in.
    """

    code = "code-unavailable"
    offline = False
    use_last_known = False


class NoIdentity(CodeError):
    """The document gave nothing the service could be asked with."""

    code = "code-no-identity"


class UnknownLevel(CodeError):
    """A level that the profile in force does not have."""

    code = "code-unknown-level"


class ScanFault(StrEnum):
    """Why a scanned text is not accepted."""

    MALFORMED = "malformed"
    FORGED = "forged"
    EXPIRED = "expired"
    FUTURE = "future"
    OTHER_SITE = "other-site"
    REPLAYED = "replayed"


class ScannedCodeRefused(CodeError):
    """A scanned text is no code, or not one that holds here and now."""

    def __init__(self, reason: ScanFault) -> None:
        super().__init__(f"scanned code refused: {reason.value}")
        self.reason = reason
        self.code = f"code-scan-{reason.value}"


class GatewayError(CodeError):
    """Base of what can go wrong with the service on the network."""

    code = "code-gateway-unreachable"


class GatewayUnreachable(GatewayError):
    """No connection, or it broke before the answer was whole."""

    offline = True
    use_last_known = True


class GatewayUntrusted(GatewayUnreachable):
    """The TLS handshake failed: certificate, name, date, or our own certificate."""

    code = "code-gateway-untrusted"


class GatewayFailing(GatewayUnreachable):
    """The service says that it is out of order."""

    code = "code-gateway-failing"


class GatewayTimeout(GatewayError, TimeoutError):
    """No whole answer before the deadline."""

    code = "code-gateway-timeout"
    offline = True
    use_last_known = True


class GatewayNotUsable(GatewayError):
    """The gateway's settings cannot be used, so nobody was asked."""

    code = "code-gateway-misconfigured"
    use_last_known = True


class GatewayRefused(GatewayError):
    """The service answered, and the answer is no."""

    code = "code-gateway-refused"

    def __init__(self, return_code: str) -> None:
        super().__init__(f"the service refused: {return_code}")
        self.return_code = return_code


class GatewayBadAnswer(GatewayError):
    """The answer is not what the agreed format allows. Nothing of it is used."""

    code = "code-gateway-bad-answer"
    use_last_known = True


class GatewayMisconfigured(ValueError):
    """The gateway's settings cannot be used; the message names the key."""
