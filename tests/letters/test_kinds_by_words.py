"""What a letter is by its words alone, in the languages of the trade: the traps that hide a buyer or let a seller through."""

from __future__ import annotations

import pytest

from mail.phrases import phrases, said_of
from mail.read import read_letter
from rules.letter import Kind, Letter
from tests.letters.company import OURS

_ANSWERS = "In-Reply-To: <7.abc@ours.example>\n"
_LISTED = "List-Unsubscribe: <http://x.example>\nPrecedence: bulk\n"
_GENERATED = "Auto-Submitted: auto-generated\n"

LETTERS = (
    (Kind.OTHER, "Hello", "Our freight forwarder is ABC Logistics, please contact them for the pickup.", ""),
    (Kind.OTHER, "Hello", "I will send you more details tomorrow.", ""),
    (Kind.OTHER, "Hello", "Please issue the invoice to our new company name. 请开发票", ""),
    (Kind.OTHER, "Hello", "我们会参展广交会，展位号12.1A，欢迎来访", ""),
    (Kind.OTHER, "Hello", "Click here to see the drawing: https://wetransfer.example/x", ""),
    (Kind.INQUIRY, "Hello", "We want LED lamps for our shop. I will send you more details tomorrow.", ""),
    (Kind.INQUIRY, "Hello", "请告知到汉堡的海运费和产品价格", ""),
    (Kind.OTHER, "Hello", "Let me know if you need any more documents for the customs.", ""),
    (Kind.SUPPLIER, "Hello", "We're ABC freight forwarding, offering sea freight rates from Ningbo.", ""),
    (Kind.INQUIRY, "Hello", "We visited your exhibition stand. Please send your catalogue.", ""),
    (Kind.PAYMENT, "Hello", "请查收水单，并开发票", ""),
    (Kind.INQUIRY, "RFQ", "Please find attached our RFQ.", ""),
    (Kind.INQUIRY, "", "你好，你们这个产品怎么卖？", ""),
    (Kind.INQUIRY, "Inquiry", "I want know price for 10 container tile to Mombasa", ""),
    (
        Kind.INQUIRY,
        "Cooperation",
        "We are a leading importer of bathroom products in Poland. Interested in your products. Can we get catalogue?",
        "",
    ),
    (Kind.INQUIRY, "Hello", "Hi friend, do u have this item? see photo", ""),
    (Kind.INQUIRY, "Zapytanie ofertowe", "Dzień dobry, proszę o ofertę na 300 sztuk zaworów kulowych DN50.", ""),
    (Kind.INQUIRY, "Offerte aanvraag", "Goedemorgen, graag ontvangen wij een offerte voor 200 stuks LED panelen.", ""),
    (Kind.INQUIRY, "Distributor", "We would like to become your distributor in Peru. Please send us your terms.", ""),
    (Kind.INQUIRY, "quote", "Quote please for 3 sets CNC router 1325, ship to Durban", ""),
    (Kind.INQUIRY, "Need supplier", "Looking for manufacturers of PVC pipes. Send quotes.", ""),
    (Kind.INQUIRY, "Tender", "Invitation to bid: supply of 40 street lights. Submit your quotation by 12 April.", ""),
    (Kind.INQUIRY, "Price of QJ-200", "As we talked at Canton Fair, please let me know the price of QJ-200", ""),
    (
        Kind.INQUIRY,
        "Re: Offer",
        "The price is too high. Can you give us better price? Competitor offers 2.1 USD.",
        _ANSWERS,
    ),
    (Kind.INQUIRY, "urgente", "necesito precio de bomba 2hp", ""),
    (Kind.INQUIRY, "orçamento", "Bom dia, podem enviar orçamento de 100 painéis?", ""),
    (Kind.INQUIRY, "Angebot", "Sehr geehrte Damen und Herren, bitte bieten Sie uns 50 Kugelhähne an.", ""),
    (Kind.INQUIRY, "Consulta", "Buenas, ¿hacen envíos a Chile? ¿Cuál es el MOQ?", ""),
    (Kind.INQUIRY, "引き合い", "LED照明の価格表をお送りください。", ""),
    (Kind.INQUIRY, "Запрос КП", "Прошу направить КП на 200 задвижек.", ""),
    (Kind.INQUIRY, "Wholesale", "hello i have a store in USA, do you do wholesale pricing?", ""),
    (Kind.INQUIRY, "OEM", "Can you make with our logo? 5000 pcs. Our factory price target 1.2 usd", ""),
    (Kind.ORDER, "PO#88213", "Please see PO. Ship ASAP.", ""),
    (Kind.ORDER, "Re: PI", "PI signed, see attached. Please start production.", _ANSWERS),
    (Kind.ORDER, "Re: 报价", "价格可以，下个单吧，请做PI", _ANSWERS),
    (Kind.ORDER, "pedido", "Confirmamos el pedido de 200 unidades. Favor enviar la proforma.", ""),
    (Kind.ORDER, "Commande", "Nous confirmons la commande de 500 pièces selon votre offre.", ""),
    (Kind.ORDER, "Re: quote", "Go ahead with the order for 2x20GP. Send the PI.", _ANSWERS),
    (Kind.ORDER, "Заказ", "Подтверждаем заказ, выставите счёт на 100 шт.", ""),
    (Kind.PAYMENT, "TT", "We transferred the deposit today, swift attached.", ""),
    (Kind.PAYMENT, "付款", "尾款已付，水单见附件。", ""),
    (Kind.PAYMENT, "Pago", "Adjunto comprobante de transferencia del anticipo.", ""),
    (Kind.PAYMENT, "Zahlung", "Die Anzahlung wurde heute überwiesen, Beleg anbei.", ""),
    (Kind.PAYMENT, "付款", "尾款已匯，水單如附件。", ""),
    (Kind.PAYMENT, "入金", "本日送金しました。ご確認ください。", ""),
    (Kind.COMPLAINT, "Problem", "Out of 500 lamps we received, 60 do not work. What will you do?", ""),
    (Kind.COMPLAINT, "Reklamation", "Die Ware ist beschädigt angekommen, 12 Kartons.", ""),
    (Kind.COMPLAINT, "quality", "The quality of last shipment is very poor quality, we ask for compensation", ""),
    (Kind.COMPLAINT, "Рекламация", "В партии 30 штук брак. Просим заменить.", ""),
    (Kind.COMPLAINT, "不良品", "届いた商品に不良品が12個ありました。", ""),
    (Kind.COMPLAINT, "Queja", "Llegaron 20 piezas dañadas y faltan piezas.", ""),
    (Kind.SAMPLE, "Samples", "Could you send us samples for testing? We pay DHL.", ""),
    (Kind.SAMPLE, "寄样", "请寄样到以下地址，运费到付", ""),
    (Kind.SAMPLE, "Muster", "Bitte senden Sie uns ein Muster der Lampe zu.", ""),
    (Kind.SAMPLE, "образцы", "Просим выслать образцы для испытаний.", ""),
    (
        Kind.SUPPLIER,
        "Copper from Chile",
        "Dear Sirs, we are exporters of copper cathodes and can offer you 500 MT per month CIF Shanghai.",
        "",
    ),
    (
        Kind.SUPPLIER,
        "packaging",
        "Hello, this is Amy from Dongguan box factory. We specialize in manufacturing paper boxes. Welcome your inquiry.",
        "",
    ),
    (Kind.SUPPLIER, "海运", "您好，我是深圳货代，有美国线特价舱位，欢迎咨询", ""),
    (
        Kind.SUPPLIER,
        "LED chips",
        "We are one of the leading manufacturers of LED chips in Taiwan. Attached our price list. If you need any, let me know.",
        "",
    ),
    (Kind.SUPPLIER, "提供样品", "我司主要生产包装彩盒，源头工厂，可提供样品，价格优惠，欢迎询价", ""),
    (
        Kind.SUPPLIER,
        "Proveedor",
        "Somos fabricantes de envases. Le ofrecemos precios competitivos. Nuestro catálogo adjunto.",
        "",
    ),
    (Kind.SUPPLIER, "包裝材料", "我司專業生產包裝材料，歡迎詢價，可免費提供樣品", ""),
    (Kind.ADVERTISING, "Website", "We can redesign your website and boost your sales. Reply for a quick call.", ""),
    (Kind.ADVERTISING, "Loan", "We offer business loans at 3% interest. Apply now.", ""),
    (Kind.ADVERTISING, "展会", "诚邀贵司参展2026迪拜照明展，展位预订中", ""),
    (
        Kind.ADVERTISING,
        "Mobile app",
        "Do you need a mobile app developer? Our app development team can help. Let me know if you are interested.",
        "",
    ),
    (Kind.ADVERTISING, "SEO", "Bonjour, nous proposons le référencement naturel de votre site.", ""),
    (Kind.NEWSLETTER, "Weekly news", "Top stories: steel price up. Unsubscribe", _LISTED),
    (Kind.SPAM, "Hi", "I recorded you with your webcam. Send 900 USD to my bitcoin wallet.", ""),
    (Kind.SPAM, "Mail", "Your mailbox has exceeded its storage. Validate your mailbox now to keep same password.", ""),
    (Kind.VERIFICATION, "Your code", "Your verification code is 123456", _GENERATED),
    (Kind.INQUIRY, "product", "Do you have this in red? We are a shop in Greece.", ""),
    (Kind.INQUIRY, "Order", "I would like to order 20 pieces. How can I pay?", ""),
    (
        Kind.INQUIRY,
        "Re: your offer",
        "Thank you for your catalogue. Please quote items 12, 15 and 44, 100 pcs each.",
        _ANSWERS,
    ),
    (
        Kind.INQUIRY,
        "Meeting",
        "We will visit Guangzhou in May and want to see your factory. We buy 10 containers each year.",
        "",
    ),
    (Kind.INQUIRY, "询价", "附件是我们的询价单，请查收。", ""),
    (
        Kind.INQUIRY,
        "Partnership",
        "We are a trading company in Kenya and we'd like to import solar pumps from your factory",
        "",
    ),
    (Kind.INQUIRY, "", "Pls send ur best price cif chittagong for hydraulic pump", ""),
    (
        Kind.INQUIRY,
        "Neue Lampen",
        "Können Sie uns bitte einen Preis für 40 Stück nennen? Wir sind Händler in Wien.",
        "",
    ),
    (Kind.INQUIRY, "Produits", "Bonjour, je suis intéressé par vos lampes. Merci de m'envoyer votre catalogue.", ""),
    (Kind.INQUIRY, "Info", "Buongiorno, avete disponibilità di 200 valvole DN50? Prezzo?", ""),
    (Kind.ORDER, "Contract signed", "Dear Ana, attached the signed contract. We will pay the deposit tomorrow.", ""),
    (Kind.ORDER, "Re: PI 2026-014", "We accept your proforma. Production can start.", _ANSWERS),
    (Kind.ORDER, "回签合同", "合同已签，请查收附件，尽快安排生产。", ""),
    (Kind.PAYMENT, "Re: PI", "Balance payment has been made, please release the B/L by telex.", _ANSWERS),
    (
        Kind.SUPPLIER,
        "Cooperation",
        "Dear Manager, we are a factory of LED strip and would like to be your supplier. Do you need some? Our MOQ is 100 m.",
        "",
    ),
    (
        Kind.SUPPLIER,
        "Re: PCB",
        "Hi, any PCB demands? We can provide you with PCBA. Feel free to send me your Gerber, we will quote you ASAP.",
        "",
    ),
    (Kind.SUPPLIER, "新报价", "您好，我是做五金配件的工厂，最近有新的优惠价格，您看需要吗？欢迎来样定制。", ""),
    (
        Kind.ADVERTISING,
        "Quick question",
        "Hi, do you want more customers? We generate leads for exporters. Can I send you more details?",
        "",
    ),
    (Kind.ADVERTISING, "外贸", "外贸获客系统，一键获取全球采购商邮箱，欢迎试用", ""),
    (
        Kind.ADVERTISING,
        "ISO",
        "We provide ISO certification service and CE certification service. Kindly send your requirement for quotation.",
        "",
    ),
    (Kind.OTHER, "Happy new year", "Dear Ana, happy new year to you and your team!", ""),
    (Kind.OTHER, "Re: visit", "We will arrive on 12 March at 10:00.", _ANSWERS),
    (Kind.OTHER, "Re: shipment", "Received the documents, thank you.", _ANSWERS),
)


