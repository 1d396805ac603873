"""The true customer of a letter: the one who wants something, not the machine or the colleague that carried it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from mail.charset import one_line
from mail.countries import Telephone, country_named, country_of_domain, country_of_name, telephone
from mail.fresh import Block, Cut, block_at, cut, field_of
from mail.kinds import is_daemon, is_no_reply
from mail.mime import Head
from mail.read_heads import addresses, bare_addresses
from rules.address import PLATFORMS, company_domain, domain_of, is_free_mail, normalised, registrable, same_company
from rules.letter import Address, Buyer, Ours

_LABELS = {
    "name": "name|full name|your name|contact name|contact person|contact|buyer|buyer name|from|sender|"
    "first name|customer name|customer|nombre|"
    "nombre completo|nom|vor- und nachname|ansprechpartner|nome|имя|姓名|名字|联系人|您的姓名|称呼|买家|客户|"
    "客户姓名|聯絡人",
    "surname": "last name|surname|family name|apellido|apellidos|nachname|nom de famille|sobrenome|cognome|фамилия",
    "email": "email|e-mail|mail|email address|e-mail address|your email|contact email|buyer email|correo|"
    "correo electrónico|courriel|adresse e-mail|"
    "e-mail-adresse|emailadresse|почта|эл. почта|邮箱|电子邮件|电子邮箱|邮件|您的邮箱|郵箱|信箱|电邮",
    "company": "company|company name|your company|organization|organisation|firm|business name|empresa|"
    "compañía|firma|unternehmen|société|"
    "entreprise|azienda|società|компания|公司|公司名称|公司名|企业|企业名称|单位|公司名稱",
    "country": "country|country/region|country / region|country or region|region|location|buyer country|"
    "nation|país|land|pays|paese|страна|国家|"
    "国家/地区|国家地区|所在国家|地区|国别|國家",
    "phone": "phone|tel|telephone|phone number|mobile|mobile number|cell|whatsapp|phone/whatsapp|"
    "tel/whatsapp|contact number|teléfono|telefono|"
    "telefon|téléphone|telefone|телефон|电话|手机|联系电话|电话号码|手机号|电话/whatsapp|電話",
    "website": "website|web|site|url|company website|sitio web|webseite|site web|сайт|网址|网站|公司网站",
    "subject": "subject|asunto|betreff|objet|assunto|主题|标题",
    "message": "message|your message|comments|comment|inquiry|enquiry|inquiry details|details|content|"
    "message content|requirements|question|mensaje|"
    "consulta|nachricht|ihre nachricht|mensagem|messaggio|сообщение|留言|内容|留言内容|询盘内容|信息内容|"
    "需求|消息|备注|咨询内容|message from the buyer",
}
_SLOT_OF = {label: slot for slot, labels in _LABELS.items() for label in labels.split("|")}
_LABELLED = re.compile(r"^[\s*•·>-]*\**([^\s:：*][^:：*\n]{0,28}?)\s*\**\s*[:：]\s*\**[ \t]*(.*)$")

_ASKED = re.compile(
    r"(?i)(?:inquiry|enquiry|message|rfq|quotation request|request)\s+from\s+(?:mr\.?|ms\.?|"
    r"mrs\.?)?\s*([^\n,;:<>()|\[\]]{2,50}?)\s*(?:\(([^()]{2,40})\)|,\s*([a-z ]{3,30})$|$|[|:;\[])|"
    r"^\W{0,3}(?:\[[^\]]{2,30}\]\s*)?([^\n\[\]:]{2,50}?)\s+(?:has\s+)?(?:sent|"
    r"left)\s+you\s+(?:an?\s+)?(?:new\s+)?(?:inquiry|enquiry|message|rfq)|来自\s*([^\n的]{2,40}?)\s*的(?:询盘|"
    r"留言|消息)"
)
_URL = re.compile(r"https?://[^\s<>\"'()\[\]，。]{4,400}")
_ANSWER_LINK = re.compile(r"(?i)message|inquir|enquir|feedback|onetalk|reply|rfq|talk|view|detail")

_LEGAL = re.compile(
    r"(?:^|[\s,])(?:S\.?\s?L\.?U?\.?|S\.?A\.?S?\.?(?:\sde\sC\.?V\.?)?|GmbH(?:\s&\sCo\.?\s?KG)?|AG|KG|OHG|"
    r"e\.K\.|Ltd\.?|LTD\.?|Limited|LLC|L\.L\.C\.?|Inc\.?|INC\.?|Corp\.?|"
    r"Corporation|Company|Co\.|B\.?V\.?|N\.?V\.?|S\.?A\.?R\.?L\.?|S\.?p\.?A\.?|S\.?r\.?l\.?s?\.?|SRL|Oyj?|AB|"
    r"A/S|AS|ApS|Pty\.?|Pvt\.?|PLC|plc|LLP|FZE|FZCO|FZC|FZ-LLC|"
    r"W\.?L\.?L\.?|Bhd\.?|Ltda\.?|LTDA\.?|Lda\.?|EIRELI|d\.o\.o\.?|D\.O\.O\.?|s\.r\.o\.?|o\.o\.?|Kft\.?|"
    r"A\.?Ş\.?|Şti\.?|EOOD|OOD|JSC|C\.A\.|E\.I\.R\.L\.?)\s*$|"
    r"(?:^(?:ООО|ОАО|ЗАО|АО|ИП|PT\.?|CV\.?)\s\S)|(?:公司|集团|株式会社|有限会社|工厂)$|\b(?:Trading|Group|"
    r"Industries|Enterprises|Import(?:s|ers)?|Solutions|Imports & Exports)\s*$"
)
_FROM_COMPANY = re.compile(
    r"(?:\b(?:from|at|of|with|represent|de|von|bei)\s+)((?:[A-ZÄÖÜÉ][\w&.'’-]*\s){1,4}(?:GmbH|Ltd\.?|LLC|"
    r"Inc\.?|S\.?L\.?|S\.?A\.?|BV|B\.V\.|Corp\.?|SpA|S\.p\.A\.|Srl|Co\.,? Ltd\.?))"
)
_WEB = re.compile(r"(?i)(?<![@\w.-])(?:https?://)?((?:www\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})(?![\w@])")
_PERSON = re.compile(
    r"^(?:(?:Mr|Ms|Mrs|Dr|Ing|Sr|Sra)\.?\s)?[A-ZÀ-ÞА-Я][\w'’.-]*(?:\s(?:de|da|del|van|von|der|bin|al|"
    r"[A-ZÀ-ÞА-Я])[\w'’.-]*){1,3}$"
)
_NO_PERSON = re.compile(
    r"(?i)regards|manager|director|sales|purchas|department|import|export|thank|dear|engineer|procurement|"
    r"einkauf|compras|tel\b|phone|best|kind"
)
_VIA = re.compile(r"(?i)\s+(?:via|por|über|通过)\s+.{1,60}$")


@dataclass(frozen=True, slots=True)
class Inner:
    """A letter inside the letter, as far as the true customer needs it."""

    sender: Address | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The customer, his own words and subject, and how he was found.

    how: "" (he wrote himself), "platform", "form", "forward", "relay". `because` is the reason for people.
    """

    buyer: Buyer | None
    cut: Cut
    subject: str
    how: str = ""
    because: str = ""


