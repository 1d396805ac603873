"""Signs of payment fraud in a letter: new bank details, words that they have changed, senders that look like known ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rules.address import company_domain, domain_of, is_free_mail, registrable
from rules.words import Line, line

BANK_CHANGED, LOOK_ALIKE = "bank_changed", "look_alike"
_LONGEST = 60_000
"""Characters of a letter that are looked at."""
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was seen. `like` is the known domain that a look-alike resembles."""

    kind: str
    words: Line
    like: str = ""


def signs(
    text: str, senders: Iterable[str], known_domains: Iterable[str], known_details: Iterable[str]
) -> tuple[Sign, ...]:
    """What speaks for fraud in what somebody has written afresh; nothing for a letter that is not about money.

    `senders`: the addresses of From and Reply-To. `known_domains`: ours, and those of customers with orders; a sender from
    one of them is none that looks like it. `known_details`: ours, and those that are known of this customer.
    """
    plain = _plain(text)
    changed = says_changed(plain)
    details = bank_details(plain)
    if not (changed or details or is_about_money(plain)):
        return ()
    found = [
        Sign(LOOK_ALIKE, line("The sender {domain} looks like {known}, but is not.", domain=domain, known=like), like)
        for domain, like in _alikes(senders, known_domains)
    ]
    known = {_bare(each) for each in known_details}
    new = sorted(each for each in details if not any(each in other or other in each for other in known))
    if changed:
        found.append(Sign(BANK_CHANGED, line("It says that bank details have changed: {words}", words=changed)))
    if new and (changed or (_asks_to_pay(plain) and not _says_paid(plain)) or found):
        accounts = ", ".join(new[:3])
        found.append(
            Sign(BANK_CHANGED, line("It names bank details that are not known here: {accounts}", accounts=accounts))
        )
    return tuple(found)


def says_changed(text: str) -> str:
    """The words by which it says that an account is another one now; empty for none, and where it says that nothing changed."""
    plain = _plain(text)
    for found in _CHANGED.finditer(plain):
        around = plain[max(0, found.start() - 40) : found.end() + 30]
        if not _UNCHANGED.search(around):
            return " ".join(plain[max(0, found.start() - 30) : found.end() + 60].split())[:_SHOWN]
    return ""


def bank_details(text: str) -> frozenset[str]:
    """IBANs with a true check number, and account numbers and SWIFT codes that stand behind their names; without blanks."""
    plain = _plain(text)
    ibans = [_bare(each[0]) for each in _IBAN.finditer(plain.upper())]
    found = {true for each in ibans if (true := _true_part(each))}
    found |= {_bare(each[1]) for each in _ACCOUNT.finditer(plain) if 6 <= sum(map(str.isdigit, each[1])) <= 30}
    found |= {each[1].upper() for each in _SWIFT.finditer(plain)}
    return frozenset(found)


def is_about_money(text: str) -> bool:
    """Whether it speaks of paying, an invoice, a bank."""
    return _MONEY.search(_plain(text)) is not None


def look_alike(domain: str, known: Iterable[str]) -> str:
    """The known domain that this one resembles: one or two letters apart, signs that look alike, another ending; or empty."""
    own = registrable(domain)
    others = {registrable(each) for each in known} - {""}
    if not own or own in others or is_free_mail(own):
        return ""
    name, shape = own.partition(".")[0], _shape(own.partition(".")[0])
    for each in sorted(others):
        if is_free_mail(each):
            continue
        other = each.partition(".")[0]
        if name == other or shape == _shape(other):
            return each
        if min(len(shape), len(other)) >= 5 and _apart(shape, _shape(other)) <= (1 if len(other) < 8 else 2):
            return each
        if len(other) >= 5 and re.fullmatch(
            rf"(?:{re.escape(other)}-(?:group|bank|pay|payment|finance|accounts?|invoice|mail)"
            rf"|(?:pay|mail|accounts?)-{re.escape(other)})",
            name,
        ):
            return each
    return ""


def _alikes(senders: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    domains = list(dict.fromkeys(domain for each in senders if (domain := company_domain(domain_of(each)))))
    told = list(known)
    return [(each, like) for each in domains if (like := look_alike(each, told))]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).upper()


def _true_part(text: str) -> str:
    """The longest beginning that is an IBAN, for a word may stand straight behind one; empty where none is."""
    lengths = range(min(34, len(text)), 14, -1)
    return next((text[:length] for length in lengths if _is_iban(text[:length])), "")


def _is_iban(text: str) -> bool:
    """ISO 13616: the check number of 97."""
    turned = text[4:] + text[:4]
    return int("".join(str(int(each, 36)) for each in turned)) % 97 == 1