SWINDLES = (
    "Lose weight fast with our diet pills! No prescription needed. Click here. To be removed from our list reply remove.",
    "Dear Sir, I am Mrs Mary, a widow. My late husband left 8.5 million dollars in a dormant account. I need your assistance.",
    "CONGRATULATIONS you have won the sum of 850,000 in the lottery. Contact the claims agent.",
    "Buy Viagra and Cialis online pharmacy best prices",
    "Make money fast from home! Earn thousands every week. No experience required.",
    "Rates have dropped: refinance your home loan today, bad credit ok. Apply now.",
    "Replica watches Rolex luxury watches 80% off today, order now",
    "Hot girls waiting for you on our dating site, XXX",
    "STRONG BUY penny stock alert, investor alert for tomorrow",
    "100% free casino bonus, jackpot 5000. Play online casino now",
    "University diploma, degree without exams, call now",
    "Your PayPal account has been limited. Verify your billing information at http://1.2.3.4/paypal",
    "We send your ad to 20 million email addresses with our bulk email service. Bulk email lists on sale.",
    "恭喜中奖！您已被选为中奖用户，请点击领取奖金，真人娱乐送彩金",
    "本公司有发票代开，各类办证刻章，联系电话",
)
NO_SWINDLES = (
    "Hello, we need pharmacy bottles 500 pcs, price?",
    "We run a casino hotel and need 200 lamps for the casino. Quote please",
    "I need toner cartridges HP 85A 100 pcs, price please",
    "Dear friend, I am a businessman from Nigeria, God bless you. I want to buy 2 containers of tiles, send me price",
    "The transfer of funds was made today to the beneficiary, swift attached",
    "Sexy lingerie 500 sets, catalogue please",
    "Our herbal tea boxes order: 5000 pcs. How much?",
    "Poker chips manufacturer? We need 10,000 poker chips for our casino in Macau",
    "Adult diapers and sex toys wholesale price list please",
)


