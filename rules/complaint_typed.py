"""What people type about a complaint, a revisit, a survey: steps with their words, satisfaction, scores (M7, B22-B24)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rules.refusal import Refused

VERBS: Mapping[str, str] = {
    **dict.fromkeys(("responsible", "who", "名", "负责人", "负责"), "responsible"),
    **dict.fromkeys(("cause", "because", "原因"), "cause"),
    **dict.fromkeys(("measure", "measures", "action", "措施", "处理"), "measure"),
    **dict.fromkeys(("told", "result", "结果", "已告知", "告知"), "told"),
    **dict.fromkeys(("prevention", "prevent", "预防"), "prevention"),
    **dict.fromkeys(("reopen", "again", "重开", "重新打开"), "reopen"),
    **dict.fromkeys(("order", "订单"), "order"),
    **dict.fromkeys(("withdraw", "mistake", "误报", "撤销"), "withdraw"),
}
"""Words that stand first behind a complaint's number."""

SUBJECTS = ("quality", "service", "logistics", "aftersales")
"""What a survey asks, 1 to 5 each (R250)."""
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("call", "phone", "telephone", "电话", "打电话"), "call"),
    **dict.fromkeys(("mail", "email", "e-mail", "邮件"), "mail"),
    **dict.fromkeys(("visit", "visited", "拜访", "上门", "走访"), "visit"),
}
_PARTS: Mapping[str, str] = {
    **dict.fromkeys(("use", "usage", "product use", "使用", "使用情况"), "product_use"),
    **dict.fromkeys(("need", "needs", "new needs", "新需求", "需求"), "new_needs"),
    **dict.fromkeys(("problem", "problems", "问题"), "problems"),
    **dict.fromkeys(("next", "next step", "下一步"), "next_step"),
}
_SATISFIED = re.compile(
    r"(?:satisfied|satisfaction|satisfies|满意度|满意)\s*[:：]?\s*(\d)(?:\s*/\s*5)?\b", re.IGNORECASE
)
_SCORES = re.compile(r"\s*([0-9])[\s,/;、，]+([0-9])[\s,/;、，]+([0-9])[\s,/;、，]+([0-9])(?![0-9])\s*[.,;:，；]?\s*")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Revisit:
    """What was said at a revisit (form B24). `satisfaction` 1 to 5, None where nobody said."""

    kind: str = "call"
    satisfaction: int | None = None
    product_use: str = ""
    new_needs: str = ""
    problems: str = ""
    next_step: str = ""


def verb_of(text: str) -> tuple[str, str]:
    """The step that is meant and the words behind it; an empty step where the first word is none."""
    first, _, rest = text.strip().partition(" ")
    return VERBS.get(first.casefold().strip(":："), ""), rest.strip()


def revisit(text: str) -> Revisit:
    """`call satisfied 5; use daily; needs 50 more lamps; problems none; next quote in May`. Words without a name are the use.

    Refuses a satisfaction that is not 1 to 5.
    """
    told: dict[str, str | int | None] = {}
    rest = []
    words = text.strip()
    first, _, behind = words.partition(" ")
    if kind := KINDS.get(first.casefold().strip(",:：，")):
        told["kind"], words = kind, behind
    for piece in re.split(r"[;；\n]", words):
        said = _SATISFIED.search(piece)
        if said is not None:
            told["satisfaction"] = score(said[1])
            piece = (piece[: said.start()] + piece[said.end() :]).strip(" ,，")
        name, value = _named(piece.strip())
        if name:
            told[name] = value[:LONGEST]
        elif piece.strip():
            rest.append(piece.strip())
    if rest and "product_use" not in told:
        told["product_use"] = "; ".join(rest)[:LONGEST]
    elif rest:
        told["problems"] = "; ".join([str(told.get("problems", "")), *rest]).strip("; ")[:LONGEST]
    return Revisit(**told)  # type: ignore[arg-type]


def score(text: str) -> int:
    """1 to 5; refuses every other number."""
    number = int(text)
    if not 1 <= number <= 5:
        raise Refused("Scores go from 1 (bad) to 5 (very good), not {number}.", number=number)
    return number


def scores(text: str) -> tuple[dict[str, int], str]:
    """`5 4 4 5 more colours please`: the four scores by subject, and what else was said. Refuses fewer, and other numbers."""
    found = _SCORES.match(text)
    if found is None:
        raise Refused(
            "Write the four scores from 1 to 5: quality, service, logistics, after-sales, like {example}.",
            example="/survey 17 5 4 4 5 more colours please",
        )
    return {name: score(each) for name, each in zip(SUBJECTS, found.groups(), strict=True)}, text[found.end() :].strip()


def _named(piece: str) -> tuple[str, str]:
    for name in sorted(_PARTS, key=len, reverse=True):
        if piece.casefold().startswith(name):
            behind = piece[len(name) :]
            if not behind or not behind[0].isalnum() or not name.isascii():
                return _PARTS[name], behind.strip(" :：=")
    return "", ""
