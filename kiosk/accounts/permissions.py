"""Who works at the terminal, and what each role may do: one table, asked by every guard.

No role has everything. Staff keep the whitelist and neither read nor remove what they left in the trail; technicians
look after devices and see no names and no values; auditors read the trail and keep the accounts, and change nothing
else (GB/T 22239: 身份鉴别, 访问控制).
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.sentences import Text, table


class Role(StrEnum):
    """What somebody works as."""

    STAFF = "staff"
    TECHNICIAN = "technician"
    AUDITOR = "auditor"

    @property
    def wants_code(self) -> bool:
        """Whether a code of an authenticator is asked for beside the PIN."""
        return self is not Role.STAFF

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the role may do."""
        return GRANTED[self]

    @property
    def word(self) -> Text:
        """As it is shown: 工作人员, 技术人员, 审计员."""
        return table("accounts.roles")[self.value]


class Permission(StrEnum):
    """One thing somebody may do. The value stands in the audit trail."""

    TODAY_READ = "today.read"
    CALL_TAKE = "call.take"
    DEVICES_READ = "devices.read"
    DEVICES_CALIBRATE = "devices.calibrate"
    CALIBRATION_SIGN = "calibration.sign"
    CALIBRATION_OVERRIDE = "calibration.override"
    WIRE_READ = "wire.read"
    DEVICES_LEARN = "devices.learn"
    FACES_TUNE = "faces.tune"
    SETTINGS_READ = "settings.read"
    SETTINGS_EDIT = "settings.edit"
    LOGS_READ = "logs.read"
    DIAGNOSTICS_EXPORT = "diagnostics.export"
    LOOK_BACK_FOLLOW = "look-back.follow"
    FOLLOW_UPS_KEEP = "follow-ups.keep"
    WHITELIST_READ = "whitelist.read"
    WHITELIST_EDIT = "whitelist.edit"
    WHITELIST_ENROL = "whitelist.enrol"
    WHITELIST_REVOKE = "whitelist.revoke"
    WHITELIST_EXPORT = "whitelist.export"
    WHITELIST_DELETE_MANY = "whitelist.delete-many"
    WHITELIST_IMPORT = "whitelist.import"
    RIGHTS_SERVE = "rights.serve"
    HOME_CALLS_KEEP = "home-calls.keep"
    REPORTS_READ = "reports.read"
    REPORTS_EXPORT = "reports.export"
    ANNOUNCEMENTS_KEEP = "announcements.keep"
    RETENTION_READ = "retention.read"
    NUMBER_REVEAL = "number.reveal"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    AUDIT_EXPORT = "audit.export"
    ACCOUNTS_MANAGE = "accounts.manage"
    PIN_RESET = "pin.reset"


_P = Permission
GRANTED: dict[Role, frozenset[Permission]] = {
    Role.STAFF: frozenset({
        _P.TODAY_READ, _P.CALL_TAKE, _P.DEVICES_READ, _P.WHITELIST_READ, _P.WHITELIST_EDIT, _P.WHITELIST_ENROL,
        _P.WHITELIST_REVOKE, _P.WHITELIST_EXPORT, _P.WHITELIST_DELETE_MANY, _P.NUMBER_REVEAL,
        _P.LOOK_BACK_FOLLOW, _P.FOLLOW_UPS_KEEP, _P.WHITELIST_IMPORT, _P.RIGHTS_SERVE, _P.HOME_CALLS_KEEP,
        _P.REPORTS_READ, _P.REPORTS_EXPORT, _P.ANNOUNCEMENTS_KEEP,
    }),
    Role.TECHNICIAN: frozenset({
        _P.DEVICES_READ, _P.DEVICES_CALIBRATE, _P.CALIBRATION_SIGN, _P.CALIBRATION_OVERRIDE, _P.WIRE_READ,
        _P.DEVICES_LEARN, _P.FACES_TUNE, _P.SETTINGS_READ, _P.SETTINGS_EDIT, _P.LOGS_READ, _P.DIAGNOSTICS_EXPORT,
    }),
    Role.AUDITOR: frozenset({
        _P.AUDIT_READ, _P.AUDIT_VERIFY, _P.AUDIT_EXPORT, _P.ACCOUNTS_MANAGE, _P.PIN_RESET, _P.RETENTION_READ,
    }),
}  # fmt: skip
"""What each role may do; what does not stand here it may not."""


def may(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in GRANTED[role]
