"""What a letter is (R25): a table, first match wins, every row says why; in doubt between advertising and inquiry: inquiry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mail.mime import Head
from rules.letter import Kind


class Phrases:
    """Phrases in their order. Western ones are looked up by their longest word: far cheaper than a search for each."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        self.phrases = phrases
        self._by_word: dict[str, list[int]] = {}
        for place, each in enumerate(phrases):
            if each.startswith(" "):
                self._by_word.setdefault(max(each.split(), key=len), []).append(place)
        self._words = frozenset(self._by_word)
        self._chinese = [place for place, each in enumerate(phrases) if not each.startswith(" ")]

    def first(self, many: int) -> Phrases:
        """Only that many of them, from the beginning."""
        return Phrases(self.phrases[:many])

    def first_in(self, spaced: str, words: frozenset[str]) -> str:
        """The first phrase that stands in a text, of which `words` are all words; empty for none."""
        places = [place for word in self._words & words for place in self._by_word[word]]
        if not spaced.isascii():
            places += self._chinese
        return next((self.phrases[place] for place in sorted(places) if self.phrases[place] in spaced), "")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the table looks at. `words` and `subject` are lower case; `spaced` has one blank between and around its words."""

    head: Head
    sender: str
    subject: str
    words: str
    spaced: str
    vocabulary: frozenset[str]
    """The words of `spaced`."""
    types: frozenset[str] = frozenset()
    """Content types of all parts."""
    calendar_method: str = ""
    bounce: str = ""
    """Why it is a bounce, as mail.bounces found it; empty when it is none."""
    own: str = ""
    """Why the sender is one of ours; empty for strangers."""
    forwarded: bool = False
    """One of ours forwards somebody else's letter."""
    buyer_inside: str = ""
    """Why the true customer stands inside: platform notice, web form."""
    wants: frozenset[str] = field(default_factory=frozenset)
    reply: bool = False
    """It answers a letter: its subject says what that one was, not what this one is."""

    def has(self, phrases: Phrases) -> str:
        """The first of the phrases in subject and words."""
        return phrases.first_in(self.spaced, self.vocabulary)

    def titled(self, phrases: tuple[str, ...]) -> str:
        return next((each for each in phrases if each in self.subject), "")


_JOINING = re.compile("['’/&-]+")
_JOINTS = frozenset("'’/&-")


def spaced(text: str) -> str:
    """The words of a text with one blank between and around them, so that a phrase is found by a plain search.

    One of ' ’ / & - within a word belongs to it. Blanks are put for whole kinds of signs: a pattern would take thrice as long.
    """
    signs = set(text)
    for each in signs - _JOINTS:
        if not each.isalnum():
            text = text.replace(each, " ")
    if not signs.isdisjoint(_JOINTS):
        text = _JOINING.sub(_joint, text)
    return f" {' '.join(text.split())} "


def _joint(found: re.Match[str]) -> str:
    """The sign itself between two letters or digits, a blank anywhere else."""
    start, end, text = found.start(), found.end(), found.string
    within = end - start == 1 and text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()
    return found[0] if within else " "


def _phrases(text: str) -> Phrases:
    """One phrase between bars; those of Western words stand between blanks, Chinese ones stand alone."""
    return Phrases(tuple(f" {each} " if each[0] < "\u2e80" else each for each in _titles(text)))


def _titles(text: str) -> tuple[str, ...]:
    return tuple(told for each in text.split("|") if (told := " ".join(each.split())))


