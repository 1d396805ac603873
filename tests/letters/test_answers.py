"""How customers answer a quotation, read from their words: given a sentence, expected the answer. It marks and never decides."""

from __future__ import annotations

import time

import pytest

from mail.acceptance import answer_of, quotes_named
from mail.read import read_letter
from rules.letter import Answer
from rules.letter_plain import from_plain, to_plain
from tests.letters.company import OURS

SAID = (
    ("objected", "Unfortunately your price is much higher than what we pay now."),
    ("objected", "We accept nothing of this offer, forget it."),
    ("objected", "I doubt we can accept your quotation."),
    ("objected", "No way we accept your quotation."),
    ("accepted", "No doubt we accept your quotation."),
    ("received", "Please hold on, do not proceed yet."),
    ("objected", "We will not place the order now."),
    ("refused", "We decided to buy locally."),
    ("objected", "Please revise the quotation with CIF Hamburg."),
    ("received", "Thank you for the revised quotation."),
    ("accepted", "We accept, waiting for your PI."),
    ("accepted", "Подтверждаем, ждем счет."),
    ("accepted", "OK，就这个价吧"),
    ("objected", "这个价格没法做"),
    ("accepted", "Passt, bitte Auftragsbestätigung senden."),
    ("accepted", "Hi, quotation looks good. I will send PO tomorrow."),
    ("objected", "What discount can you give for 5000 pcs?"),
    ("objected", "不接受预付，改成见提单复印件付款"),
    ("received", "暂时不下单，等通知"),
    ("objected", "Nous acceptons votre offre sous réserve d'un délai de 3 semaines."),
    ("objected", "Giá này chúng tôi không chấp nhận."),
    ("received", "We hereby confirm receipt of your quotation."),
    ("received", "我们确认收到报价，谢谢"),
    ("received", "我们确认一下再回复你"),
    ("question", "If we accept your offer, when could you ship?"),
    ("received", "Before we accept, we need to talk to our client."),
    ("refused", "Unfortunately we cannot proceed with your offer."),
    ("objected", "We cannot proceed at this price."),
    ("objected", "Please match it or we will have to go with another supplier."),
    ("objected", "跟别家比，你们贵了"),
    ("accepted", "Thank you for the discount. We accept."),
    ("accepted", "ok"),
    ("accepted", "可以。"),
    ("accepted", "OK!"),
    ("received", "OK thank you for your quotation"),
    ("none", "Our target is to start sales in May."),
    ("objected", "Our target is USD 2.90."),
    ("none", "我们订单上个月已经发了"),
    ("none", "请安排寄样品"),
    ("accepted", "We accept your quotation. Please send PI."),
    ("accepted", "Please proceed with the order."),
    ("accepted", "Please find attached our PO 4711."),
    (
        "accepted",
        "Dear Ana, thank you for your offer Q-2026-0031. We hereby confirm the order, kindly send the proforma invoice.",
    ),
    ("accepted", "OK, go ahead please. Let us know if you need anything."),
    ("objected", "We accept if you can do 3.10."),
    ("objected", "We accept the price but delivery is too long."),
    ("objected", "Your price is too high, our target price is USD 2.95/pc."),
    ("objected", "Price is ok. But 30% deposit is not acceptable, we only pay by L/C."),
    ("objected", "We cannot accept your price."),
    ("objected", "If you accept USD 3.10 we will place the order today."),
    ("question", "Is this your best price?"),
    ("question", "Please confirm the delivery time."),
    ("question", "Could you tell me the carton size?"),
    ("received", "Well received, will revert soon."),
    ("received", "Thank you for your quotation. We will check and get back to you."),
    ("refused", "Sorry, we went with another supplier this time."),
    ("refused", "The project has been cancelled, thank you."),
    ("objected", "If not we have to go with another supplier."),
    ("question", "We have not received your quotation yet."),
    ("accepted", "同意报价，请做PI"),
    ("objected", "太贵了"),
    ("objected", "能便宜点吗？"),
    ("received", "已收到，我们看一下"),
    ("objected", "价格高了，目标价3.1美金"),
    ("refused", "不好意思，我们选了别家"),
    ("accepted", "好的，按这个价格下单，请发PI"),
    ("objected", "如果能做到3.10美元，就可以下单"),
    ("question", "交期多久？"),
    ("objected", "交期太长，能提前吗"),
    ("objected", "能不能改成30%定金？"),
    ("accepted", "價格沒問題，請安排生產"),
    ("objected", "價格太高了，可以再優惠嗎？"),
    ("accepted", "Confirmamos el pedido, adjunto orden de compra."),
    ("objected", "El precio es muy alto, ¿pueden mejorar el precio?"),
    ("objected", "Aceptamos si pueden bajar a USD 3,10."),
    ("refused", "Hemos decidido comprar con otro proveedor."),
    ("received", "Recibido, gracias. Lo revisaremos."),
    ("accepted", "Aceitamos a proposta. Podem prosseguir com o pedido."),
    ("objected", "O preço está muito alto, conseguem um desconto?"),
    ("accepted", "wir bestellen wie angeboten, anbei unsere Bestellung 4711."),
    ("objected", "Der Preis ist leider zu hoch. Können Sie 2,95 EUR machen?"),
    ("refused", "Wir haben uns für einen anderen Lieferanten entschieden."),
    ("received", "Vielen Dank für Ihr Angebot, wir melden uns."),
    ("objected", "Die Lieferzeit ist zu lang."),
    ("accepted", "Bon pour accord, merci de nous envoyer la facture proforma."),
    ("objected", "Votre prix est trop élevé, pouvez-vous faire une remise ?"),
    ("refused", "Nous avons choisi un autre fournisseur."),
    ("accepted", "Accettiamo la vostra offerta, procedete con l'ordine."),
    ("objected", "Il prezzo è troppo alto."),
    ("accepted", "Мы принимаем ваше предложение, выставьте инвойс на оплату."),
    ("objected", "Дорого. Можете сделать скидку?"),
    ("refused", "К сожалению, мы выбрали другого поставщика."),
    ("received", "Добрый день, спасибо за предложение, рассмотрим."),
    ("accepted", "نقبل عرضكم، يرجى إرسال الفاتورة المبدئية"),
    ("objected", "السعر مرتفع جدا، هل يمكن خصم؟"),
    ("accepted", "Teklifinizi kabul ediyoruz, proforma fatura gönderiniz."),
    ("objected", "Fiyat çok yüksek, indirim yapabilir misiniz?"),
    ("accepted", "お見積りの通り発注いたします。"),
    ("objected", "価格が高いです。値引きできますか？"),
    ("received", "お見積りありがとうございます。社内で検討いたします。"),
    ("refused", "今回は見送らせていただきます。"),
    ("accepted", "견적대로 주문하겠습니다. 프로포마 인보이스 부탁드립니다."),
    ("objected", "가격이 너무 높습니다. 할인 가능할까요?"),
    ("accepted", "Chúng tôi đồng ý với báo giá, vui lòng gửi PI."),
    ("objected", "Giá cao quá, có thể giảm giá không?"),
    ("objected", "Can you do 3.10?"),
    ("objected", "The MOQ is too high for us."),
    ("objected", "Please extend the validity until end of May."),
    ("accepted", "Confirmed."),
    ("accepted", "Price is fine."),
    ("received", "ok thanks, got it"),
    ("question", "What is the price for 5000 pcs?"),
    ("objected", "another supplier offers us USD 2.80, can you match it?"),
    ("received", "We are waiting for approval from our boss before we place the order."),
    ("objected", "We would accept at EUR 4."),
    ("accepted", "We accept your price of USD 3.20. When can you ship?"),
    ("objected", "可以接受，但是付款方式改成LC"),
    ("question", "do you accept L/C?"),
    ("accepted", "Let's go ahead with option 2. Please issue PI asap"),
    ("objected", "Ok for us but only with 60 days payment"),
    ("objected", "we don't agree with the payment terms"),
    ("question", "请确认一下包装尺寸"),
    ("accepted", "请确认订单，附件是我们的PO"),
    ("accepted", "Noted, please make PI with bank details."),
    ("received", "收到，谢谢"),
    ("objected", "Compared with last year, your price increased by 10%. Please reconsider."),
    ("accepted", "As per our phone call, we confirm the order of 2000 pcs at USD 3.20 FOB Ningbo."),
    ("none", "Please see below."),
    ("none", "Dear Ana, regards Eva"),
    ("accepted", "Yes, deal. Send me PI"),
    ("objected", "deal if you give me 5% discount"),
    ("question", "Could you please send me the drawing of the lamp?"),
    ("received", "Thanks for your quote!"),
    ("accepted", "PO attached"),
    (
        "accepted",
        "Dear Ana,\n\nOrder confirmed.\nPlease find our purchase order no. 4500012345 in attachment.\n\nThanks",
    ),
    ("accepted", "The prices are acceptable for us, please prepare the PI with 30% deposit."),
    ("objected", "Received with thanks. Could you please check if you can improve the price a little bit?"),
    ("objected", "Thank you. Our customer asks for a discount of 5%."),
    ("objected", "The lead time of 45 days is too long, we need the goods in 30 days."),
    ("objected", "Payment 100% in advance is not possible for us."),
    ("objected", "We can only accept L/C at sight."),
    ("objected", "Please change quantity to 3000 pcs."),
    ("objected", "can you ship earlier?"),
    ("question", "Which port do you ship from?"),
    ("accepted", "报价没问题，请尽快做PI给我"),
    ("objected", "报价没问题，就是交期太长"),
    ("objected", "老板说价格高，让我跟你们再谈谈，能再便宜5%吗"),
    ("objected", "3.1能做吗？"),
    ("objected", "3.1可以做的话就下单"),
    ("refused", "不好意思，项目取消了"),
    ("received", "收到，我跟客户确认一下再回复你"),
    ("accepted", "客户确认了，请安排生产，订单见附件"),
    ("question", "请问含运费吗？"),
    ("objected", "别家报价2.8美金，你们能做到吗"),
    ("refused", "The client decided not to continue, sorry"),
    ("question", "Does the price include packing?"),
    ("question", "Can you send me the catalogue also"),
    ("none", "I am out of office until Monday"),
    ("received", "we have forwarded it to our technical department"),
    ("accepted", "We would like to order 500 pcs of LED-5050."),
    ("objected", "We'd like to order but price must be below USD 3"),
    ("objected", "Not ok for us, price too high"),
    ("objected", "We do not accept 100% prepayment"),
    ("question", "Do you accept 30% deposit?"),
    ("question", "how long is the quotation valid?"),
    ("accepted", "Einverstanden, bitte Proforma senden."),
    ("objected", "Wir würden bestellen, wenn Sie 3,10 EUR anbieten können."),
    ("accepted", "Merci pour votre devis. Nous validons, ci-joint bon de commande signé."),
    ("received", "Merci pour votre devis, nous reviendrons vers vous."),
    ("question", "Quel est le délai de livraison ?"),
    ("objected", "Le délai de livraison est trop long."),
    ("accepted", "Согласны с ценой, подтверждаем заказ."),
    ("objected", "Согласны, если дадите скидку 3%."),
    ("objected", "Срок поставки слишком долгий, можно быстрее?"),
    ("question", "Какой срок поставки?"),
    ("accepted", "Teklifinizi onaylıyoruz."),
    ("objected", "Teslim süresi çok uzun."),
    ("received", "Teklifinizi aldık, inceleyip size döneceğiz."),
    ("objected", "納期が長すぎます。短縮できますか？"),
    ("objected", "3.1ドルであれば発注いたします。"),
    ("objected", "납기가 너무 깁니다. 단축 가능할까요?"),
    ("received", "견적서 잘 받았습니다. 검토 후 회신 드리겠습니다."),
    ("received", "Đã nhận được báo giá, chúng tôi sẽ xem xét."),
    ("received", "تم استلام عرضكم، سنعود اليكم قريبا"),
    ("refused", "قررنا عدم المتابعة، اخترنا موردا آخر"),
    ("refused", "Başka bir tedarikçi ile anlaştık."),
    ("refused", "다른 업체로 결정했습니다."),
    ("refused", "Chúng tôi đã chọn nhà cung cấp khác."),
    ("refused", "Optamos por outro fornecedor."),
    ("received", "Recebido, obrigado. Vamos analisar."),
    ("accepted", "De acordo, podem prosseguir."),
    ("objected", "O prazo de entrega é muito longo."),
    ("refused", "Abbiamo scelto un altro fornitore."),
    ("received", "Ricevuto, grazie, vi faremo sapere."),
    ("objected", "I tempi di consegna sono troppo lunghi."),
    ("accepted", "確認報價，請開PI"),
    ("accepted", "Hi Ana, all good from our side. Pls proceed & send PI. Rgds"),
    ("refused", "Unfortunately your offer was not successful."),
    ("received", "Well noted, I will discuss with my boss."),
    ("question", "We accept visitors? what are your opening hours?"),
    ("objected", "We need better price"),
    ("objected", "USD 3.00 is our last price"),
    ("objected", "Our max budget is EUR 2.50 per piece."),
)


