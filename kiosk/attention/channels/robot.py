"""One message to a group robot over HTTP(S): the body each maker wants, and what counts as taken.

Forms as WeCom (企业微信), DingTalk (钉钉) and Feishu (飞书) publish them for text messages of a custom robot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal

Style = Literal["wecom", "dingtalk", "feishu"]


def _text(words: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": words}}


def _feishu(words: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": words}}


_BODIES: Mapping[Style, Callable[[str], dict[str, Any]]] = {"wecom": _text, "dingtalk": _text, "feishu": _feishu}
_TAKEN: Mapping[Style, tuple[str, ...]] = {
    "wecom": ("errcode",),
    "dingtalk": ("errcode",),
    "feishu": ("code", "StatusCode"),
}


def body(style: Style, words: str) -> bytes:
    """What is posted."""
    return json.dumps(_BODIES[style](words), ensure_ascii=False).encode()


def refusal(style: Style, answer: bytes) -> str | None:
    """Why a robot did not take it, as a word for the log; None when it did. A robot refuses with status 200, too."""
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        return "the answer is not JSON"
    if not isinstance(said, dict):
        return "the answer is no object"
    for name in _TAKEN[style]:
        code = said.get(name)
        if isinstance(code, int) and not isinstance(code, bool):
            return None if code == 0 else f"{name} {code}"
    return "the answer says neither yes nor no"