def customer_of(
    head: Head,
    sender: Address | None,
    reply_to: tuple[Address, ...],
    subject: str,
    own: Cut,
    text: str,
    inner: tuple[Inner, ...],
    ours: Ours,
) -> Found:
    """Who the customer is and which words are his. None where there is none: our own people among themselves."""
    found = _found(head, sender, reply_to, subject, own, text, inner, ours)
    if found.buyer is None:
        return found
    return replace(found, buyer=_known_better(found.buyer, found.cut, ours))


def is_ours(address: str, ours: Ours) -> bool:
    """Whether an address is one of ours: front door, colleague or own domain."""
    form = _form(address)
    if not form:
        return False
    return (
        form in ours.front_doors
        or form in ours.colleagues
        or domain_of(form) in ours.domains
        or registrable(form) in ours.domains
    )


_form = lru_cache(maxsize=4096)(normalised)
"""Addresses in normal form; the same few come up all day."""


def _found(
    head: Head,
    sender: Address | None,
    reply_to: tuple[Address, ...],
    subject: str,
    own: Cut,
    text: str,
    inner: tuple[Inner, ...],
    ours: Ours,
) -> Found:
    address = sender.address if sender else ""
    form_sender = normalised(address) in ours.form_senders
    if registrable(address) in PLATFORMS:
        return _of_platform(sender, reply_to, subject, own, text, ours)
    ourselves = is_ours(address, ours) and not form_sender
    relayed = _relayed(head, sender, reply_to, ours) if ourselves or "via" in (sender.name if sender else "") else None
    if relayed:
        return Found(relayed, own, subject, "relay", "written through a mailing group")
    if ourselves and (forwarded := _forwarded(own, text, inner, subject, ours)):
        return forwarded
    if form_sender or ourselves or is_no_reply(address) or is_daemon(address) or _answers_elsewhere(sender, reply_to):
        form = _of_form(sender, reply_to, subject, own, text, form_sender, ours)
        if form:
            return form
    if ourselves:
        return Found(None, own, subject)
    if sender is None or not address:
        told = next((each for each in reply_to if not is_ours(each.address, ours)), None)
        buyer = Buyer(told.name, told.address, evidence=("address: Reply-To",)) if told else None
        if buyer is None and sender is not None:
            buyer = Buyer(name=sender.name)
        return Found(buyer, own, subject)
    return Found(Buyer(_VIA.sub("", sender.name), address, evidence=("address: sender",)), own, subject)


