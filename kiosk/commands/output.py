"""Where a command's words and files go: whole or not there, and a disk that refuses them is said in a sentence."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kiosk.commands.context import Refused

_SAID = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "这个用户的磁盘份额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘读写出错",
    errno.EFBIG: "文件太大了",
    errno.ENOENT: "文件或文件夹不存在",
    errno.EEXIST: "已经有这个名字的文件",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名字太长了",
    errno.ELOOP: "符号链接绕圈了",
    errno.EMFILE: "打开的文件太多了",
}


def why(error: OSError) -> str:
    """What the operating system refused, in words; no file name."""
    return _SAID.get(error.errno or 0) or error.strerror or type(error).__name__


def sentence(error: OSError) -> str:
    """The same with the file it is about, as a sentence."""
    name = f"（{os.fsdecode(error.filename)}）" if isinstance(error.filename, str | bytes) else ""
    return f"没有做完：{why(error)}{name}。"


def write_new(path: Path, chunks: Iterable[str]) -> None:
    """Write a new private file, which gets its name only when all of it is on the disk.

    Raises:
        Refused: there is one of that name, or it cannot be written; nothing of it is left.
    """
    if os.path.lexists(path):
        raise _taken(path)
    draft = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.draft")
    try:
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Refused(f"文件 {path} 写不了：{why(error)}。") from error
    try:
        with os.fdopen(fd, "wb", buffering=0) as file:
            for chunk in chunks:
                _write(file.fileno(), chunk.encode(), path)
            try:
                os.fsync(file.fileno())
            except OSError as error:
                raise _half(path, error) from error
        _name(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _write(fd: int, content: bytes, path: Path) -> None:
    """Only what writing refuses is about the file; what making the chunks refuses is not."""
    try:
        while content:
            content = content[os.write(fd, content) :]
    except OSError as error:
        raise _half(path, error) from error


def _name(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a memory stick's file system has no second names
        if os.path.lexists(path):
            raise _taken(path) from None
        try:
            draft.rename(path)
        except OSError as error:
            raise _half(path, error) from error


def _taken(path: Path) -> Refused:
    return Refused(f"文件 {path} 已经有了，请换一个名字。")


def _half(path: Path, error: OSError) -> Refused:
    return Refused(f"文件 {path} 写不了：{why(error)}；没有留下半个文件。")
