"""What stands on a certificate besides its record: who, for whom, with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from kiosk.calibration.records import CalibrationRecord


@dataclass(frozen=True, slots=True)
class Particulars:
    """See the module.

    Attributes:
        laboratory: Who calibrated.
        customer: For whom.
        issued: Day of the hall's calendar on which it was signed.
        done_by, second_by: Names of those who signed; "" where no account of that login is known, or nobody did.
        software: Program and version, which is the version of the procedure.
        zone: The hall's time zone, in which times are printed.
        demonstration: It was made of simulated devices.
    """

    laboratory: str
    customer: str
    issued: date
    done_by: str = field(repr=False)
    second_by: str = field(repr=False)
    software: str
    zone: str
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Issuer:
    """The hall as it issues certificates.

    Attributes:
        hall: Its name.
        zone: Its time zone.
        software: See `Particulars`.
        demonstration: See `Particulars`.
        customer: For whom; "" for itself.
    """

    hall: str
    zone: str
    software: str
    demonstration: bool = False
    customer: str = ""

    def particulars(self, record: CalibrationRecord, names: Mapping[str, str]) -> Particulars:
        """Of one record. A hall that names no customer calibrates for itself.

        Args:
            names: Of accounts by login.
        """
        return Particulars(
            laboratory=self.hall,
            customer=self.customer or self.hall,
            issued=record.signed.astimezone(ZoneInfo(self.zone)).date(),
            done_by=names.get(record.by, ""),
            second_by=names.get(record.second, "") if record.second else "",
            software=self.software,
            zone=self.zone,
            demonstration=self.demonstration,
        )
