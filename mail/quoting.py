"""Lines into own words and quoted ones: attributions, heads, dividers, marks. One pass, linear (T22)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mail.attribution import ALONE, attribution_ending, with_words_behind, words_before
from mail.quoted_head import begins_with_label, block_at, field_of, first_block, lotus_head, one_line_head
from mail.quoting_words import ABOVE_THIS_LINE, END_MARK, FORWARD_SIGN, FORWARDED, ORIGINAL

MOST_LINES = 8_000
"""Lines that are looked at; what is below them belongs to what the last of them belongs to."""
_MOST_TRIES = 300
"""Lines that may begin a quoted head or end an attribution and are looked at; more only a hostile text has."""
_MARKS = ">＞|»"
OWN, QUOTED, SIGNED = 0, 1, 2
_DASHES = "-_=—–―‐*~#＝－─━"
_RULED = _DASHES + " \t"
_DIVIDER = re.compile(
    rf"^[\s>*|]*[{re.escape(_DASHES)}]{{1,}}[\s*]*(?P<words>{ORIGINAL}|{FORWARDED})(?P<more>[^\n]{{0,400}})$",
    re.IGNORECASE,
)
_BARE_FORWARDED = re.compile(rf"^[\s*]*(?:{FORWARDED})[^\n:：]{{0,40}}[:：]?[\s*]*$", re.IGNORECASE)
_BARE_ORIGINAL = re.compile(rf"^[\s*]*(?:{ORIGINAL})\s?[:：]?[\s*]*$", re.IGNORECASE)
_IS_FORWARD = re.compile(FORWARD_SIGN, re.IGNORECASE)
_ABOVE = re.compile(ABOVE_THIS_LINE, re.IGNORECASE)
_SAYS_ABOVE = (
    *(
        "above",
        "below",
        "oberhalb",
        "über diese",
        "dessus",
        "encima",
        "arriba",
        "acima",
        "sopra",
        "boven",
        "ovenfor",
        "ovanför",
    ),
    *("выше", "powyżej", "上方", "以上", "上面", "上に", "위에"),
)
_LOTUS_SUBJECT = ("\nsubject", "\nthema", "\nobjet", "\nasunto", "\noggetto", "\nonderwerp", "\nassunto", "\nämne")
_END = re.compile(rf"^\s*[{re.escape(_DASHES)}]{{2,}}\s*(?:{END_MARK})$", re.IGNORECASE)
_DASHED_WORDS = re.compile(rf"^[\s*]*[{re.escape(_DASHES)}]{{3,}}[^\n]{{2,60}}[{re.escape(_DASHES)}]{{3,}}\s*$")
_NUMBER_FIRST = re.compile(r"^\s*>\s?=?\s?(?:[$€£¥]\s?)?\d[\d.,]*\s*(?:[^\W\d_°%\"]|[%°\"])")
_GROUPWISE = re.compile(r"^>>> [^>]{2,120}(?:<[^<>]{3,120}>)?[^>]{0,60}\d[^>]{0,40}>>>\s*$")
_INITIALS = re.compile(r"^\s{0,5}[A-Za-z]{1,9}>+(?:\s|$)")
_SAID_ONLY = re.compile(r"(?i)^\s*(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|写道|寫道)[\s:：-]*$")


@dataclass(slots=True)
class Sorting:
    """Lines on their way into segments of own words, with quoted ones between."""

    text: str
    lines: list[str]
    marks: list[int]
    segments: list[list[str]] = field(default_factory=lambda: [[]])
    quoted: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    forward: bool = False
    introduced: bool = False
    sure: bool = True
    tries: int = _MOST_TRIES
    floor: int = 0
    above: bool = False
    lotus: bool = False

    def run(self) -> None:
        lower = self.text.lower()
        self.above = any(each in lower for each in _SAYS_ABOVE)
        self.lotus = any(each in lower for each in _LOTUS_SUBJECT)
        at, last = 0, min(len(self.lines), MOST_LINES)
        while at < last:
            each = self.lines[at]
            first = each.lstrip()[:1]
            mark = self.marks[at] if self.marks else OWN
            if mark == QUOTED:
                at = self._hold(at, at + 1)
            elif mark == SIGNED:
                self.signed.append(each)
                at += 1
            elif not first:
                self.segments[-1].append(each)
                at += 1
            elif first == ">" and _GROUPWISE.match(each[:300]):
                at = self._rest_from(at, at + 1, False)
            elif first in _MARKS or (first.isalpha() and ">" in each[:16]):
                at = self._run_of_marks(at, last)
            else:
                at = self._line(at, each, first)
        self._beyond(last)

    def _line(self, at: int, each: str, first: str) -> int:
        """The line after what begins here; the first that knows it says so."""
        if self.tries > 0:
            for look in (self._divided, self._announcing, self._attributing, self._headed, self._below_mark):
                after = look(at, each, first)
                if after:
                    return after
        self.segments[-1].append(each)
        return at + 1

    def _divided(self, at: int, each: str, first: str) -> int:
        """-----Original Message-----, or the double rule below a quotation of the old Foxmail."""
        if first not in _DASHES:
            return 0
        if not each.strip(_RULED):
            return self._hold(at, at + 1) if first == "=" and self.introduced and len(each.strip()) > 8 else 0
        self.tries -= 1
        found = _DIVIDER.match(each[:480])
        if found is None or not _divides(found):
            return 0
        return self._rest_from(at, at + 1, bool(_IS_FORWARD.search(each[:200])))

    def _announcing(self, at: int, each: str, first: str) -> int:
        """Begin forwarded message: above a head."""
        if len(each) >= 90 or not (first.isalpha() or first == "*") or not self._may_announce(at, each):
            return 0
        self.tries -= 1
        if not self._announced(at, each):
            return 0
        return self._rest_from(at, at + 1, bool(_IS_FORWARD.search(each)) and not _BARE_ORIGINAL.match(each))

    def _attributing(self, at: int, each: str, first: str) -> int:
        """On 3 March Eva wrote:"""
        if _may_end(each):
            self.tries -= 1
            start, sure = attribution_ending(self.lines, at, self.floor)
            marked = bool(sure) and self._mark_follows(at + 1)
            if marked or sure == ALONE:
                return self._attributed(start, at + 1, marked)
        if ">" in each and each.count(" ") > 6 and ": " in each and with_words_behind(each):
            self.sure = False
            return self._hold(at, self._end_of_rest(at + 1))
        return 0

    def _headed(self, at: int, each: str, first: str) -> int:
        """From, Sent, To, Subject; or the head of Lotus Notes."""
        if (":" in each[:44] or "：" in each[:44]) and field_of(each)[0]:
            self.tries -= 1
            block = block_at(self.lines, at)
            if block or one_line_head(each):
                self._rule_off()
                return self._rest_from(at, block.after if block else at + 1, False)
        if self.lotus and ("@" in each or "/" in each):
            self.tries -= 1
            after = lotus_head(self.lines, at)
            if after > 0:
                return self._rest_from(at, after, False)
        return 0

    def _below_mark(self, at: int, each: str, first: str) -> int:
        """A helpdesk's line: please reply above this line."""
        if not self.above or len(each) >= 240 or not any(one in each.lower() for one in _SAYS_ABOVE):
            return 0
        self.tries -= 1
        if not _ABOVE.search(each) or not self._anything():
            return 0
        self.sure = False
        self._rule_off()
        return self._hold(at, self._end_of_rest(at))

    def _may_announce(self, at: int, each: str) -> bool:
        """Whether a line may announce a letter: it ends with a colon, or a label stands on one of the next two."""
        bare = each.rstrip(" *")
        if bare[-1:] in ":：":
            return True
        return ":" not in bare and any(
            (":" in one or "：" in one) and bool(field_of(one)[0]) for one in self.lines[at + 1 : at + 3]
        )

    def _announced(self, at: int, each: str) -> bool:
        """A line of words only that announces a forwarded or original letter, above its head."""
        if _BARE_FORWARDED.match(each):
            return each.rstrip(" *").endswith((":", "：")) or self._head_follows(at + 1)
        return bool(_BARE_ORIGINAL.match(each)) and self._head_follows(at + 1)

    def _head_follows(self, at: int) -> bool:
        following = next(
            (number for number in range(at, min(at + 4, len(self.lines))) if self.lines[number].strip()), -1
        )
        return following > 0 and block_at(self.lines, following) is not None

    def _attributed(self, start: int, after: int, marked: bool) -> int:
        """An attribution: its lines, and all below it where no marks show how far the quotation goes."""
        taken = self.segments[-1][len(self.segments[-1]) - (after - 1 - start) :] if after - 1 > start else []
        if taken:
            del self.segments[-1][-len(taken) :]
        before = words_before(self.lines[start])
        if before:
            self.segments[-1].append(before)
        self._rule_off()
        self.quoted += taken
        self.introduced = self.introduced or marked
        if marked or not any(each.strip() for each in self.lines[after : after + 200]):
            return self._hold(after - 1, after)
        self.sure = False
        return self._hold(after - 1, self._end_of_rest(after))

    def _rest_from(self, at: int, after: int, forward: bool) -> int:
        """A divider or a head: with it goes the rest, or its own lines where the quotation below is marked line by line."""
        marked = next(
            (number for number in range(after, min(after + 14, len(self.lines))) if not self._of_head(number)), after
        )
        if self._mark_follows(marked):
            self.introduced = True
            return self._hold(at, marked)
        self.forward = forward or (not self._anything() and first_block(self.lines[at : at + 24]) is not None)
        self.sure = self._anything() and self.sure
        return self._hold(at, self._end_of_rest(after))

    def _of_head(self, number: int) -> bool:
        """Whether a line below a divider still belongs to a head: empty, or with a label; no marked one."""
        each = self.lines[number]
        bare = each.lstrip()
        return not bare or (
            bare[0] not in _MARKS and not (self.marks and self.marks[number]) and begins_with_label(each)
        )

    def _end_of_rest(self, after: int) -> int:
        """The end of all; or the line after one that says: end of the original message."""
        for number in range(after, len(self.lines)):
            each = self.lines[number]
            if each[:1] in _DASHES and each[:1] and len(each) < 120 and _END.match(each):
                self._hold(number, number)
                return number + 1
        return len(self.lines)

    def _hold(self, at: int, after: int) -> int:
        self.quoted += self.lines[at:after]
        self.floor = after
        if any(each.strip() for each in self.segments[-1]):
            self.segments.append([])
        return after

    def _run_of_marks(self, at: int, last: int) -> int:
        """Lines that begin with a mark: quoted, but for tables and for conditions as "> 1000 pcs: USD 3"."""
        first = self.lines[at].lstrip()[:1]
        kind = first if first in _MARKS else "initials"
        after = at
        while after < last and _bears(self.lines[after], kind) and not (self.marks and self.marks[after]):
            after += 1
        if after == at:
            return self._line(at, self.lines[at], first)
        run = self.lines[at:after]
        if not self._is_quotation(run, kind):
            self.segments[-1] += run
            return after
        if field_of(run[0])[0]:
            self._rule_off()
        if kind == ">" and after + 1 < last and _torn_off(run[-1], self.lines[after], self.lines[after + 1]):
            after += 1
        return self._hold(at, after)

    def _is_quotation(self, run: list[str], kind: str) -> bool:
        known = self.introduced
        if kind in ">＞":
            return known or not all(_NUMBER_FIRST.match(each[:60]) for each in run)
        if kind == "|":
            table = any("|" in each.strip().strip("|")[:400] for each in run) or all(
                each.rstrip().endswith("|") for each in run
            )
            return not table and (known or len(run) > 1)
        if kind == "»":
            return not any("«" in each for each in run) and (known or len(run) > 1)
        return known or len(run) > 1

    def _mark_follows(self, after: int) -> bool:
        for number in range(after, min(after + 6, len(self.lines))):
            each = self.lines[number]
            if self.marks and self.marks[number] == QUOTED:
                return True
            if each.strip():
                first = each.lstrip()[:1]
                return (
                    first in ">＞»" or (first == "|" and "|" not in each.strip()[1:200]) or bool(_INITIALS.match(each))
                )
        return False

    def _rule_off(self) -> None:
        """The rule above a quoted head belongs to it: ________ of Outlook, ---- words ---- of others."""
        own = self.segments[-1]
        last = len(own)
        while last and not own[last - 1].strip():
            last -= 1
        if not last:
            return
        each = own[last - 1].strip()
        if len(each) >= 5 and (not each.strip(_RULED) or (len(each) < 120 and _DASHED_WORDS.match(each))):
            self.quoted += own[last - 1 :]
            del own[last - 1 :]

    def _anything(self) -> bool:
        return any(each.strip() for segment in self.segments for each in segment)

    def _beyond(self, last: int) -> None:
        rest = self.lines[last:]
        if rest:
            (self.segments[-1] if self.segments[-1] else self.quoted).extend(rest)


