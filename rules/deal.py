"""What a contract settles, which of it is the company's usual wording, and where a draft departs from it (R161, R164)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rules.order import CLAUSES, Order
from rules.policy import Policy
from rules.trade_paper import MANDATORY, Kind, TradePaper, value_of

USUAL: Mapping[str, str] = {
    "quality_standard": "contract_quality",
    "transport": "contract_transport",
    "insurance": "contract_insurance",
    "inspection_clause": "contract_inspection",
    "breach": "contract_breach",
    "disputes": "contract_disputes",
    "spare_parts": "contract_spare_parts",
}
"""Which field of the policy holds the usual wording of a clause."""
OWN_FORM, CUSTOMERS_FORM = "company standard", "customer's form"
"""Values of template_kind (form B11)."""

TYPED: Mapping[str, str] = {
    "quality": "quality_standard", "quality_standard": "quality_standard", "质量": "quality_standard",
    "质量标准": "quality_standard", "country": "trade_country", "trade_country": "trade_country", "国家": "trade_country",
    "贸易国别": "trade_country", "transport": "transport", "shipping": "transport", "运输": "transport",
    "运输方式": "transport", "insurance": "insurance", "保险": "insurance", "保险条款": "insurance",
    "inspection": "inspection_clause", "quarantine": "inspection_clause", "inspection_clause": "inspection_clause",
    "检验": "inspection_clause", "检验检疫": "inspection_clause", "breach": "breach", "liability": "breach",
    "penalty": "breach", "违约": "breach", "违约责任": "breach", "disputes": "disputes", "dispute": "disputes",
    "arbitration": "disputes", "仲裁": "disputes", "争议": "disputes", "争议解决": "disputes", "spare": "spare_parts",
    "spares": "spare_parts", "spare_parts": "spare_parts", "配件": "spare_parts", "配件额度": "spare_parts",
    "annex": "annexes", "annexes": "annexes", "附件": "annexes",
}  # fmt: skip
"""How people call a clause, and its name in the form."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One point of the checklist: what the paper says of it, and whether it may not be left open."""

    name: str
    text: str
    is_mandatory: bool


@dataclass(frozen=True, slots=True)
class Departure:
    """A clause that is not the company's usual one; `usual` is empty where the company has set none."""

    name: str
    text: str
    usual: str


def with_usual(order: Order, policy: Policy, country: str = "") -> Order:
    """The order with the company's usual clauses where it has none of its own; `country`: the customer's, by name."""
    for name, attribute in USUAL.items():
        if not order.clause(name):
            order = order.with_clause(name, str(getattr(policy, attribute)).strip())
    return order if order.clause("trade_country") else order.with_clause("trade_country", country)


def checklist(paper: TradePaper) -> tuple[Clause, ...]:
    """Everything that a paper of its kind settles, in the order of its form; of a contract the optional clauses, too (R161)."""
    mandatory = MANDATORY[paper.kind]
    names = dict.fromkeys((*mandatory, *(CLAUSES if paper.kind is Kind.CONTRACT else ())))
    return tuple(Clause(each, value_of(paper, each).strip(), each in mandatory) for each in names)


def departures(paper: TradePaper, policy: Policy) -> tuple[Departure, ...]:
    """The clauses of a contract that are not worded as usual, for whoever reviews it (R164). A paper without clauses has none."""
    if paper.kind is not Kind.CONTRACT:
        return ()
    usual = {name: str(getattr(policy, attribute)).strip() for name, attribute in USUAL.items()}
    told = ((name, paper.order.clause(name).strip(), usual[name]) for name in USUAL)
    return tuple(Departure(name, text, usual_one) for name, text, usual_one in told if text != usual_one and usual_one)


def taken_over(paper: TradePaper, order: Order) -> TradePaper:
    """The paper with what the order says now; its clauses and own fields stay as they were written."""
    clauses = tuple(each for each in order.clauses if not paper.order.clause(each[0]))
    kept = replace(order, clauses=(*paper.order.clauses, *clauses), customer_form=paper.order.customer_form)
    return replace(paper, order=kept)


def differs(paper: TradePaper, order: Order) -> bool:
    """Whether the order says something else by now than the paper: goods, prices, terms, marks, requirements."""
    told = paper.order
    return (told.goods, told.marks, told.requirements) != (order.goods, order.marks, order.requirements)


def archived_at(order_by: str, number: str, day: str, grade: str, customer: str) -> str:
    """Where a signed paper lies in the archive: by time (2026-03 / PI-2026-0007) or by class (A / Kunde GmbH / PI-2026-0007)."""
    if order_by == "class":
        return " / ".join((grade or "-", customer or "-", number))
    return f"{day[:7]} / {number}"