def _asks_to_pay(text: str) -> bool:
    return _PAY_TO.search(text) is not None


def _says_paid(text: str) -> bool:
    return _PAID.search(text) is not None


_SHAPES = str.maketrans({
    "0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "3": "e", "8": "b", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c",
    "у": "y", "х": "x", "і": "l", "ӏ": "l", "ԁ": "d", "ո": "n", "ѕ": "s", "α": "a", "ο": "o", "ν": "v", "-": "",
})  # fmt: skip


def _shape(name: str) -> str:
    """How a name looks at a glance: letters that are mistaken for each other are one."""
    if name.startswith("xn--"):
        try:
            name = name.encode("ascii").decode("idna")
        except UnicodeError:
            return name
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    return plain.replace("rn", "m").replace("vv", "w").replace("cl", "d").translate(_SHAPES)


def _apart(one: str, other: str) -> int:
    """How many letters have to be changed, added, taken out or swapped with their neighbour."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        this = [row]
        for column, right in enumerate(other, 1):
            cost = min(last[column] + 1, this[column - 1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            this.append(cost)
        before, last = last, this
    return last[-1]


_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{1,4}){3,8}\b")
_ACCOUNT = re.compile(
    r"(?:\b(?:bank )?account(?: (?:no|number|num))?\b|\ba/c(?: no)?\b|\bacc(?:t)?\.? ?(?:no|number)\b|账号|帳號"
    r"|账户号|账户|帐号"
    r"|\bkonto(?:nummer)?\b|\bcuenta\b|\bcompte\b|\bconto\b|\bconta\b|сч[её]т|حساب|\bhesap\b|口座番号|계좌번호"
    r"|계좌|số tài khoản)"
    r"\s*(?:\.|no\.?|number|nº|n°|№|#)?\s*[:：=is]{0,3}\s*(\d[\d \-]{4,38}\d)"
)
_SWIFT = re.compile(r"\b(?:swift|bic)(?:[ /]*(?:code|bic|swift))*\s*[:：=]?\s*([a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\b")

_ACCOUNT_WORDS = (
    r"(?:bank(?:ing)? (?:account|detail|information|info|coordinate)s?"
    r"|account (?:detail|number|information)s?|beneficiary)"
)
_CHANGED = re.compile(
    rf"\b(?:new|changed|updated|different|another|alternative|revised) (?:our |company "
    rf"|beneficiary )?{_ACCOUNT_WORDS}"
    rf"|\b(?:chang|updat|replac|switch)\w* (?:\w+ ){{0,3}}{_ACCOUNT_WORDS}"
    rf"|\b{_ACCOUNT_WORDS} (?:\w+ ){{0,3}}(?:chang|updat|replac|differ)\w*"
    r"|\b(?:account|bank) (?:is|has been|was) (?:\w+ )?(?:under audit|closed|frozen|blocked|changed)"
    r"|(?:更改|变更|更换|更新|新的?|變更|更換)(?:的|了|公司|我司|我们的|以下)?(?:收款)?(?:银行|銀行"
    r"|收款)?(?:账户|账号|帐户|帐号|帳戶|帳號|收款信息|银行信息|銀行資料)"
    r"|(?:银行|收款|銀行)?(?:账户|账号|帐号|帳戶|帳號)(?:已|信息已|有|發生)?(?:更改|变更|更换|变动|變更|更換|更新)"
    r"|\bneue[nrs]? (?:bankverbindung|bankkonto|kontoverbindung|kontonummer|iban)|(?:bankverbindung"
    r"|kontoverbindung|bankkonto|iban)"
    r" (?:\w+ ){0,3}(?:ge[äa]ndert|gewechselt)"
    r"|\b(?:nueva|nuevo|nuevos) (?:cuenta|datos|n[úu]mero de cuenta)(?: bancari[oa]s?)?|(?:cambi"
    r"|actualiz)\w+ (?:\w+ ){0,3}(?:cuenta|datos) bancari"
    r"|(?:cuenta|datos) bancari\w+ (?:\w+ ){0,3}(?:cambi|actualiz|modific)"
    r"|\bnouve(?:au|aux|lle|lles) (?:compte|coordonn[ée]es|rib|iban)|(?:coordonn[ée]es bancaires|rib"
    r"|compte bancaire) (?:\w+ ){0,3}(?:chang|modifi)"
    r"|chang\w+ (?:de |nos |notre )*(?:compte|coordonn[ée]es) bancaire"
    r"|\bnuov[oaei] (?:conto|coordinate|iban)|(?:coordinate bancarie|conto bancario"
    r"|iban) (?:\w+ ){0,3}(?:cambiat|modificat|variat)"
    r"|\bnov[oa]s? (?:conta|dados) banc[áa]ri|(?:conta|dados) banc[áa]ri\w+ (?:\w+ ){0,3}(?:mud|alter|atualiz)"
    r"|mud\w+ (?:de |a nossa )?conta banc"
    r"|нов(?:ый|ые|ого|ых) (?:банковск\w+ )?(?:сч[её]т|реквизит)|(?:изменил|сменил"
    r"|поменял)\w* (?:\w+ ){0,3}(?:реквизит|сч[её]т|банк)"
    r"|(?:реквизит|сч[её]т)\w* (?:\w+ ){0,2}(?:изменил|сменил)"
    r"|حساب(?:نا)? (?:\S+ ){0,2}(?:جديد|الجديد)|(?:تغيير|تغير|تحديث) (?:\S+ ){0,2}(?:الحساب|حساب|البنك)"
    r"|yeni (?:banka )?(?:hesab|iban)|(?:banka|hesap) (?:\w+ ){0,3}de[ğg]i[şs]"
    r"|(?:新しい|新規)(?:の)?(?:振込先|銀行)?(?:口座)|(?:振込先|銀行口座|口座)(?:情報)?(?:が|を|の)?(?:変更|変わり)"
    r"|(?:새로운|새|신규) ?(?:은행 ?)?계좌|계좌(?:번호|정보)?(?:가|를|이)? ?(?:변경|바뀌)"
    r"|tài khoản (?:\S+ ){0,5}(?:đã |được )?thay đổi|tài khoản (?:ngân hàng )?mới|(?:thay đổi|cập nhật) (?:\S+ ){0,2}tài khoản"
)
_UNCHANGED = re.compile(
    r"\b(?:not|never|no) (?:\w+ ){0,2}(?:chang|updat)|\bnot be chang|\bunchanged\b|没有(?:变|更)|未(?:变|更)"
    r"|不变|nicht ge[äa]ndert"
    r"|\bno ha(?:n|s)? cambi|n'(?:a|ont) pas chang|не (?:измен|менял)|変更(?:は)?(?:ありません|なし)"
)
_MONEY = re.compile(
    r"\bpay(?:ment|ments|ing|able)?\b|\bpaid\b|\binvoice|\bremit|\bbank\b|\btransfer|\biban\b|\bswift\b"
    r"|\bdeposit\b|\bbalance\b|付款|汇款|匯款"
    r"|收款|银行|銀行|发票|發票|账户|尾款|定金|zahlung|rechnung|überweis|konto|\bpago|factura|transferenc"
    r"|cuenta|paiement|facture|virement"
    r"|pagament|fattura|bonifico|fatura|плат[её]ж|оплат|сч[её]т|банк|دفع|فاتورة|تحويل|حساب|ödeme|havale|hesap"
    r"|支払|振込|請求書|결제|송금"
    r"|계좌|thanh toán|chuyển khoản"
)
_PAY_TO = re.compile(
    r"\b(?:pay|remit|transfer|wire|send|make|arrange)\w*\b[^.\n]{0,60}\b(?:to|into)\b[^.\n]{0,40}\b(?:account"
    r"|bank|following|below|us|iban)"
    r"|\b(?:following|below|use) [^.\n]{0,30}(?:account|bank)|\bour (?:bank|account|new)|(?:请|請)?(?:付|汇|匯"
    r"|转|轉)(?:款)?(?:到|至|入)|以下(?:账户|账号|帳戶)"
    r"|(?:überweisen|zahlen) sie|(?:transferir|pagar|depositar) [^.\n]{0,30}cuenta|(?:virer|payer"
    r"|virement) [^.\n]{0,30}(?:compte|iban)"
    r"|(?:bonifico|pagare) [^.\n]{0,30}(?:conto|iban)|(?:оплат|перевод|перечисл)\w* [^.\n]{0,30}(?:сч[её]т"
    r"|реквизит)|振り?込んで|송금해"
)
_PAID = re.compile(
    r"\b(?:we|i) (?:have )?(?:paid|transferred|remitted|wired|made the payment|made the transfer)"
    r"|\bhas been (?:paid|transferred|sent)"
    r"|\b(?:payment|bank|swift|transfer) (?:slip|copy|receipt|proof|advice)|已(?:付|汇|匯|转|支付|打)|水单|水單"
    r"|付款凭证|haben [^.\n]{0,30}(?:überwiesen|bezahlt)"
    r"|hemos (?:pagado|transferido)|avons (?:pay|vir)|abbiamo pagato|оплатили|перевели"
)
