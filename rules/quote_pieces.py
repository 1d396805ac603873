"""A message cut into its pieces: lines, what stands between semicolons, and of labelled texts each label's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rules.quote_labels import LABELS, LINE_LABELS, alternatives, narrow
from rules.quote_numbers import figures, has_figures
from rules.quote_terms import TERM_NAMES
from rules.refusal import Refused


def _named_groups(labels: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{name}>{alternatives(names)})" for name, names in labels.items())


LINE_LABELLED = re.compile(
    rf"^(?:{_named_groups(LINE_LABELS)})(?:(?![A-Za-z])|$)\s*[:=]?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
LABELLED = re.compile(
    rf"^(?:{_named_groups(LABELS)})(?:(?![A-Za-z])|$)\s*[:=]?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_LATIN = "|".join(
    sorted(
        (re.escape(each) for names in LABELS.values() for each in names.split("|") if each.isascii()),
        key=len,
        reverse=True,
    )
)
_CHINESE = "|".join(
    sorted(
        (each for names in LABELS.values() for each in names.split("|") if not each.isascii()), key=len, reverse=True
    )
)
_NEXT_LABEL = re.compile(
    rf"(?:(?<=[,，。、|])|(?<=[.]\s))\s*(?!incoterms?\W*2020\W*$)(?=(?:{_LATIN})\b(?!\s*(?:of|is|are)\b))|[\s,，。、|]+(?=(?:{_CHINESE}))|[,，。、|]\s*(?=(?:{TERM_NAMES})\s+[A-Z])",
    re.IGNORECASE,
)
LONGEST_ROW = 4_000
"""Characters of a line; a longer one is not looked into."""
_ONE = re.compile(
    rf"(?:{alternatives('|'.join((LABELS['remarks'], LABELS['reason'], LABELS['assumptions'], LABELS['address'])))})(?![A-Za-z])",
    re.IGNORECASE,
)
"""What takes the rest of its line, whatever stands in it."""


def pieces(text: str) -> Iterator[str]:
    """Lines, what stands between semicolons, and of labelled texts each label's own."""
    for row in re.split(r"[\n\r;；]+", text):
        row = row.replace("\t", " ").strip()
        if len(row) > LONGEST_ROW or (row and _ONE.match(narrow(row))):
            yield row
        elif row:
            yield from _several(row)


def _several(row: str) -> Iterator[str]:
    cuts = [each.start() for each in _NEXT_LABEL.finditer(narrow(row))]
    starts = [0, *cuts]
    for start, end in zip(starts, [*cuts, len(row)], strict=True):
        piece = row[start:end].strip(" ,，。、|")
        if not piece:
            continue
        cut = re.split(r"\s*[,，、]\s+|\s*[，、]\s*|,\s+", piece)
        if (
            len(cut) > 1
            and not LABELLED.match(narrow(piece))
            and sum(has_figures(narrow(each)) and _is_named(each) for each in cut) > 1
        ):
            yield from cut
        else:
            yield piece


def _is_named(text: str) -> bool:
    try:
        return bool(figures(narrow(text)).rest)
    except Refused:
        return True
