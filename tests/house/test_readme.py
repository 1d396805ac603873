"""What people read about the desk agrees with the desk: the lists, the files that are named, the commands of make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.cli import EXAMPLES
from app.contents_list import LISTS, with_lists
from handlers.contents import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    each.relative_to(ROOT).as_posix()
    for each in (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"))
)
_LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
_MAKE = re.compile(r"(?:^|`)make ([a-z]+)\b", re.MULTILINE)
_INFODESK = re.compile(r"`(?:\S*/)?infodesk ([a-z]+)")
_CHAT = re.compile(r"(?:`|^Ana +|^Bob +)(/[a-z_]+)(?=[ `\n])", re.MULTILINE)
AT_BOTFATHER = {"/newbot", "/setprivacy"}
_PATH = re.compile(r"`((?:app|bot|mail|handlers|storage|documents|rules|templates|tests|docs|bench)/[\w/.-]+)`")


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", LISTS)
def test_a_list_made_from_the_code_is_up_to_date(file: str) -> None:
    assert text_of(file) == with_lists(file, text_of(file)), "run: python -m app.contents_list"


def test_an_old_list_is_noticed() -> None:
    text = text_of("README.md")
    assert with_lists("README.md", text.replace("| `/why` |", "| `/whither` |")) == text
    with pytest.raises(ValueError, match="no place for the list"):
        with_lists("README.md", "nothing")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    here = (ROOT / page).parent
    missing = [each for each in _LINK.findall(text_of(page)) if not (here / each).exists()]
    missing += [each for each in _PATH.findall(text_of(page)) if not (ROOT / each).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_names_works(page: str) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    names = {each.name for each in COMMANDS}
    assert set(_MAKE.findall(text)) <= targets
    assert set(_INFODESK.findall(text)) <= set(EXAMPLES)
    assert set(_CHAT.findall(text)) <= names | AT_BOTFATHER


@pytest.mark.parametrize("page", PAGES)
def test_no_line_of_a_page_is_left_unfinished(page: str) -> None:
    assert not re.search(r"\b(TODO|TBD|FIXME|XXX|lorem)\b", text_of(page))