def _answers_elsewhere(sender: Address | None, reply_to: tuple[Address, ...]) -> bool:
    return bool(
        sender
        and reply_to
        and not same_company(sender.address, reply_to[0].address)
        and normalised(sender.address) != normalised(reply_to[0].address)
    )


def _relayed(head: Head, sender: Address | None, reply_to: tuple[Address, ...], ours: Ours) -> Buyer | None:
    """A person writing through a group (Google Groups) that puts our own address into From."""
    for name in ("x-original-from", "x-original-sender"):
        for each in addresses(head.all(name)[:1])[0]:
            if each.address and not is_ours(each.address, ours):
                spoken = each.name or (_VIA.sub("", sender.name).strip("'\" ") if sender else "")
                return Buyer(spoken, each.address, evidence=(f"address: {name}",))
    if sender and _VIA.search(sender.name):
        for each in reply_to:
            if not is_ours(each.address, ours):
                return Buyer(
                    each.name or _VIA.sub("", sender.name).strip("'\" "), each.address, evidence=("address: Reply-To",)
                )
    return None


def _forwarded(own: Cut, text: str, inner: tuple[Inner, ...], subject: str, ours: Ours) -> Found | None:
    """The letter that a colleague forwards, attached or inline; never one of ours."""
    for each in inner:
        if (
            each.sender
            and each.sender.address
            and not is_ours(each.sender.address, ours)
            and not is_daemon(each.sender.address)
        ):
            buyer = Buyer(each.sender.name, each.sender.address, evidence=("address: sender of the attached letter",))
            return Found(buyer, cut(each.text), each.subject, "forward", "forwarded as an attached letter")
    if not (own.forward or _says_forward(subject)):
        return None
    lines = [each.lstrip("> ") for each in (own.quoted or text).split("\n")][:3000]
    tries = 0
    for at, line in enumerate(lines):
        if field_of(line)[0] != "from" or tries > 50:
            continue
        tries += 1
        block = block_at(lines, at)
        told = _sender_in(block) if block else None
        if block and told and not is_ours(told.address, ours):
            words = cut("\n".join(lines[block.after :]))
            buyer = Buyer(told.name, told.address, evidence=("address: sender of the forwarded letter",))
            return Found(buyer, words, block.fields.get("subject", subject), "forward", "forwarded within the text")
    return None


def _says_forward(subject: str) -> bool:
    return bool(re.match(r"(?i)\s*(?:fwd?|fw|wg|rv|tr|enc|i|转发|轉寄|轉發|转)\s*[:：]", subject))


def _sender_in(block: Block) -> Address | None:
    value = re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", block.fields.get("from", ""))
    value = re.sub(r"<mailto:[^>]*>", "", value).rstrip(" ;；")
    found, _ = addresses([value.encode("utf-8", "replace")])
    return next((each for each in found if each.address), None)


