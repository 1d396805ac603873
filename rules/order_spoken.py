"""What people type about orders in the works: a stage, a state, a result, a form whose parts are named; English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from rules.order_moves import Stage

S = Stage

STAGES_SPOKEN: Mapping[str, Stage] = {
    "recheck": S.COST_RECHECKED, "rechecked": S.COST_RECHECKED, "核价": S.COST_RECHECKED, "成本复核": S.COST_RECHECKED,
    "coordinated": S.COORDINATED, "coordination": S.COORDINATED, "协调": S.COORDINATED, "已协调": S.COORDINATED,
    "release": S.RELEASED, "released": S.RELEASED, "下达": S.RELEASED, "下单": S.RELEASED, "投产": S.RELEASED,
    "下达生产": S.RELEASED, "下单生产": S.RELEASED, "物料已齐": S.MATERIAL, "成本已复核": S.COST_RECHECKED,
    "material": S.MATERIAL, "materials": S.MATERIAL, "料齐": S.MATERIAL, "备料": S.MATERIAL, "物料": S.MATERIAL,
    "production": S.IN_PRODUCTION, "producing": S.IN_PRODUCTION, "生产": S.IN_PRODUCTION, "生产中": S.IN_PRODUCTION,
    "rework": S.REWORK, "返工": S.REWORK, "整改": S.REWORK,
    "inspected": S.INSPECTED, "inspection": S.INSPECTED, "验货": S.INSPECTED, "已验货": S.INSPECTED,
    "packed": S.PACKED, "packing": S.PACKED, "包装": S.PACKED, "已包装": S.PACKED, "装箱": S.PACKED,
    "shipped": S.SHIPPED, "ship": S.SHIPPED, "发货": S.SHIPPED, "已发货": S.SHIPPED, "出运": S.SHIPPED, "出货": S.SHIPPED,
    "arrived": S.ARRIVED, "arrival": S.ARRIVED, "到货": S.ARRIVED, "已到货": S.ARRIVED,
    "feedback": S.FEEDBACK, "反馈": S.FEEDBACK,
    "closed": S.CLOSED, "close": S.CLOSED, "结案": S.CLOSED, "完成": S.CLOSED, "关闭": S.CLOSED,
}  # fmt: skip
"""How a stage is called besides its own name."""
_DONE_WITH = re.compile(r"^已经?|(?:已?完成|完毕|好了|完了|了)$| done$")
"""What may stand around a stage's name: 已验货了, 备料完成."""

SUBJECTS: Mapping[str, str] = {
    "material": "material", "materials": "material", "物料": "material", "材料": "material", "料": "material",
    "production": "production", "生产": "production", "进度": "production",
    "quality": "quality", "质量": "quality", "品质": "quality",
}  # fmt: skip
"""What the tracker of an order is asked for (form B16)."""
STATES: Mapping[str, str] = {
    "ontime": "on_time", "on_time": "on_time", "on-time": "on_time", "ok": "on_time", "good": "on_time", "准时": "on_time",
    "正常": "on_time", "按时": "on_time", "late": "late", "delayed": "late", "晚": "late", "延迟": "late", "延误": "late",
    "done": "done", "complete": "done", "完成": "done", "齐": "done", "到齐": "done", "bad": "late", "异常": "late",
}  # fmt: skip

SORTS: Mapping[str, str] = {
    "parts": "parts", "part": "parts", "配件": "parts", "零件": "parts", "mid": "mid", "midterm": "mid", "mid-term": "mid",
    "中期": "mid", "中检": "mid", "final": "final", "最终": "final", "尾期": "final", "终检": "final",
    "third": "third_party", "third_party": "third_party", "third-party": "third_party", "sgs": "third_party",
    "第三方": "third_party",
}  # fmt: skip
"""Which inspection it is (form B17)."""
RESULTS: Mapping[str, str] = {
    "passed": "passed", "pass": "passed", "ok": "passed", "合格": "passed", "通过": "passed", "correction": "correction",
    "correct": "correction", "rework": "correction", "整改": "correction", "返工": "correction", "failed": "failed",
    "fail": "failed", "rejected": "failed", "不合格": "failed", "未通过": "failed",
}  # fmt: skip