def letter(subject: str, text: str, head: str = "") -> Letter:
    raw = f"From: Kim <kim@kunde.de>\nTo: info@ours.example\nSubject: {subject}\n{head}"
    return read_letter(f"{raw}Content-Type: text/plain; charset=utf-8\n\n{text}\n".encode(), OURS)


@pytest.mark.parametrize(("kind", "subject", "text", "head"), LETTERS)
def test_the_words_say_what_a_letter_is(kind: Kind, subject: str, text: str, head: str) -> None:
    read = letter(subject, text, head)
    assert read.kind is kind, read.reasons


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("We are a leading supplier of tiles in Chile and we need 500 pcs of your lamps.", "an offer to us"),
        ("Please quote 20 pcs of your lamps. To unsubscribe from my newsletter click here.", "advertising"),
        ("Please quote a website redesign for our hotel.", "advertising"),
        ("Please quote 20 pcs of your lamps.", ""),
    ],
)
def test_in_doubt_it_is_an_inquiry_and_says_what_else_it_may_be(text: str, against: str) -> None:
    read = letter("Hello", text)
    assert read.kind is Kind.INQUIRY
    assert against in read.doubt if against else not read.doubt, read.reasons


def test_a_buyer_with_a_program_as_his_list_of_goods_is_an_inquiry_in_doubt() -> None:
    raw = (
        b"From: Kim <kim@kunde.de>\nSubject: RFQ\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n"
        b"Please quote the goods in the file.\n--b\nContent-Type: application/octet-stream; name=rfq.exe\n"
        b"Content-Disposition: attachment; filename=rfq.exe\n\nMZ\n--b--\n"
    )
    read = read_letter(raw, OURS)
    assert (read.kind, read.doubt) == (Kind.INQUIRY, "a file with it is dangerous: program")