def _of_platform(
    sender: Address | None, reply_to: tuple[Address, ...], subject: str, own: Cut, text: str, ours: Ours
) -> Found:
    platform = registrable(sender.address) if sender else ""
    facts, message = labelled(text)
    asked = _ASKED.search(subject) or next(
        (found for each in text.split("\n")[:40] if (found := _ASKED.search(each[:300]))), None
    )
    address = _strangers(facts.get("email", ""), ours) or next(
        (
            each.address
            for each in reply_to
            if not is_ours(each.address, ours) and registrable(each.address) not in PLATFORMS
        ),
        "",
    )
    name = _full_name(facts) or (next((each for each in asked.group(1, 4, 5) if each), "") if asked else "")
    if not asked and not (
        facts.keys() & {"name", "email"} and facts.keys() & {"message", "company", "country", "email", "phone"}
    ):
        return Found(None, own, subject)
    country = facts.get("country", "") or ((asked[2] or asked[3] or "") if asked else "")
    buyer = _labelled_buyer(facts | ({"country": country} if country else {}), f"{platform} notice")
    if not address:
        alias = next(
            (each for each in reply_to if registrable(each.address) in PLATFORMS and not is_no_reply(each.address)),
            None,
        )
        address = alias.address if alias else ""
    buyer = replace(buyer, name=one_line(name), address=address, platform=platform, link=_answer_link(text))
    return Found(buyer, cut(message) if message else own, subject, "platform", f"notice of {platform}")


def _answer_link(text: str) -> str:
    links = [
        each
        for each in _URL.findall(text[:60_000])[:200]
        if registrable(re.sub(r"^https?://([^/:?#]+).*", r"\1", each)) in PLATFORMS
    ]
    return next((each for each in links if _ANSWER_LINK.search(each)), links[0] if links else "")[:400]


def _of_form(
    sender: Address | None, reply_to: tuple[Address, ...], subject: str, own: Cut, text: str, certain: bool, ours: Ours
) -> Found | None:
    facts, message = labelled(text)
    replies = next((each for each in reply_to if each.address and not is_ours(each.address, ours)), None)
    address = _strangers(facts.get("email", ""), ours) or (replies.address if replies else "")
    known = facts.keys() & {"name", "email", "company", "country", "phone"}
    if not (address or facts.get("phone")) or not (
        len(known) >= 2 or (certain and (known or replies)) or (known and message)
    ):
        return None
    buyer = _labelled_buyer(facts, "web form")
    buyer = replace(buyer, name=_full_name(facts) or (replies.name if replies else ""), address=address)
    return Found(
        buyer,
        cut(message) if message else own,
        facts.get("subject", "") or subject,
        "form",
        "a web form names its sender",
    )


def labelled(text: str) -> tuple[dict[str, str], str]:
    """What labelled lines of a notice or a form say (Name: Eva, 公司：…), and the message with all that follows its label."""
    facts: dict[str, str] = {}
    lines = text.split("\n")[:600]
    waiting = ""
    for at, each in enumerate(lines):
        found = _LABELLED.match(each[:400])
        label = (found[1] if found else each).strip(" *:：").lower() if found or len(each) < 32 else ""
        slot = _SLOT_OF.get(re.sub(r"\s*[(（].*[)）]$", "", label), "")
        if slot == "message" and (found or not each.strip(" *").count(" ")) and len(facts) >= 1:
            return facts, "\n".join(
                ([found[2]] if found and found[2].strip() else []) + _until_label(lines[at + 1 :], facts)
            ).strip()
        if slot:
            value = found[2].strip(" *\t") if found else ""
            if value:
                facts.setdefault(slot, value[:300])
            waiting = "" if value or slot in facts else slot
        elif each.strip():
            if waiting:
                facts.setdefault(waiting, each.strip()[:300])
            waiting = ""
    return facts, ""


def _until_label(lines: list[str], facts: dict[str, str]) -> list[str]:
    """The lines of the message; labelled lines after it (Name:, Email:) end it and are facts, too."""
    for at, each in enumerate(lines):
        found = _LABELLED.match(each[:400])
        slot = _SLOT_OF.get(found[1].strip(" *").lower(), "") if found else ""
        if found and slot in ("name", "email", "country", "phone", "company") and slot not in facts and at:
            rest, _ = labelled("\n".join(lines[at:]))
            for name, value in rest.items():
                facts.setdefault(name, value)
            return lines[:at]
    return lines


