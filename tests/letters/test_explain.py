"""`infodesk explain`: a line for each letter of any file or folder, whatever lies there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from app import explain, letter_files
from tests.letters.company import FOLDER, OURS

ONE = b"From: eva@kunde.example\nSubject: one\n\nHi\n"
FIELDS = (
    "file message_id from to cc reply_to subject date in_reply_to references kind reasons text fresh_text html attachments"
    " bounce_recipient customer language wants missing answer error"
)


def told(*places: Path) -> list[dict[str, Any]]:
    return list(explain.explanations(places, OURS))


def test_each_letter_has_exactly_the_fields_that_are_promised() -> None:
    (line,) = told(FOLDER / "order_attached.eml")
    assert list(line) == FIELDS.split()
    assert all(set(each) == {"name", "content_type", "size", "sha256"} for each in line["attachments"])


def test_a_folder_is_told_in_the_order_of_its_names_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.eml", "a/2.eml", "a/1.eml", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(ONE)
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    assert [each["file"].removeprefix(f"{tmp_path}/") for each in told(tmp_path)] == ["a/1.eml", "a/2.eml", "b.eml"]


def test_a_mailbox_in_one_file_is_told_letter_by_letter(tmp_path: Path) -> None:
    postmark = b"From eva@kunde.example Tue Mar  3 10:00:00 2026\n"
    box = tmp_path / "box"
    box.write_bytes(
        postmark + ONE + b">From here on\n\nFrom now on we buy.\n\n" + postmark + ONE.replace(b"one", b"two")
    )
    first, second = told(box)
    assert (first["file"], first["subject"], second["file"], second["subject"]) == (
        f"{box}#1",
        "one",
        f"{box}#2",
        "two",
    )
    assert "From here on\n\nFrom now on we buy." in first["text"]


def test_one_letter_with_a_postmark_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(b"From eva@kunde.example Tue Mar  3 10:00:00 2026\n" + ONE)
    (line,) = told(tmp_path / "x.eml")
    assert (line["file"], line["subject"]) == (str(tmp_path / "x.eml"), "one")


def test_what_is_no_letter_is_said_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "1.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    os.mkfifo(tmp_path / "2.eml")
    (tmp_path / "3.eml").symlink_to(tmp_path / "nowhere")
    with (tmp_path / "4.eml").open("wb") as huge:
        huge.truncate(letter_files.LARGEST + 1)
    (tmp_path / "5.eml").write_bytes(ONE)
    lines = told(tmp_path, tmp_path / "gone.eml")
    assert [bool(each["error"]) for each in lines] == [True, True, True, True, False, True]
    assert ".msg" in lines[0]["error"]
    assert "larger than 100 MB" in lines[3]["error"]
    assert lines[4]["subject"] == "one"


def test_a_letter_that_costs_its_reader_the_life_is_a_line_with_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter_files, "LARGEST", 10**10)
    with (tmp_path / "1.eml").open("wb") as greedy:
        greedy.write(b"From: a@b.de\n\n")
        greedy.truncate(2_000_000_000)  # sparse: it takes no room on the disk
    shutil.copy(FOLDER / "english_inquiry.eml", tmp_path / "2.eml")
    dead, alive = told(tmp_path)
    assert "memory" in dead["error"]
    assert (alive["error"], alive["subject"]) == ("", "Inquiry - submersible pumps")
