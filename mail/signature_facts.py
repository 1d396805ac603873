"""What signature, words and addresses say of the customer: person, company, telephone, website, country, each with evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mail.companies import company_in, company_said, has_legal_form, person_and_company
from mail.countries import (
    Telephone,
    country_named,
    country_of_address,
    country_of_domain,
    country_of_language,
    country_of_name,
    country_of_provider,
    international,
    telephone,
)
from mail.fresh import Cut
from mail.labelled import slot_of
from mail.languages import language_of
from mail.relays import is_relay
from rules.address import PLATFORMS, company_domain, domain_of, is_free_mail, registrable
from rules.letter import Buyer, Ours

GUESS = " (a guess)"
"""How evidence ends that is no word of the customer's own."""
_WEB = re.compile(r"(?i)(?<![@\w.-])(?:https?://)?((?:www\.)?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})(?![\w@])")
_WEB_ENDINGS = frozenset(
    """
    com net org biz info example test de cn es fr it pl nl ru eu uk jp kr br mx tr in ae sa eg za pt ch at be cz se no dk fi
    gr ro hu ua vn th id my sg au ca us cl ar pe co ie il tw hk nz bg hr rs si sk lt lv ee ma tn dz ke ng gh pk bd lk ph io
    """.split()
)
_PERSON = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof|Ing|Dipl\.-Ing|Herr|Frau|Sr|Sra|Sig|M|Mme|"
    r"Eng)\.?\s)?[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω][\w'’.-]*(?:\s(?:de|da|del|dos|di|la|van|von|der|den|bin|bint|al|el|"
    r"[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω])[\w'’.-]*){1,3}$"
)
_HAN_PERSON = re.compile(
    r"^(?:[王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鐘谭譚陆陸汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严][\u4e00-\u9fff]{1,2})(?:先生|"
    r""
    r"女士|小姐)?$"
)
_ROLE = re.compile(
    r"(?i)(?:the\s)?(?:sales|purchas(?:e|es|ing)|procurement|buying|info|office|admin(?:istration)?|contact|"
    r"marketing|import|export|logistics|accounts?|"
    r"einkauf|vertrieb|verkauf|kontakt|compras|ventas|vendas|comercial|departamento de (?:compras|ventas)|"
    r"achats?|service achats|acquisti|vendite|"
    r"закупки|снабжение|采购部?|采购|业务部?|销售部?|购买部)(?:\s(?:department|dept\.?|office|team|desk|manager))?"
)
"""A display name that names a desk and nobody who sits at it."""
_NO_PERSON = re.compile(
    r"(?i)regards|manager|director|sales|purchas|department|import|export|thank|dear|engineer|procurement|"
    r"einkauf|compras|tel\b|phone|best|kind|"
    r"street|road|avenue|straße|strasse|calle|hello|please|building|industrial|zone|office|team|group|gmbh|"
    r"quote|price|sincerely|greetings|saludos|grüße|"
    r"cordial|atentamente|уважением|sent from|iphone|android|generales?|geschäfts|ceo|cto|coo|head of|"
    r"assistant|logistics|floor|tower|city|p\.o\. box"
)
_LONGEST_SIGNED, _LONGEST_LINE, _LONGEST_END = 30, 300, 5_000


@dataclass(slots=True)
class _Learnt:
    """What is still open of a buyer, filled fact by fact; first come, first believed."""

    buyer: Buyer
    new: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)

    def learn(self, slot: str, value: str, why: str) -> None:
        if value and not self.told(slot):
            self.new[slot] = " ".join(value.split())[:200]
            self.evidence.append(f"{slot}: {why}")

    def told(self, slot: str) -> str:
        return self.new.get(slot) or getattr(self.buyer, slot)

    def whole(self) -> Buyer:
        return replace(self.buyer, **self.new, evidence=(*self.buyer.evidence, *self.evidence))


def known_better(buyer: Buyer, words: Cut, ours: Ours) -> Buyer:
    """Fills what is still open from display name, signature, text and domains; each with its evidence, guesses marked as such."""
    person, company = person_and_company(buyer.name) if buyer.name else ("", "")
    role = person if _ROLE.fullmatch(person) else ""
    learnt = _Learnt(replace(buyer, name="" if role else person))
    lines = signed_lines(words)
    learnt.learn("company", company, f'display name "{buyer.name[:80]}"')
    for slot in ("company", "phone", "country"):
        value = labelled_in(lines, slot)
        learnt.learn(slot, country_of_name(value) if slot == "country" else value, f'signature says "{value[:60]}"')
    learnt.learn("name", _person(lines), "signature")
    learnt.learn("name", _sole_name(words), "signature")
    learnt.learn("name", role, "display name")
    learnt.learn("company", company_in(lines, learnt.told("name")), "signature")
    learnt.learn("company", company_said(words.fresh), "text")
    _learn_contact(learnt, lines, ours)
    _learn_country(learnt, lines, words)
    _guess_company(learnt, ours)
    told = learnt.whole()
    return replace(told, phone=international(told.phone, told.country)) if told.phone and told.country else told