def _divides(found: re.Match[str]) -> bool:
    """A divider ends in dashes, or says by whom and when, or is followed by its head on the same line."""
    words, more = found["words"].casefold(), found["more"].strip(" \t*:：")
    if words == "original" and not more.startswith(("---", "___")):
        return False
    return (
        not more
        or more[-1] in _DASHES
        or bool(field_of(more)[0])
        or (len(more) < 60 and bool(_IS_FORWARD.search(words)) and "@" in more)
    )


def _may_end(each: str) -> bool:
    """Whether a line can be the last of an attribution; asked of every line, so it is quick."""
    tail = each.rstrip(" \t*_\u3000")[-1:]
    if len(each) <= 16:
        return tail in ":：" or bool(_SAID_ONLY.match(each))
    return (
        tail in ":："
        or (tail in ">-=." and ("@" in each or "写道" in each or each.lstrip()[:2] in ("==", "--")))
        or ("@" in each and tail.isalpha())
        or (tail in "道글성" and any(one in each for one in ("写道", "寫道", "작성", "쓴 글")))
    )


def _bears(each: str, kind: str) -> bool:
    if kind == "initials":
        return bool(_INITIALS.match(each[:20]))
    bare = each.lstrip()
    return bare[:1] == kind and (kind in ">＞" or bare[1:2] in " |\t" or len(bare) == 1)


def _torn_off(above: str, each: str, below: str) -> bool:
    """The end of a quoted line that a program has broken off: one or two small words between long quoted lines."""
    return (
        len(above) >= 66
        and below.lstrip().startswith(">")
        and 0 < len(each.strip()) <= 24
        and len(each.split()) <= 3
        and each[0].islower()
        and above.rstrip()[-1] not in ".!?:;。？！"
    )