def test_phrases_are_found_whatever_accents_script_and_signs_stand_in_the_text() -> None:
    known = phrases("cotización para|询价|цен*|s'il vous plaît|عرض سعر|价格")
    for text, found in (
        ("COTIZACION, para".lower(), "cotización para"),
        ("我要詢價", "询价"),
        ("нет цены", "цен"),
        ("s’il vous plait", "s'il vous plaît"),
        ("أريد عَرْض سعر", "عرض سعر"),
        ("價格?", "价格"),
        ("оценка", ""),
        ("cotizaciones para", ""),
    ):
        assert known.first_in(said_of(text)) == found, text


def test_a_phrase_does_not_reach_from_the_subject_into_the_text() -> None:
    assert not phrases("please quote").first_in(said_of("please", "quote of the day"))


def test_what_sellers_say_is_cut_out_before_a_buyer_is_looked_for() -> None:
    said = said_of("send you our price list")
    assert said.without([" our price list "]).spaced == " send you | "


@pytest.mark.parametrize("text", SWINDLES)
def test_swindles_and_pills_are_spam_or_advertising(text: str) -> None:
    read = letter("Hello", text)
    assert read.kind in (Kind.SPAM, Kind.ADVERTISING), read.reasons


@pytest.mark.parametrize("text", NO_SWINDLES)
def test_a_buyer_of_such_goods_is_heard(text: str) -> None:
    read = letter("Hello", text)
    assert read.kind in (Kind.INQUIRY, Kind.PAYMENT), read.reasons
