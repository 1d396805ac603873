"""The catalogue of papers: a row for each; what prints, previews and checks them asks no more than its row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from documents.company import Company
from documents.paper import Paper
from documents.printing import fault_of
from documents.quotation import Offer, quotation_paper
from documents.samples import SAMPLE_COMPANY, sample_offer
from documents.stationery import Stationery
from documents.trade_catalogue import PAPERS, trade_name
from documents.trade_samples import sample_sheet
from documents.trade_sheet import Sheet
from rules.trade_paper import KIND_WORDS
from rules.words import Line, word

LANGUAGES = ("en", "zh", "en+zh")
FORMS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One kind of paper. `paper` makes its words of the value of type `view`, `file_name` its name without the ending.

    `sample` is such a value in a language and of a company, to look at and to try templates with.
    """

    name: str
    words: Line
    view: type
    paper: Callable[[Any], Paper]
    template: str
    file_name: Callable[[Any], str]
    sample: Callable[[str, Company], Any]

    def sample_paper(self, language: str, company: Company = SAMPLE_COMPANY) -> Paper:
        return self.paper(self.sample(language, company))


def _quotation_name(offer: Offer) -> str:
    return f"Quotation-{offer.number.replace(' ', '-')}"


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="quotation",
        words=word("the quotation for a customer"),
        view=Offer,
        paper=quotation_paper,
        template="quotation",
        file_name=_quotation_name,
        sample=sample_offer,
    ),
    *(
        Document(
            name=str(kind),
            words=KIND_WORDS[kind],
            view=Sheet,
            paper=paper,
            template=str(kind),
            file_name=trade_name,
            sample=sample_sheet(kind),
        )
        for kind, paper in PAPERS
    ),
)
BY_NAME = {each.name: each for each in DOCUMENTS}


def template_fault(document: Document, stationery: Stationery) -> str:
    """Why the company's own template of it cannot be used: tried with the sample in every language. Empty if it can."""
    for language in LANGUAGES:
        if fault := fault_of(document.template, document.sample_paper(language), stationery):
            return fault
    return ""
