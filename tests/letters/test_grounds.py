"""People hear why a letter is of its kind in their own language, not in the reader's phrases."""

from __future__ import annotations

from handlers.grounds import BEGINNINGS, grounds
from mail.read import read_letter
from rules.words import Line
from tests.letters.company import FOLDER, OURS


def test_hardly_a_reason_of_the_corpus_is_without_a_sentence() -> None:
    reasons = {
        each
        for file in (FOLDER / "corpus").rglob("*.eml")
        for each in read_letter(file.read_bytes(), OURS).reasons
        if not each.startswith("says ")
    }
    without = [each for each in sorted(reasons) if grounds([each])[0].sentence == "{verbatim}"]
    assert len(reasons) > 50
    assert len(without) <= len(reasons) // 20, without


def test_a_longer_beginning_stands_before_the_shorter_one_that_it_contains() -> None:
    begins = [each for each, _ in BEGINNINGS]
    hidden = [(a, b) for i, a in enumerate(begins) for b in begins[i + 1 :] if b.startswith(a)]
    assert hidden == []


def test_a_reason_within_a_reason_is_a_sentence_too() -> None:
    (said,) = grounds(["in doubt: it may be advertising: says seo"])
    (rest,) = [fact for _, fact in said.facts]
    assert isinstance(rest, Line)
    assert rest.sentence == "it says “{rest}”"