@pytest.mark.parametrize(("expected", "text"), SAID, ids=[text[:40] for _, text in SAID])
def test_what_he_says_is_marked_as_what_it_is(expected: str, text: str) -> None:
    assert kind_of(answered(text)) == expected


@pytest.mark.parametrize(
    ("text", "about", "price", "conditional"),
    [
        ("We accept if you can do 3.10.", ("price",), "3.1", True),
        ("Your price is too high, our target price is USD 2.95/pc.", ("price",), "USD 2.95", False),
        ("We accept the price but delivery is too long.", ("delivery",), "", True),
        ("Payment 100% in advance is not possible for us.", ("payment",), "", False),
        ("The MOQ is too high for us.", ("quantity",), "", False),
        ("Please extend the validity until end of May.", ("validity",), "", False),
        ("价格高了，目标价3.1美金", ("price",), "USD 3.1", False),
        ("交期太长，能提前吗", ("delivery",), "", False),
        ("Der Preis ist leider zu hoch. Können Sie 2,95 EUR machen?", ("price",), "EUR 2.95", False),
    ],
)
def test_an_objection_says_what_it_is_about_and_which_price_he_names(
    text: str, about: tuple[str, ...], price: str, conditional: bool
) -> None:
    answer = answered(text)
    assert answer is not None
    assert (answer.about, answer.price, answer.conditional) == (about, price, conditional)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Please send PI.", True),
        ("同意报价，请做PI", True),
        ("请开形式发票", True),
        ("We accept. Merci de nous envoyer la facture proforma", True),
        ("We accept your offer.", False),
        ("Prices are fine, our PR department says hello.", False),
    ],
)
def test_a_wish_for_the_proforma_invoice_is_seen(text: str, asks: bool) -> None:
    answer = answered(text)
    assert answer is not None
    assert answer.proforma is asks


