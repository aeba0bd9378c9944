"""The wings of the terminal. The window begins with the first one."""

from __future__ import annotations

from ui.staff.staff_model import StaffModel
from ui.visitor.visit_model import VisitModel
from ui.window.wing import Wing

WINGS = (
    Wing("visitor", VisitModel, "visitor/Visitor.qml"),
    Wing("staff", StaffModel, "staff/StaffWing.qml"),
)
