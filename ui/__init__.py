"""The screens: a view model in Python and its screen in QML stand side by side. Decides nothing."""

from ui.application.none_refcount import keep_none

keep_none()  # before the first call into Qt, whoever makes it
