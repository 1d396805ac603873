"""The press: one warm child, bounded, replaced when it dies, hangs or has drawn its share; no paper harms the next (F35, T20)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from documents.press import Drawing, NotDrawn, Press

PAGE = {"main.typ": "#set page(width: 60pt, height: 40pt)\n#json(bytes(sys.inputs.facts)).word"}
ENDLESS = {"main.typ": "#for i in range(100000) { for j in range(100000) { let x = i * j } }"}
GREEDY = {"main.typ": '#let s = "ab"\n#for i in range(34) { s = s + s }\n#s.len()'}
MANY_PAGES = {"main.typ": "#for i in range(3) [#i #pagebreak()]"}


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press()
    yield made
    made.close()


def word(text: str) -> Drawing:
    return Drawing(PAGE, {"word": text})


def drawn(press: Press, text: str = "hello") -> bytes:
    (paper,) = press.drawn(word(text))
    assert paper.startswith(b"%PDF")
    return paper


def test_a_warm_child_draws_again_and_again(press: Press) -> None:
    first = drawn(press)
    pids = press.pids()
    assert len(pids) == 1
    assert [drawn(press) for _ in range(3)] == [first] * 3
    assert press.pids() == pids


def test_a_child_that_was_killed_while_it_waited_is_replaced(press: Press) -> None:
    drawn(press)
    (pid,) = press.pids()
    os.kill(pid, signal.SIGKILL)
    drawn(press)
    assert press.pids() not in ((pid,), ())


def test_what_takes_too_long_is_ended_and_the_next_is_drawn(press: Press) -> None:
    drawn(press)
    before, began = press.pids(), time.monotonic()
    with pytest.raises(NotDrawn, match="longer than 1 s"):
        press.drawn(Drawing(ENDLESS, {}), seconds=1)
    assert time.monotonic() - began < 10
    drawn(press)
    assert press.pids() != before


def test_what_takes_too_much_memory_harms_only_itself(press: Press) -> None:
    with pytest.raises(NotDrawn):
        press.drawn(Drawing(GREEDY, {}), seconds=20)
    drawn(press)


def test_after_its_share_a_child_makes_room() -> None:
    press = Press(share=2)
    drawn(press)
    (pid,) = press.pids()
    drawn(press)
    assert press.pids() == ()
    drawn(press)
    assert press.pids() != (pid,)
    press.close()


def test_closed_it_leaves_no_child_and_can_be_used_again(press: Press) -> None:
    drawn(press)
    (pid,) = press.pids()
    press.close()
    assert press.pids() == ()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    drawn(press)


def test_many_threads_share_one_child(press: Press) -> None:
    with ThreadPoolExecutor(8) as threads:
        papers = list(threads.map(lambda each: drawn(press, f"paper {each % 4}"), range(24)))
    assert len(set(papers)) == 4
    assert len(press.pids()) == 1


def test_a_picture_for_each_page(press: Press) -> None:
    assert len(press.drawn(Drawing(MANY_PAGES, {}, form="png"))) == 4
    assert len(press.drawn(Drawing(PAGE, {"word": "one"}, form="png"))) == 1


BROKEN = [
    ({"main.typ": "#let x =\n\n#nonsense"}, "main.typ:1:8"),
    ({"main.typ": "fine\n#nonsense"}, "main.typ:2:1"),
    ({"main.typ": '#import "paper.typ": *', "paper.typ": "\n\n#let y = nonsense"}, "paper.typ:3:9"),
    ({"main.typ": '#image("/etc/passwd")'}, "main.typ:1:7"),
    ({"main.typ": '#read("../../etc/passwd")'}, "main.typ:1:6"),
]


@pytest.mark.parametrize(("sources", "where"), BROKEN)
def test_a_fault_says_file_line_and_column(press: Press, sources: dict[str, str], where: str) -> None:
    with pytest.raises(NotDrawn) as no:
        press.drawn(Drawing(sources, {}))
    assert no.value.where == where
    assert str(no.value).startswith(f"{where}: ")


def test_facts_that_no_json_can_hold_whole_are_drawn_all_the_same(press: Press) -> None:
    drawn(press, "\ud800 \x00 \U0001f600")
    drawn(press, "x" * 300_000)
