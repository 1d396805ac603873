"""What a subject is about: without the signs of answering and forwarding that mail programs put in front of it."""

from __future__ import annotations

import re

_ANSWERS = frozenset(
    """
    re r aw antw antwort sv vs odp odpoved odgovor rv res resp rif ref ynt yan bls bals balas atb va vá απ σχετ
    отв ответ на השב 回复 回覆 答复 答覆 回信 返信 답장 회신
    """.split()
) | {"trả lời", "رد"}
_FORWARDS = frozenset(
    """
    fw fwd wg vl tl hd trl tr enc rm i vb doorst pd forward fyi
    転送 转发 轉寄 轉發 轉送 전달 пер переслано הועבר iletme ilet đt تحويل
    """.split()
) | {"chuyển tiếp", "إعادة توجيه"}
_SIGNS = _ANSWERS | _FORWARDS
_LONGEST = 500
_MARKS = 12
"""So many signs are taken off; nobody answers an answer more often without cutting the subject."""
_LONGEST_MARK = 14
_COUNTED = "0123456789[]()^ "


def base_subject(subject: str) -> str:
    """The subject folded, without "Re:", "回复：", "Re[2]:", "[EXTERNAL]" in front: equal for an answer and the answered."""
    told = " ".join(subject[:_LONGEST].casefold().split())
    for _ in range(_MARKS):
        shorter = _without_mark(told)
        if shorter == told:
            break
        told = shorter
    return told


def is_answer(subject: str) -> bool:
    """Whether a mail program has put its sign of an answer in front already."""
    mark = re.split("[:：]", subject[: _LONGEST_MARK + 1].casefold().strip(), maxsplit=1)
    return len(mark) > 1 and mark[0].strip().rstrip(_COUNTED) in _ANSWERS


def _without_mark(told: str) -> str:
    if told.startswith(("[", "【")):
        end = min((place for place in (told.find("]"), told.find("】")) if place > 0), default=-1)
        return told[end + 1 :].strip() if 0 < end < 40 and end + 1 < len(told.rstrip()) else told
    ends = [place for place in (told.find(":"), told.find("：")) if 0 < place <= _LONGEST_MARK]
    if not ends:
        return told
    mark = told[: min(ends)].strip().rstrip(_COUNTED)
    return told[min(ends) + 1 :].strip() if mark in _SIGNS else told
