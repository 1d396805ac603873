"""The papers of a quotation as files that can be attached and shown: by their hash, under the names that customers read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from documents.catalogue import FORMS
from rules.outgoing import StoredFile
from storage.tables.quotes import QuoteVersionRow

PICTURE = "png"
_TYPES = {**FORMS, PICTURE: "image/png"}


def papers_of(version: QuoteVersionRow) -> tuple[StoredFile, ...]:
    """The files of the approved version, the PDF first; none before they are drawn."""
    return as_files(version.papers or ())


def as_files(papers: Iterable[Sequence[object]]) -> tuple[StoredFile, ...]:
    """[form, language, sha256, size, name] each, as it is kept."""
    return tuple(
        StoredFile(str(name), _TYPES[str(form)], int(str(size)), str(sha256), is_picture=form == PICTURE)
        for form, _, sha256, size, name in papers
    )
