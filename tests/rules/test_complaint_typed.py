"""What people type about complaints, revisits and surveys, as tables; and every move of a complaint (M7)."""

from __future__ import annotations

import pytest

from rules.complaint_moves import MOVES, STATE_WORDS, ComplaintEvent, ComplaintState, after
from rules.complaint_typed import Revisit, revisit, scores, verb_of
from rules.refusal import Refused

S, E = ComplaintState, ComplaintEvent


@pytest.mark.parametrize(
    ("text", "verb", "rest"),
    [
        ("cause wrong chip batch", "cause", "wrong chip batch"),
        ("原因 芯片批次错误", "cause", "芯片批次错误"),
        ("Measure: 20 new lamps", "measure", "20 new lamps"),
        ("responsible Bob", "responsible", "Bob"),
        ("told", "told", ""),
        ("prevention incoming test of each reel", "prevention", "incoming test of each reel"),
        ("the lamps flicker", "", "lamps flicker"),
    ],
)
def test_a_step_is_named_by_its_first_word(text: str, verb: str, rest: str) -> None:
    assert verb_of(text) == (verb, rest)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "call satisfied 5; use daily; needs 50 more lamps; problems none; next quote in May",
            Revisit("call", 5, "daily", "50 more lamps", "none", "quote in May"),
        ),
        (
            "电话 满意度4；使用 正常；新需求 灯带；问题 无；下一步 报价",
            Revisit("call", 4, "正常", "灯带", "无", "报价"),
        ),
        ("visit, all works well", Revisit("visit", None, "all works well")),
        ("satisfaction 3/5", Revisit("call", 3)),
        ("useful lamps, they say", Revisit("call", None, "useful lamps, they say")),
        ("use fine; they want it in red", Revisit("call", None, "fine", problems="they want it in red")),
    ],
)
def test_a_revisit_is_read_from_one_line(text: str, told: Revisit) -> None:
    assert revisit(text) == told


@pytest.mark.parametrize("text", ["satisfied 0", "call satisfied 6", "满意度9"])
def test_a_satisfaction_is_one_to_five(text: str) -> None:
    with pytest.raises(Refused):
        revisit(text)


@pytest.mark.parametrize(
    ("text", "told", "rest"),
    [
        ("5 4 4 5 more colours please", [5, 4, 4, 5], "more colours please"),
        ("5/4/3/2", [5, 4, 3, 2], ""),
        ("5，4，3，1；快一点", [5, 4, 3, 1], "快一点"),
    ],
)
def test_scores_are_four_numbers_and_words(text: str, told: list[int], rest: str) -> None:
    found, words = scores(text)
    assert (list(found.values()), words) == (told, rest)


@pytest.mark.parametrize("text", ["5 4 4", "5 4 4 6", "0 1 1 1", "all fine", "55 4 4 4", "5 4 4 45"])
def test_what_is_no_four_scores_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        scores(text)


def test_a_complaint_goes_its_whole_way_and_may_come_again() -> None:
    state: str = S.RECEIVED
    for event in (E.RECORDED, E.NAMED, E.CAUSE, E.MEASURE, E.TOLD, E.CLOSED, E.REOPENED, E.NAMED):
        state = after(state, event)
    assert state == S.INVESTIGATING


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("event", list(E))
def test_what_the_table_does_not_know_is_refused(state: ComplaintState, event: ComplaintEvent) -> None:
    if (state, event) in MOVES:
        assert after(state, event) in STATE_WORDS
    else:
        with pytest.raises(Refused):
            after(state, event)