_AUTO_SUBJECTS = _titles(
    """out of office|out-of-office|automatic reply|autoreply|auto-reply|auto reply|autoresponder|
    away from my mail|on vacation|auto response|
    自动回复|自動回覆|自动答复|休假中|外出自动|自動回信|respuesta automática|respuesta automatica|
    fuera de la oficina|fuera de oficina|automatische antwort|
    abwesenheitsnotiz|automatische abwesenheit|abwesenheit:|réponse automatique|reponse automatique|
    absence du bureau|absent du bureau|
    resposta automática|resposta automatica|ausência temporária|fora do escritório|risposta automatica|fuori sede|
    fuori ufficio|автоответ|
    автоматический ответ|automatisch antwoord|自動応答|不在通知|자동 응답|부재중"""
)
_VERIFICATION = _phrases(
    """verification code|verify your email|verify your e-mail|verify your account|confirm your email|
    confirm your e-mail|confirm your account|confirm your
    registration|one-time password|one time password|one-time code|security code|login code|sign-in code|
    activation link|activate your account|
    reset your password|password reset|confirmation code|your otp|otp code|new sign-in|new device|验证码|校验码|
    动态码|激活您的|激活账号|验证您的|重置密码|
    确认您的邮箱|código de verificación|verifique su correo|confirme su correo|bestätigungscode|
    bestätigen sie ihre e-mail|code de vérification|
    confirmez votre adresse|código de verificação|codice di verifica|код подтверждения|recovery code|
    authentication code|confirmation instructions|domain control validation|verify your device|verify your identity"""
)
_ACCOUNT = _phrases(
    """magic link|sign in to|sign-in link|login link|log in to|your pin is|passcode|access code|approver token|
    complete your registration|complete your sign-up|set your password|create your password|choose a password|
    accept your invitation|accept the invitation|accept invitation|invited you|been invited|security alert|
    two-factor|two-step|verify|activate|suspicious activity|unusual activity|your new account|
    登录|登陆|动态密码|邀请您加入|安全提醒|绑定邮箱|iniciar sesión|restablecer|anmelden bei|passwort|
    mot de passe|redefinir|reimposta|пароль"""
)
"""What machines write about accounts, and people about other things."""
_INQUIRY = _phrases(
    """please quote|kindly quote|quote us|quote for|quotation for|request for quotation|request a quote|
    price list|best price|best offer|your price|
    prices for|price for|price of|rfq|send me a quote|send us a quote|send quotation|quotation|inquiry|enquiry|
    interested in your|we are interested in|
    i am interested in|looking for a supplier|looking for supplier|looking for|we need|we require|we want to buy|
    want to buy|want to purchase|would like to order|
    would like to buy|would like to purchase|like to import|wish to import|moq|minimum order|lead time|catalogue|
    catalog|price per|please send price|how much|
    do you have|and quote|your quote|can you supply|could you supply|can you offer us|are you able to supply|
    unit price|fob price|cif price|pricelist|
    solicitud de cotización|cotización|cotizacion|presupuesto|precio|precios|lista de precios|necesitamos|
    estamos interesados|me interesa|nos interesa|catálogo|
    anfrage|angebot|preisliste|preis|preise|wir benötigen|wir suchen|interessieren uns|interesse an|katalog|
    devis|demande de prix|demande de devis|tarif|tarifs|nous sommes intéressés|nous cherchons|nous recherchons|
    cotação|orçamento|preço|preços|precisamos|temos interesse|preventivo|offerta|listino|prezzo|prezzi|
    siamo interessati|
    запрос|коммерческое предложение|цена|цены|прайс|интересует|нас интересует|прайс-лист|
    询价|询盘|报价|求购|采购|想购买|想买|价格|起订量|最小起订|交期|想要订购|感兴趣|产品目录|报个价|多少钱|需要订|
    想了解"""
)
_ORDER = _phrases(
    """purchase order attached|attached purchase order|attached po|our purchase order|our po|po attached|
    find attached po|find our order|attached our order|
    we confirm the order|confirm our order|confirm the order|we hereby order|place the order|place an order for|
    we would like to place|order confirmation|
    please proceed with the order|please send proforma|send the proforma|send us the proforma invoice|
    new purchase order|
    orden de compra|confirmamos el pedido|pedido adjunto|nuestro pedido|adjunto pedido|hiermit bestellen|
    unsere bestellung|bestellung anbei|
    wir bestellen|bon de commande|notre commande|nous passons commande|pedido de compra|nosso pedido|
    ordine di acquisto|nostro ordine|confermiamo l'ordine|
    наш заказ|подтверждаем заказ|采购订单|订单附件|确认订单|附件是订单|附上订单|下单|正式订单|请安排生产"""
)
_ORDER_TITLES = re.compile(
    r"(?i)\b(?:purchase order|po\s?(?:no\.?|#|nr\.?|number)?\s?[:#-]?\s?[a-z-]*\d{3,}|new order|"
    r"order no\.?\s?\w*\d{2,}|orden de compra|bestellung (?:nr\.? ?)?\w*\d{2,}|bon de commande|"
    r"pedido (?:n[ºo°.]+ ?)?\d{2,})|采购订单|订单号"
)
_SAMPLE = _phrases(
    """send samples|send us samples|send a sample|send sample|sample request|request samples|request a sample|
    free sample|free samples|samples for testing|
    sample order|need samples|need a sample|sample cost|sample fee|send me a sample|send me samples|
    could we get a sample|get samples|order samples|
    enviar muestras|envíen muestras|enviarnos muestras|una muestra|muestras gratis|muster senden|muster schicken|
    ein muster|kostenlose muster|musterbestellung|
    un échantillon|des échantillons|envoyer échantillons|uma amostra|enviar amostras|un campione|inviare campioni|
    выслать образец|выслать образцы|
    打样|寄样|寄个样|要样品|需要样品|提供样品|索取样品|寄送样品|样品费|发样品|申请样品"""
)
_SAMPLE_TITLES = _titles("sample|样品|打样|寄样|muestra|muster|échantillon|amostra|campion|образ")
_PAYMENT = _phrases(
    """swift copy|copy of swift|bank slip|payment slip|tt copy|t/t copy|remittance advice|proof of payment|
    payment advice|payment has been made|payment was made|
    payment done|we have paid|we paid|we have transferred|transferred the deposit|deposit paid|
    have made the payment|payment receipt|balance payment has|
    arranged the payment|payment arranged|comprobante de pago|hemos realizado el pago|transferencia realizada|
    justificante de pago|zahlungsbeleg|
    zahlung wurde|haben überwiesen|überweisung wurde|avis de paiement|virement effectué|preuve de paiement|
    comprovante de pagamento|pagamento efetuado|
    ricevuta di pagamento|bonifico effettuato|платежное поручение|оплата произведена|水单|已付款|已汇款|付款凭证|
    款已付|汇款底单|已经付款|定金已付"""
)
_COMPLAINT = _phrases(
    """complaint|we are not satisfied|not satisfied|dissatisfied|very disappointed|defective|damaged|
    arrived broken|were broken|are broken|is broken|does not work|
    do not work|quality problem|quality problems|quality issue|quality issues|wrong goods|wrong items|missing parts|
    short shipped|shortage|refund|compensation|
    claim for|our claim|we claim|not acceptable|rusted|leaking|reclamación|queja|dañado|dañados|defectuoso|
    defectuosos|reklamation|mangelhaft|beschädigt|defekt|
    réclamation|endommagé|défectueux|endommagés|reclamação|danificado|defeituoso|reclamo|difettoso|danneggiato|
    рекламация|претензия|брак|поврежден|повреждены|
    投诉|质量问题|破损|损坏|索赔|退款|不良品|次品|退货|少发|发错"""
)
_NO_COMPLAINT = _phrases("warranty for defective|in case of damaged|if damaged|complaint rate|if defective")
_FREIGHT = _phrases(
    """freight forwarder|freight forwarding|sea freight rate|ocean freight rates|freight rates|shipping agent in|
    shipping rates from|air freight rates|
    we are a logistics|our logistics services|customs clearance services|货代|国际物流公司|海运费优惠|运价|货运代理|
    优势航线|特价舱位"""
)
_SUPPLIER = _phrases(
    """we are a manufacturer of|we are manufacturer of|we are the manufacturer of|we are a leading manufacturer|
    we are leading manufacturer|we are a professional
    manufacturer|we are professional manufacturer|manufacturer and exporter of|we are manufacturers of|
    leading supplier of|we are supplier of|we are a supplier of|
    we manufacture and export|we specialize in producing|we specialise in producing|specialized in manufacturing|
    factory specialized in|our factory produces|
    we can offer you|we can supply you with|we would like to offer you|our main products are|
    our main products include|our products include|introduce our company|
    somos fabricantes de|wir sind hersteller|nous sommes fabricants|nous sommes fabricant|somos fabricante de|
    siamo produttori|мы производим|
    我司是专业生产|我们是专业生产|专业生产厂家|我司专业生产|我们是一家专业|我公司主要生产|原材料供应|诚邀合作供货|
    厂家直销"""
)
_SEO = _phrases(
    """seo|first page of google|rank on google|google ranking|search engine optimization|guest post|backlinks|
    backlink|web design|website design|website redesign|
    app development|web development|digital marketing|social media marketing|email list|leads database|
    mailing list of|buyers list|email database|
    increase your traffic|online visibility|business loan|crypto|领英推广|谷歌优化|独立站|外贸获客|海关数据|
    企业培训|代开发票|开发票|推广服务|营销软件|邮件群发"""
)
_ADVERTISING = _phrases(
    """unsubscribe|opt out|opt-out|limited time offer|limited offer|special offer|discount code|buy now|shop now|
    click here to|% off|free trial|webinar|
    register now|book your booth|early bird|exhibition invitation|view in browser|view this email|darse de baja|
    cancelar suscripción|abmelden|se désinscrire|
    désabonner|descadastrar|cancella iscrizione|отписаться|退订|取消订阅|限时优惠|立即购买|参展邀请|招展|优惠促销|
    免费试用"""
)
_VERIFICATION_TITLES = tuple(each.strip() for each in _VERIFICATION.phrases)
_ASKS_PRICE, _ASKS_QUOTE = _INQUIRY.first(22), _INQUIRY.first(14)
_UNSUBSCRIBE = Phrases((*_ADVERTISING.phrases[:3], "退订", "取消订阅"))
_NO_REPLY = re.compile(
    r"(?i)^(?:no-?_?reply|do-?not-?_?reply|donotreply|notifications?|notify|alerts?|mailer|automated|auto|"
    r"security|account|verify|verification|system|robot|bounce)\b"
)
_DAEMON = re.compile(r"(?i)^(?:mailer-daemon|postmaster|mail-daemon|maildaemon)\b")
_BULK_LOCAL = re.compile(
    r"(?i)^(?:news|newsletter|marketing|mailing|promo|promotions?|info-?mail|updates?|offers?|digest|campaigns?|edm)\b"
)


