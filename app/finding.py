"""A finding of `infodesk check` and `infodesk init`: how one thing is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.speech import spoken
from mail.findings import Finding as Probed
from rules.words import Line


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing. `mend` says what to do where something is wrong; `hint` what is good to know although all is well."""

    about: str
    says: str
    mend: str = ""
    hint: str = ""

    @property
    def well(self) -> bool:
        return not self.mend

    def lines(self) -> Iterator[str]:
        """As the terminal shows it."""
        yield f"{'ok   ' if self.well else 'WRONG'} {self.about}: {self.says}"
        if self.mend or self.hint:
            yield f"      -> {self.mend or self.hint}"


def from_mail(about: str, probed: Probed) -> Finding:
    """What the mail floor has found, in English."""
    says, advice = english(probed.what), english(probed.mend) if probed.mend else ""
    return Finding(about, says, hint=advice) if probed.works else Finding(about, says, mend=advice)


def english(line: Line) -> str:
    return spoken(line, "en", "UTC")
