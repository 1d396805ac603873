"""`infodesk documents`: which papers there are, and a sample of one as PDF, pictures and workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from documents.catalogue import BY_NAME, DOCUMENTS, LANGUAGES, Document, template_fault
from documents.company import Company, company_of
from documents.press import PRESS, NotDrawn
from documents.printing import as_pdf, as_pictures, as_workbook
from documents.samples import SAMPLE_COMPANY
from documents.speech import spoken
from documents.stationery import Stationery
from rules.refusal import Refused
from storage.database import Database
from storage.policy import policy_at


def listed(stationery: Stationery) -> Iterator[str]:
    """A line for each paper: its name, what it is, and whose template it has."""
    for each in DOCUMENTS:
        whose = f"your own template in {stationery.folder}" if stationery.is_own(each.template) else "our template"
        yield f"{each.name}: {spoken(each.words, 'en', 'UTC')}; {whose}"


def company_in(database: Database | None, now: datetime) -> Company:
    """The company that is set up, or one to show."""
    if database is None:
        return SAMPLE_COMPANY
    with database.reading() as session:
        company = company_of(policy_at(session, now))
    return company if company.called("en") else SAMPLE_COMPANY


def previewed(name: str, out: Path, language: str, stationery: Stationery, company: Company) -> list[Path]:
    """Writes NAME.pdf, NAME-1.png for each page, and NAME.xlsx. Refuses an unknown name and a broken template of one's own."""
    document = BY_NAME.get(name.casefold())
    if document is None:
        raise Refused(
            "I know no paper {name}. There are: {names}.",
            name=name[:60],
            names=", ".join(each.name for each in DOCUMENTS),
        )
    if language not in LANGUAGES:
        raise Refused(
            "Papers are written in {languages}: {example}",
            languages=", ".join(LANGUAGES),
            example=f"infodesk documents preview {document.name} --language en+zh",
        )
    try:
        if fault := template_fault(document, stationery):
            raise Refused("The template is broken, and nothing was written: {fault}", fault=fault)
        files = _files(document, language, stationery, company)
    except NotDrawn as fault:
        raise Refused("It cannot be drawn: {fault}", fault=fault.reason) from fault
    finally:
        PRESS.close()
    out.mkdir(parents=True, exist_ok=True)
    for file_name, content in files.items():
        (out / file_name).write_bytes(content)
    return [out / each for each in files]


def _files(document: Document, language: str, stationery: Stationery, company: Company) -> dict[str, bytes]:
    paper = document.sample_paper(language, company)
    pages = as_pictures(document.template, paper, stationery, _no_pictures).files
    return {
        f"{document.name}.pdf": as_pdf(document.template, paper, stationery, _no_pictures).files[0],
        **{f"{document.name}-{number}.png": page for number, page in enumerate(pages, start=1)},
        f"{document.name}.xlsx": as_workbook(paper, stationery, _no_pictures).files[0],
    }


def _no_pictures(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)