def signed_lines(words: Cut) -> list[str]:
    """The lines that may be a signature: the one that was cut off, or else the last of the text."""
    signed = [told for each in words.signature.split("\n")[: 3 * _LONGEST_SIGNED] if (told := _bare(each))]
    if len(signed) < 3:
        last = [_bare(each) for each in words.fresh[-_LONGEST_END:].split("\n")[-14:]]
        signed = [each for each in last if each and len(each) < 100] + signed
    return [each for each in signed[:_LONGEST_SIGNED] if each.strip("-_—=.*·")]


def _bare(line: str) -> str:
    return line[:_LONGEST_LINE].strip(" \t*|>_")


def _person(lines: list[str]) -> str:
    for each in lines[:4]:
        for piece in re.split(r"\s*[|/•·,]\s*|\s[-–—]\s", each[:100])[:2]:
            bare = piece.strip(" ,;.")
            if _HAN_PERSON.match(bare):
                return bare
            if _PERSON.match(bare) and not _NO_PERSON.search(bare) and not has_legal_form(bare):
                return re.sub(r"^(?:Mr|Ms|Mrs|Miss|Herr|Frau)\.?\s", "", bare)
    return ""


def _sole_name(words: Cut) -> str:
    """A given name that stands alone below the closing."""
    for each in words.signature.split("\n")[1:3]:
        bare = each.strip(" ,.*-")
        if re.fullmatch(r"[A-ZÀ-ÞĀ-ŽА-Я][a-zà-þā-žа-я'’-]{1,20}", bare) and not _NO_PERSON.search(bare):
            return bare
    return ""


def _learn_contact(learnt: _Learnt, lines: list[str], ours: Ours) -> None:
    signature = "\n".join(lines)
    if not learnt.told("phone") and any(map(str.isdigit, signature)):
        learnt.learn("phone", telephone(signature).number, "signature")
    own = company_domain(learnt.told("address"))
    for each in _WEB.finditer(signature):
        host = each[1].lower().rstrip(".")
        site = registrable(host)
        labelled_so = bool(
            re.search(
                r"(?i)(?:web(?:site)?|url|homepage|网址|сайт|site|w)\W{0,4}$",
                signature[max(0, each.start() - 12) : each.start()],
            )
        )
        sure = host.startswith("www.") or each[0].lower().startswith("http") or site == own or labelled_so
        if (
            sure
            and site
            and host.rpartition(".")[2] in _WEB_ENDINGS
            and site not in PLATFORMS
            and not is_free_mail(site)
            and not is_relay(site)
        ) and site not in ours.domains:
            learnt.learn("website", host, "signature")
            return


def _learn_country(learnt: _Learnt, lines: list[str], words: Cut) -> None:
    if learnt.told("country"):
        return
    phone = telephone(learnt.told("phone")) if learnt.told("phone") else Telephone()
    below = lines[1:] if len(lines) > 1 else lines
    code, name = country_of_address([each for each in below if len(each) < 140 and not _is_contact(each)])
    learnt.learn("country", code, f"address says {name}")
    learnt.learn("country", phone.country, f"telephone prefix {phone.prefix}")
    code, name = next(
        (found for each in reversed(lines) if len(each) < 100 and (found := country_named(each))[0]), ("", "")
    )
    learnt.learn("country", code, f"signature says {name}")
    address = learnt.told("address")
    if not is_relay(address):
        free = is_free_mail(address)
        learnt.learn(
            "country", country_of_domain(registrable(address)), f"domain {registrable(address)}{GUESS if free else ''}"
        )
    site = registrable(learnt.told("website"))
    learnt.learn("country", country_of_domain(site), f"website {site}")
    if not learnt.told("country"):
        provider = domain_of(address)
        learnt.learn("country", country_of_provider(provider), f"mail provider {provider}{GUESS}")
        language = language_of(words.fresh[:4000])
        learnt.learn("country", country_of_language(language), f"language {language}{GUESS}")


def _is_contact(line: str) -> bool:
    """A line of telephone, mail or website: its last piece is no country."""
    return "@" in line or (
        bool(re.match(r"(?i)\W{0,3}(?:tel|phone|fax|mob|cell|whatsapp|e-?mail|web|www|http|m|t|f|p)\b\W{0,3}", line))
        and "," not in line
    )


def _guess_company(learnt: _Learnt, ours: Ours) -> None:
    """The domain's name, where the customer has not said his company's."""
    address = learnt.told("address")
    domain = company_domain(address)
    if domain and domain not in ours.domains and not is_relay(address):
        learnt.learn("company", domain.partition(".")[0].replace("-", " ").title(), f"domain {domain}{GUESS}")
    site = company_domain(learnt.told("website"))
    if site and site not in ours.domains:
        learnt.learn("company", site.partition(".")[0].replace("-", " ").title(), f"website {site}{GUESS}")


def labelled_in(lines: list[str], slot: str) -> str:
    """The value of a labelled line of a signature ("Company: Kunde GmbH")."""
    for each in lines:
        label, mark, value = each[:300].partition(":")
        if mark and value.strip() and slot_of(label) == slot:
            return value.strip()
    return ""
