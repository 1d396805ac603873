"""Taking a letter into the corpus: one command, and what it writes is accepted by the corpus at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.letters.add import anonymised, main
from tests.letters.company import FOLDER
from tests.letters.expected import differences, letters, read, specimen

LETTERS = sorted(FOLDER.glob("*.eml"))


def add(file: Path, corpus: Path, *more: str) -> int:
    return main([str(file), "mixed", "--client", "Gmail", "--language", "en", "--corpus", str(corpus), *more])


@pytest.mark.parametrize("file", LETTERS, ids=lambda each: each.stem)
def test_what_it_writes_says_how_the_letter_is_read(file: Path, tmp_path: Path) -> None:
    assert add(file, tmp_path) == 0
    (path,) = letters(tmp_path)
    assert differences(specimen(path).expected, read(path)) == []
    assert (path.read_bytes(), specimen(path).client) == (file.read_bytes(), "Gmail")


def test_a_letter_of_that_name_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(LETTERS[0], tmp_path) == 0
    assert add(LETTERS[1], tmp_path, "--name", LETTERS[0].stem) == 1
    assert "is there already" in capsys.readouterr().out
    assert letters(tmp_path)[0].read_bytes() == LETTERS[0].read_bytes()


RAW = b"""\
Received: from mx.kunde-gmbh.de by mx.firma.cn
From: Eva <eva@KUNDE-gmbh.de>
To: info@firma.cn
Cc: eva.braun@gmail.com, x@shop.kunde-gmbh.de
Message-ID: <1@message.alibaba.com>

Eva, www.kunde-gmbh.de
"""


def test_firms_get_other_names_and_free_mail_and_platforms_keep_theirs() -> None:
    told, changed = anonymised(RAW, "firma.cn")
    assert changed == {
        "firma.cn": "ours.example",
        "kunde-gmbh.de": "firm2.example",
        "shop.kunde-gmbh.de": "firm3.example",
    }
    assert b"From: Eva <eva@firm2.example>\nTo: info@ours.example\n" in told
    assert b"eva.braun@gmail.com, x@firm3.example\nMessage-ID: <1@message.alibaba.com>" in told
    assert b"kunde" not in told.lower()


def test_what_is_hidden_in_base64_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.eml"
    body = b"Content-Transfer-Encoding: base64\n\nd3d3Lmt1bmRlLWdtYmguZGU=\n"
    file.write_bytes(RAW.partition(b"\n\n")[0] + b"\n" + body)
    assert add(file, tmp_path / "corpus", "--anonymise", "--ours", "firma.cn") == 0
    assert "kunde-gmbh.de still stands in the text" in capsys.readouterr().out