@pytest.mark.parametrize(
    ("name", "is_order"),
    [
        ("PO-4711.pdf", True),
        ("Purchase_Order_88.pdf", True),
        ("signed quotation.pdf", True),
        ("采购订单20260311.pdf", True),
        ("Bestellung 4711.pdf", True),
        ("orden de compra.pdf", True),
        ("発注書.pdf", True),
        ("drawing.pdf", False),
        ("portfolio.pdf", False),
        ("logo.png", False),
    ],
)
def test_an_attachment_that_is_called_an_order_is_a_hint(name: str, is_order: bool) -> None:
    answer = answer_of("Re: offer", "see attached", [name], reply=True)
    assert kind_of(answer) == ("accepted" if is_order else "none")
    assert answer is None or not answer.sure


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Q-2026-0031", ("Q-2026-0031",)),
        ("q2026-31 and Q-2026-0032, again Q-2026-0031", ("Q-2026-0031", "Q-2026-0032")),
        ("your Q-2026-0031v2", ()),
        ("FAQ-2026-0031", ()),
        ("Q1 2026", ()),
    ],
)
def test_the_quotations_that_he_names_are_read_as_they_are_given(text: str, numbers: tuple[str, ...]) -> None:
    assert quotes_named(text) == numbers


def test_a_first_inquiry_answers_nothing() -> None:
    assert (
        answer_of("Inquiry", "We want to place an order. Your best price and discount please.", (), reply=False) is None
    )