def is_no_reply(address: str) -> bool:
    return bool(_NO_REPLY.match(address)) or "noreply" in address.lower() or "no-reply" in address.lower()


def is_daemon(address: str) -> bool:
    return bool(_DAEMON.match(address))


def kind_of(evidence: Evidence) -> tuple[Kind, tuple[str, ...]]:
    """The kind of a letter and the reasons for it."""
    for kind, why in TABLE:
        reason = why(evidence)
        if reason:
            return kind, (reason,)
    return Kind.OTHER, ("nothing in it says what it is",)


def is_automatic(head: Head, sender: str, kind: Kind, buyer_inside: bool) -> bool:
    """Whether a machine sent it (RFC 3834). A notice or form that names a buyer is the buyer's letter, not the machine's."""
    if kind in (Kind.BOUNCE, Kind.AUTO_REPLY, Kind.VERIFICATION, Kind.NEWSLETTER):
        return True
    if buyer_inside:
        return False
    submitted = head.text("auto-submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if head.text("precedence").lower() in ("bulk", "junk", "auto_reply") and not _google_group(head):
        return True
    return is_no_reply(sender) or is_daemon(sender)


def spam_verdict(head: Head) -> str:
    """The words in which the provider's filter says "spam"; empty when it does not."""
    for name, said in (
        ("x-spam-flag", "yes"),
        ("x-spam-status", "yes"),
        ("x-qq-spam", "true"),
        ("x-spam", "yes"),
        ("x-microsoft-antispam-verdict", "spam"),
    ):
        if head.text(name).lower().startswith(said):
            return f"{name}: {said}"
    scl = re.search(r"SCL:(\d)", head.text("x-forefront-antispam-report"))
    return f"spam confidence level {scl[1]}" if scl and int(scl[1]) >= 5 else ""


def _bounce(evidence: Evidence) -> str:
    return evidence.bounce


_REPORTS = frozenset({"message/disposition-notification", "message/delivery-status", "message/global-delivery-status"})


def _auto_reply(evidence: Evidence) -> str:
    head = evidence.head
    if head.text("content-type").lower().startswith("multipart/report") and evidence.types & _REPORTS:
        return "a report by a mail program"
    submitted = head.text("auto-submitted").lower()
    if submitted.startswith(("auto-replied", "auto-notified")):
        return f"Auto-Submitted: {submitted[:40]}"
    for name in ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply"):
        if head.raw(name) and head.text(name).lower() != "no":
            return f"header {name}"
    if head.text("precedence").lower() == "auto_reply":
        return "Precedence: auto_reply"
    said = evidence.titled(_AUTO_SUBJECTS)
    if said and not evidence.buyer_inside:
        return f"subject says {said}"
    return ""


def _calendar(evidence: Evidence) -> str:
    if evidence.calendar_method and evidence.calendar_method != "publish":
        return f"calendar {evidence.calendar_method}"
    if "calendarmessage" in evidence.head.text("content-class").lower():
        return "calendar message"
    return "calendar part" if "text/calendar" in evidence.types and not evidence.has(_INQUIRY) else ""


def _verification(evidence: Evidence) -> str:
    if evidence.buyer_inside or evidence.own:
        return ""
    said = evidence.has(_VERIFICATION)
    if said and (is_no_reply(evidence.sender) or evidence.head.raw("auto-submitted") or _machine(evidence.head)):
        return f"a machine asks to confirm: {said.strip()}"
    titled = evidence.titled(_VERIFICATION_TITLES)
    if titled and not evidence.has(_INQUIRY):
        return f"subject says {titled}"
    buys = evidence.wants & {
        "product",
        "quantity",
        "destination",
        "target_price",
        "trade_term",
    }  # a code looks like a model
    account = evidence.has(_ACCOUNT) if is_no_reply(evidence.sender) and not buys else ""
    return f"a machine writes about an account: {account.strip()}" if account else ""


def _spam(evidence: Evidence) -> str:
    said = spam_verdict(evidence.head)
    return (
        f"the provider says {said}"
        if said and not evidence.has(_INQUIRY) and not evidence.buyer_inside and not evidence.own
        else ""
    )


def _buyer_inside(evidence: Evidence) -> str:
    return "" if evidence.has(_SEO) and not evidence.wants else evidence.buyer_inside


def _internal(evidence: Evidence) -> str:
    return evidence.own if not evidence.forwarded else ""


def _newsletter(evidence: Evidence) -> str:
    head = evidence.head
    if not _machine(head) or _google_group(head) or head.raw("in-reply-to"):
        return ""
    signs = [
        name
        for name, there in (
            ("List-Unsubscribe", bool(head.raw("list-unsubscribe"))),
            ("List-Id", bool(head.raw("list-id"))),
            ("Precedence", head.text("precedence").lower() in ("bulk", "list", "junk")),
            (
                "Feedback-ID",
                bool(head.raw("feedback-id") or head.raw("x-campaign-id") or head.raw("x-mailchimp-campaign")),
            ),
            ("one-click unsubscribe", bool(head.raw("list-unsubscribe-post"))),
            ("sender", bool(_BULK_LOCAL.match(evidence.sender)) or is_no_reply(evidence.sender)),
            ("a link to unsubscribe", bool(evidence.has(_UNSUBSCRIBE))),
        )
        if there
    ]
    needed = 3 if evidence.wants & {"quantity", "destination"} else 2
    return f"bulk mail: {', '.join(signs)}" if len(signs) >= needed else ""


def _complaint(evidence: Evidence) -> str:
    said = evidence.has(_COMPLAINT)
    return f"says {said.strip()}" if said and not evidence.has(_NO_COMPLAINT) and not evidence.has(_ADVERTISING) else ""


def _order(evidence: Evidence) -> str:
    titled = _ORDER_TITLES.search(evidence.subject)
    if titled and not evidence.has(_SUPPLIER):
        return f"subject says {titled[0]}"
    said = evidence.has(_ORDER)
    return f"says {said.strip()}" if said else ""


def _payment(evidence: Evidence) -> str:
    said = evidence.has(_PAYMENT)
    return f"says {said.strip()}" if said else ""


def _supplier(evidence: Evidence) -> str:
    said = evidence.has(_FREIGHT) or evidence.has(_SUPPLIER)
    asks = evidence.has(_ASKS_PRICE) or evidence.wants & {"quantity", "target_price"}
    return f"offers to us: {said.strip()}" if said and not asks else ""


def _advertising(evidence: Evidence) -> str:
    said = evidence.has(_SEO)
    if said and not evidence.wants & {"quantity", "destination", "trade_term"}:
        return f"advertises: {said.strip()}"
    said = evidence.has(_ADVERTISING)
    return f"advertises: {said.strip()}" if said and not evidence.has(_INQUIRY) else ""


def _sample(evidence: Evidence) -> str:
    titled = evidence.titled(_SAMPLE_TITLES) if not evidence.reply else ""
    if titled and not evidence.has(_ASKS_QUOTE):
        return f"subject says {titled}"
    said = evidence.has(_SAMPLE)
    return f"asks for {said.strip()}" if said and not evidence.has(_INQUIRY) else ""


def _inquiry(evidence: Evidence) -> str:
    said = evidence.has(_INQUIRY)
    if said:
        return f"says {said.strip()}"
    named = evidence.wants & {"product", "quantity", "model", "target_price", "trade_term", "destination"}
    return f"names {', '.join(sorted(named))}" if named else ""


def _forwarded(evidence: Evidence) -> str:
    return "a colleague forwards a customer's letter" if evidence.forwarded else ""


def _generated(evidence: Evidence) -> str:
    """Auto-Submitted by some machine that is none of the above."""
    submitted = evidence.head.text("auto-submitted").lower()
    return f"Auto-Submitted: {submitted[:40]}" if submitted and not submitted.startswith("no") else ""


def _asks(evidence: Evidence) -> str:
    asking = "?" in evidence.words or "？" in evidence.words
    return (
        "a person asks something" if asking and not _machine(evidence.head) and not is_no_reply(evidence.sender) else ""
    )


def _machine(head: Head) -> bool:
    return any(
        head.raw(name)
        for name in (
            "list-unsubscribe",
            "list-id",
            "feedback-id",
            "list-unsubscribe-post",
            "precedence",
            "x-mailchimp-campaign",
        )
    )


def _google_group(head: Head) -> bool:
    return (
        b"googlegroups" in head.raw("list-id").lower()
        or bool(head.raw("x-google-group-id"))
        or bool(head.raw("x-original-sender"))
    )


TABLE: tuple[tuple[Kind, Callable[[Evidence], str]], ...] = (
    (Kind.BOUNCE, _bounce),
    (Kind.AUTO_REPLY, _auto_reply),
    (Kind.CALENDAR, _calendar),
    (Kind.VERIFICATION, _verification),
    (Kind.SPAM, _spam),
    (Kind.INQUIRY, _buyer_inside),
    (Kind.INTERNAL, _internal),
    (Kind.NEWSLETTER, _newsletter),
    (Kind.COMPLAINT, _complaint),
    (Kind.PAYMENT, _payment),
    (Kind.ORDER, _order),
    (Kind.SUPPLIER, _supplier),
    (Kind.ADVERTISING, _advertising),
    (Kind.SAMPLE, _sample),
    (Kind.INQUIRY, _inquiry),
    (Kind.INQUIRY, _forwarded),
    (Kind.AUTO_REPLY, _generated),
    (Kind.INQUIRY, _asks),
)
"""Kind and question; the first question that has an answer decides, and the answer is the reason."""
