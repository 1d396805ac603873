"""Every sentence that is said to people can be read in Chinese, too, and is given the facts that it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from documents.sentences import catalogue_of, completed, needs_translation, placeholders, sentences, texts, write
from documents.speech import LOCALE, languages

FILE = LOCALE / "zh" / "infodesk.po"
HAN = re.compile(r"[\u4e00-\u9fff]")
NEED_NO_HAN = frozenset({"English"})
"""What reads the same in Chinese."""


@pytest.fixture(scope="module")
def said() -> list[str]:
    return texts(sentences())


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    return catalogue_of(FILE)


def test_a_sentence_stands_in_the_code_as_it_is_read() -> None:
    unreadable = [f"{each.file}:{each.line}" for each in sentences() if each.text is None]
    assert unreadable == [], "the first argument must be the sentence itself, or it cannot be translated"


def test_every_sentence_is_given_the_facts_that_it_names() -> None:
    assert [(f"{each.file}:{each.line}", sorted(each.missing)) for each in sentences() if each.missing] == []


def test_the_sentences_are_found_at_all(said: list[str]) -> None:
    assert len(said) > 300
    assert {"inquiry", "returned mail"} <= set(said)


def test_every_sentence_has_a_chinese_one(said: list[str], chinese: Catalog) -> None:
    without = [each for each in said if not (found := chinese.get(each)) or not found.string]
    assert without == [], "run: python -m documents.sentences"


def test_what_is_said_in_chinese_is_chinese(chinese: Catalog) -> None:
    entries = [each for each in chinese if each.id and each.string and each.id not in NEED_NO_HAN]
    entries = [each for each in entries if any(sign.isalpha() for sign in re.sub(r"\{\w+\}", "", str(each.id)))]
    assert [each.string for each in entries if not HAN.search(str(each.string))] == []


def test_a_translation_has_the_facts_of_its_sentence(chinese: Catalog) -> None:
    entries = [(str(each.id), str(each.string)) for each in chinese if each.id and each.string]
    assert [(one, other) for one, other in entries if placeholders(one) != placeholders(other)] == []


def test_a_translation_names_the_same_commands(chinese: Catalog) -> None:
    command = re.compile(r"(?<![\w}])/[a-z_]+")
    entries = [(str(each.id), str(each.string)) for each in chinese if each.id and each.string]
    assert [(one, other) for one, other in entries if set(command.findall(one)) != set(command.findall(other))] == []


def test_nothing_in_the_catalogue_is_doubtful_or_out_of_use(said: list[str], chinese: Catalog) -> None:
    assert [each.id for each in chinese if each.id and each.fuzzy] == []
    assert list(chinese.obsolete) == []
    assert sorted({str(each.id) for each in chinese if each.id} - set(said)) == []


def test_people_can_choose_english_and_chinese() -> None:
    assert languages() == ("en", "zh")


def test_what_is_only_a_frame_for_facts_needs_no_translation() -> None:
    assert not needs_translation("{number} · {country}")
    assert needs_translation("{number} is yours")
    assert needs_translation("{fact}: {value}"), "Chinese has a colon of its own"


CODE = """
from rules.words import line as said, title
from rules.refusal import Refused
said("one {fact}", fact=1)
title("two" if True else "three")
asked.tell("four {fact}", other=1)
Refused(f"five {6}")
line("not ours")
"a title".title()
"""


def test_a_sentence_is_found_however_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "handlers").mkdir()
    (tmp_path / "handlers" / "x.py").write_text(CODE)
    found = sentences(tmp_path)
    assert [(each.line, each.text, set(each.missing)) for each in found] == [
        (4, "one {fact}", set()),
        (5, "two", set()),
        (5, "three", set()),
        (6, "four {fact}", {"fact"}),
        (7, None, set()),
    ]


def test_completing_a_catalogue_keeps_what_is_translated_and_drops_what_nobody_says(tmp_path: Path) -> None:
    before = Catalog(locale="zh")
    before.add("kept", "保留")
    before.add("gone", "没了")
    after = completed(before, ["kept", "100 % new"])
    file = tmp_path / "zh" / "infodesk.po"
    file.parent.mkdir()
    write(after, file)
    again = catalogue_of(file)
    assert {each.id: each.string for each in again if each.id} == {"kept": "保留", "100 % new": ""}
    before_again = file.read_bytes()
    write(completed(again, ["kept", "100 % new"]), file)
    assert file.read_bytes() == before_again, "completing twice changes nothing"
