"""`infodesk check`, papers: whether they can be drawn, in which scripts, and whether the company's templates hold."""

from __future__ import annotations

import time
from collections.abc import Iterable

from app.finding import Finding
from documents.catalogue import DOCUMENTS, template_fault
from documents.fonts import missing_scripts
from documents.press import PRESS, NotDrawn
from documents.printing import as_pdf
from documents.stationery import Stationery


def papers_found(stationery: Stationery) -> Iterable[Finding]:
    """Draws a sample of each paper, with the company's own template where there is one."""
    yield _scripts_found(stationery)
    try:
        for document in DOCUMENTS:
            began = time.monotonic()
            if fault := template_fault(document, stationery):
                yield Finding(
                    "papers", f"your template is not used: {fault}", "mend it, then: infodesk documents preview"
                )
                continue
            try:
                printed = as_pdf(document.template, document.sample_paper("en+zh"), stationery, _no_pictures)
            except NotDrawn as fault_in_ours:
                yield Finding(
                    "papers", f"{document.name} cannot be drawn: {fault_in_ours.reason}", "install infodesk anew"
                )
                continue
            whose = "with your template" if stationery.is_own(document.template) else "with our template"
            also = " and your logo" if stationery.logo else ""
            seconds = time.monotonic() - began
            yield Finding(
                "papers", f"{document.name} is drawn {whose}{also}: {len(printed.files[0]):,} octets, {seconds:.1f} s"
            )
    finally:
        PRESS.close()


def _scripts_found(stationery: Stationery) -> Finding:
    missing = missing_scripts(stationery.fonts)
    if not missing:
        return Finding("papers", "fonts for every script that customers write in")
    return Finding(
        "papers", f"no fonts for {', '.join(missing)}: such letters become ?", "apt-get install fonts-noto-core"
    )


def _no_pictures(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)