MEETING_PARTS: Mapping[str, str] = {
    "with": "attendees", "attendees": "attendees", "与会": "attendees", "参加": "attendees", "出席": "attendees",
    "plan": "progress_plan", "进度": "progress_plan", "计划": "progress_plan", "date": "agreed_date",
    "delivery": "agreed_date", "交期": "agreed_date", "日期": "agreed_date", "交货日期": "agreed_date",
    "tech": "tech_confirmed", "technology": "tech_confirmed", "技术": "tech_confirmed", "quality": "quality_confirmed",
    "质量": "quality_confirmed", "品质": "quality_confirmed", "reason": "infeasible_reason", "原因": "infeasible_reason",
    "corrections": "corrections", "correction": "corrections", "指正": "corrections",
}  # fmt: skip
"""How the parts of the minutes are named (form B14)."""
MEETING_MANDATORY = ("attendees", "progress_plan", "agreed_date", "tech_confirmed", "quality_confirmed")
INSPECTION_PARTS: Mapping[str, str] = {
    "sample": "sample_size", "抽检": "sample_size", "抽样": "sample_size", "findings": "findings", "finding": "findings",
    "问题": "findings", "疑问": "findings", "basis": "basis", "依据": "basis", "inspector": "inspector", "by": "inspector",
    "验货人": "inspector", "rework": "rework_to", "整改部门": "rework_to",
}  # fmt: skip


def plain(text: str) -> str:
    """The words with half-width signs and single spaces; a Chinese keyboard writes wide ones."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def stage_in(word: str) -> Stage | None:
    """The stage that somebody names; None for another word."""
    name = plain(word).casefold().strip(" .,。")
    if name in STAGES_SPOKEN:
        return STAGES_SPOKEN[name]
    bare = _DONE_WITH.sub("", name)
    if bare != name and bare in STAGES_SPOKEN:
        return STAGES_SPOKEN[bare]
    alike = name.replace(" ", "_").replace("-", "_")
    return Stage(alike) if alike in set(Stage) else None


def divided(text: str, names: Mapping[str, str], *, first: str = "") -> dict[str, str]:
    """The named parts of a form in one line: "with Lee, Wang; plan material by May; tech Lee".

    Parts are divided by ; or by the next name; a name counts at the beginning of a part, or where `:` follows it. What
    stands before the first name belongs to `first`.
    """
    found: dict[str, str] = {}
    for piece in re.split(r"[;；\n]+", text):
        words = plain(piece)
        if not words:
            continue
        name, rest = _named(words, names)
        key = name or first
        if key and rest:
            found[key] = f"{found[key]}, {rest}" if key in found and not name else rest
    return found


def _named(words: str, names: Mapping[str, str]) -> tuple[str, str]:
    """The part that the words are, and what they say of it."""
    found = re.match(r"([^\s:,，]+)\s*[:\s]\s*(.*)", words, re.DOTALL)
    if found and found[1].casefold() in names:
        return names[found[1].casefold()], found[2].strip()
    for name in sorted(names, key=len, reverse=True):
        if not name.isascii() and words.startswith(name):
            return names[name], words[len(name) :].strip(" :")
    return "", words


def told_inline(text: str, names: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The words before the first name, and what stands behind each: "passed sample 50 findings two scratches"."""
    rest = plain(text)
    spelled = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    marks = [each for each in re.finditer(rf"(?:(?<=\s)|(?<=[;,，])|^)({spelled})(?:\s*:|\b|(?=\s|\d))", rest, re.I)]
    found: dict[str, str] = {}
    for number, mark in enumerate(marks):
        key = names[mark[1].casefold()]
        end = marks[number + 1].start() if number + 1 < len(marks) else len(rest)
        if key == "findings":  # whatever follows belongs to it
            found[key] = rest[mark.end() :].strip(" :;,")
            break
        found.setdefault(key, rest[mark.end() : end].strip(" :;,"))
    return (rest[: marks[0].start()] if marks else rest).strip(" ;,"), {
        key: value for key, value in found.items() if value
    }