def test_what_is_quoted_from_our_own_offer_counts_for_nothing() -> None:
    raw = (
        b"From: Eva <eva@kunde.example>\nTo: info@ours.example\nSubject: Re: offer\nIn-Reply-To: <1@ours.example>\n\n"
        b"Which port is it?\n\nOn 10 Mar 2026 Ana wrote:\n> If you accept, please proceed. The price is not too high.\n"
    )
    assert kind_of(read_letter(raw, OURS).answer) == "question"


def test_the_answer_is_stored_and_comes_back_as_it_was() -> None:
    head = b"From: Eva <eva@kunde.example>\nTo: info@ours.example\nSubject: Re: Q-2026-0031\n\n"
    raw = head + b"We accept at USD 3.10, please send PI.\n"
    letter = read_letter(raw, OURS)
    assert letter.answer == Answer(
        letter.answer.kind if letter.answer else None,
        "We accept at USD 3.10, please send PI.",
        price="USD 3.1",
        proforma=True,
        quotes=("Q-2026-0031",),
    )
    assert from_plain(to_plain(letter)) == letter


@pytest.mark.parametrize(
    "text",
    [
        "we accept if you " * 3000,
        "a," * 50_000,
        "?" * 100_000,
        "同意报价如果" * 9000,
        "\n" * 100_000,
        "Q-2026-" * 9000,
        "price is too high, but we accept USD 3.10 if you can do it. " * 500,
        "3.1" * 30_000,
    ],
    ids=["conditions", "commas", "questions", "chinese", "lines", "numbers", "everything", "decimals"],
)
def test_a_hostile_text_takes_no_long_time(text: str) -> None:
    begun = time.process_time()
    answer_of("Re: offer", text, ["po.pdf"] * 1000, reply=True)
    assert time.process_time() - begun < 0.5


def answered(text: str) -> Answer | None:
    return answer_of("Re: quotation", text, (), reply=True)


def kind_of(answer: Answer | None) -> str:
    return answer.kind.value if answer is not None and answer.kind is not None else "none"
