"""Folders as technicians leave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.evaluation.folders import FolderFault, collect


def lay(root: Path, *files: str) -> Path:
    """Empty files of these names."""
    for name in files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_a_name_in_both_folders_is_one_person(tmp_path: Path) -> None:
    enrol = lay(tmp_path / "e", "wu/1.jpg", "li/a.JPEG", "li/b.png")
    probe = lay(tmp_path / "p", "li/c.jpg", "guest/1.jpg")
    people = collect(enrol, probe)
    assert people.names == ["li", "wu", "guest"]
    assert people.enrol == [[0, 1], [2], []]
    assert people.probe == [[4], [], [3]]
    assert not people.same


def test_one_folder_twice_is_one_pool_however_it_is_written(tmp_path: Path) -> None:
    root = lay(tmp_path / "all", "li/1.jpg", "li/2.jpg", "wu/1.jpg")
    people = collect(root, root / "li" / "..")
    assert people.same
    assert len(people.pictures) == 3
    assert people.probe == people.enrol == [[0, 1], [2]]


def test_sessions_come_from_file_names(tmp_path: Path) -> None:
    root = lay(tmp_path / "all", "li/s01_1.jpg", "li/s02_1.jpg", "li/other.jpg")
    assert [p.session for p in collect(root, root, r"^s\d+").pictures] == ["", "s01", "s02"]
    assert [p.session for p in collect(root, root, r"^s(\d+)").pictures] == ["", "01", "02"]
    assert [p.session for p in collect(root, root).pictures] == ["", "", ""]


def test_what_is_not_a_picture_of_somebody_is_passed_over(tmp_path: Path) -> None:
    root = lay(tmp_path / "all", "li/1.jpg", "li/notes.txt", "li/.hidden.jpg", ".trash/1.jpg", "empty/x.txt", "top.jpg")
    people = collect(root, root)
    assert people.names == ["li"]
    assert [p.path.name for p in people.pictures] == ["1.jpg"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda root: root / "none", "没有文件夹"),
        (lambda root: lay(root / "flat", "1.jpg") / "1.jpg", "没有文件夹"),
        (lambda root: lay(root / "flat", "1.jpg"), "里没有照片。每个人一个子文件夹"),
    ],
)
def test_a_folder_without_people_is_said_to_be_one(tmp_path: Path, make, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FolderFault, match=said):
        collect(make(tmp_path), make(tmp_path))


def test_a_broken_expression_is_a_sentence(tmp_path: Path) -> None:
    root = lay(tmp_path / "all", "li/1.jpg")
    with pytest.raises(FolderFault, match="正则"):
        collect(root, root, "s(")