def _strangers(text: str, ours: Ours) -> str:
    return next((each for each in bare_addresses(text) if not is_ours(each, ours)), "")


def _full_name(facts: dict[str, str]) -> str:
    name = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)", "", facts.get("name", "")).strip()
    name = " ".join(each for each in name.split() if "@" not in each)
    surname = facts.get("surname", "")
    return one_line(f"{name} {surname}" if surname and surname not in name else name)[:120]


def _labelled_buyer(facts: dict[str, str], where: str) -> Buyer:
    told = facts.get("country", "")
    country = country_of_name(told) or country_named(told)[0]
    evidence = [f"{slot}: {where}" for slot in ("name", "company", "phone", "website") if facts.get(slot)]
    evidence += [f"address: {where}"] if facts.get("email") else []
    evidence += [f'country: {where} says "{told[:60]}"'] if country else []
    return Buyer(
        company=one_line(facts.get("company", ""))[:160],
        country=country,
        phone=one_line(facts.get("phone", ""))[:60],
        website=one_line(facts.get("website", ""))[:200],
        evidence=tuple(evidence),
    )


def _known_better(buyer: Buyer, words: Cut, ours: Ours) -> Buyer:
    """Fills what is still open from signature, text and domain; each with its evidence."""
    evidence = list(buyer.evidence)
    lines = _signature_lines(words)
    signature = "\n".join(lines)
    new: dict[str, str] = {}

    def learn(slot: str, value: str, why: str) -> None:
        if value and not getattr(buyer, slot) and slot not in new:
            new[slot] = value[:200]
            evidence.append(f"{slot}: {why}")

    domain = company_domain(buyer.address)
    learn(
        "name",
        next(
            (
                each
                for each in lines[:3]
                if _PERSON.match(each) and not _NO_PERSON.search(each) and not _LEGAL.search(each)
            ),
            "",
        ),
        "signature",
    )
    told = from_company[1].strip() if (from_company := _FROM_COMPANY.search(words.fresh[:4000])) else ""
    learn("company", _company(lines, buyer.name), "signature")
    learn("company", told, "text")
    phone = telephone(buyer.phone) if buyer.phone else Telephone()
    if not phone.country and any(map(str.isdigit, signature)):
        phone = telephone(signature)
        learn("phone", phone.number, "signature")
    web = _WEB.search(signature)
    if web and registrable(web[1]) not in PLATFORMS:
        learn("website", web[1].lower(), "signature")
    site = new.get("website", buyer.website)
    learn("country", phone.country, f"telephone prefix {phone.prefix}")
    if not (buyer.country or phone.country):
        code, name = next((found for each in reversed(lines) if (found := country_named(each))[0]), ("", ""))
        learn("country", code, f"signature says {name}")
        learn(
            "country", country_of_domain(domain or registrable(buyer.address)), f"domain {registrable(buyer.address)}"
        )
        learn("country", country_of_domain(registrable(site)), f"website {site}")
    if domain and not is_free_mail(domain) and domain not in ours.domains:
        learn("company", domain.partition(".")[0].replace("-", " ").title(), f"domain {domain}")
    return replace(buyer, **new, evidence=tuple(evidence)) if new else buyer


def _signature_lines(words: Cut) -> list[str]:
    signed = [each.strip(" \t*|>") for each in words.signature.split("\n")]
    signed = [each for each in signed if each]
    if len(signed) < 3:
        last = [each.strip(" \t*|>") for each in words.fresh.split("\n")[-14:]]
        signed = [each for each in last if each and len(each) < 100] + signed
    return [each for each in signed[:30] if each.strip("-_—=")]


def _company(lines: list[str], person: str) -> str:
    for each in lines:
        named = _LABELLED.match(each[:300])
        if named and _SLOT_OF.get(named[1].strip().lower()) == "company" and named[2].strip():
            return named[2].strip()
        for piece in re.split(r"\s*[|·•]\s*|\s[-–—]\s|,\s(?=[A-Z][a-z]+$)", each[:160]):
            piece = piece.strip(" ,;")
            if (
                3 < len(piece) < 90
                and "@" not in piece
                and piece != person
                and _LEGAL.search(piece)
                and not piece.endswith(("?", "!"))
            ):
                return piece
    return ""
