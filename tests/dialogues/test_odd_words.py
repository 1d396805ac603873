"""What slips from a finger or comes from a broken keyboard: it is refused in a sentence, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.desk import Desk

FAR_TOO_LARGE = ("3000000000", "99999999999", "99999999999999999999")
ASKS_FOR_A_NUMBER = (
    "/show {}", "/take {}", "/assign {} Bob x", "/merge 1001 {}", "/edit {} x", "/why {}", "/inbox {}", "/show 1001 {}",
    "/quarantine retry {}", "/quarantine retry S{}", "/inquire {}", "/rules remove {}", "/rooms leave {}",
    "/unknown again {}", "/customer {}", "/audit customer {}", "/handover undo {}", "/handover go {} {}",
    "/settings response.limit_minutes {}", "/remind 1001 in {} hours x", "/invite confirm {}",
)  # fmt: skip
UNSTORABLE = (
    "/note 1001 he\x00llo", "/note 1001 he\ud83dllo", "/reply 1001 he\x00llo \ud83d", "he\x00llo", "/who \x00.example",
    "/find \ud83d", "/customer add K\x00unde, Spain, eva@kunde8.example", "/nosuch\x00", "/not_inquiry 1001 \x00",
    "/customer add K\ud83dunde, Spain, eva@kunde9.example", "/remind 1001 tomorrow 10:00 \x00 call",
)  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, str(request.getfixturevalue(f"{request.param}_url")))
    desk.hires("Ana", "salesperson", "manager", "dispatcher", "administrator").hires("Bob")
    yield desk.receives().forget()
    desk.close()


def test_a_number_far_too_large_is_nobodys(small: Desk) -> None:
    for each in ASKS_FOR_A_NUMBER:
        for number in FAR_TOO_LARGE:
            answered(small, each.format(number, number))


def test_characters_that_no_database_takes_are_left_out(small: Desk) -> None:
    for each in UNSTORABLE:
        answered(small, each)
    small.says("Ana", "/show 1001 1").hears("hello", who="Ana")
    small.presses_nonce("Ana", "12\x0034").hears("not valid any more", who="Ana")


def answered(desk: Desk, words: str) -> None:
    before = len(desk.chat("Ana"))
    new = desk.says("Ana", words).chat("Ana")[before:]
    assert new, words
    assert not any("my fault" in each for each in new), words


def test_chinese_punctuation_and_the_wide_slash_are_understood(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry")
    desk.receives().says("Ana", "／take 1001。").hears("1001 is yours", who="Ana")
    desk.says("Ana", "/reply 1001：您好，我们明天报价。").hears("您好", who="Ana")
    desk.says("Ana", "/show ＃1001").hears("1001", who="Ana")


def test_what_a_leaver_had_is_listed_as_without_an_owner(desk: Desk) -> None:
    desk.set("routing.order", "open_inquiry")
    desk.receives().says("Ana", "/take 1001").says("Ada", "/dismiss Ana").forget()
    desk.says("Dora", "/inbox").hears("1001", who="Dora")
