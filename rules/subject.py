"""What a subject is about: without the signs of answering and forwarding that mail programs put in front of it."""

from __future__ import annotations

_ANSWERED = frozenset(
    """
    re r aw antw antwort sv vs vl odp odpoved odgovor rv res resp rif ref ynt yan bls bals balas tl hd trl atb va vá απ σχετ
    отв ответ на رد הועבר השב 回复 回覆 答复 答覆 回信 返信 답장 회신 fw fwd wg tr enc rm rv i vb doorst pd forward fyi
    転送 转发 轉寄 轉發 轉送 전달 пер переслано iletme ilet đt تحويل
    """.split()
) | {"trả lời", "chuyển tiếp", "إعادة توجيه"}
_LONGEST = 500
_MARKS = 12
"""So many signs are taken off; nobody answers an answer more often without cutting the subject."""
_LONGEST_MARK = 14


def base_subject(subject: str) -> str:
    """The subject folded, without "Re:", "回复：", "Re[2]:", "[EXTERNAL]" in front: equal for an answer and the answered."""
    told = " ".join(subject[:_LONGEST].casefold().split())
    for _ in range(_MARKS):
        shorter = _without_mark(told)
        if shorter == told:
            break
        told = shorter
    return told


def _without_mark(told: str) -> str:
    if told.startswith(("[", "【")):
        end = min((place for place in (told.find("]"), told.find("】")) if place > 0), default=-1)
        return told[end + 1 :].strip() if 0 < end < 40 and end + 1 < len(told.rstrip()) else told
    ends = [place for place in (told.find(":"), told.find("：")) if 0 < place <= _LONGEST_MARK]
    if not ends:
        return told
    mark = told[: min(ends)].strip().rstrip("0123456789[]()^ ")
    return told[min(ends) + 1 :].strip() if mark in _ANSWERED else told
