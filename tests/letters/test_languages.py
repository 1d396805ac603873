"""The language of a text, short or long, and the script of a Chinese one."""

from __future__ import annotations

import pytest

from mail.languages import chinese_script, language_of

TEXTS = (
    ("en", "price?"),
    ("en", "catalog pls"),
    ("en", "Can you ship to Lagos?"),
    ("en", "MOQ and lead time of item 4402"),
    ("en", "Hi, need 500 pcs, thanks"),
    ("en", "Dear Sir, we are interested in your LED panels, size 60x60. Kindly quote CIF Hamburg. Best regards"),
    ("zh", "多少钱"),
    ("zh", "請報價"),
    ("zh", "您好,我们想采购一批轴承,请报FOB宁波价格"),
    ("es", "precio?"),
    ("es", "Cuánto cuesta el envío a Chile"),
    ("es", "Hola buenas tardes, me interesa su producto"),
    ("es", "Estimados señores, solicitamos cotización de 200 bombas sumergibles, puerto Callao."),
    ("pt", "Bom dia, qual o preço?"),
    ("pt", "preço do painel LED"),
    ("pt", "Gostaríamos de receber cotação para 500 peças, CIF Santos. Atenciosamente"),
    ("pt", "Segue o comprovante"),
    ("fr", "Prix SVP"),
    ("fr", "Bonjour, avez-vous ce modèle en stock ?"),
    ("fr", "Veuillez nous faire parvenir votre meilleur devis pour 40 pompes."),
    ("de", "Was kostet das?"),
    ("de", "Preisliste bitte"),
    ("de", "Guten Tag, wir benötigen 300 Stück bis Ende Mai. Mit freundlichen Grüßen"),
    ("de", "Anfrage Kugelhähne DN50"),
    ("it", "Quanto costa?"),
    ("it", "Buongiorno, vorremmo un preventivo per 100 pezzi"),
    ("it", "Spett.le ditta, siamo interessati ai vostri prodotti"),
    ("ru", "цена?"),
    ("ru", "Добрый день, пришлите прайс на насосы"),
    ("ar", "كم السعر؟"),
    ("ar", "نرجو تزويدنا بعرض سعر لعدد 1000 مصباح"),
    ("tr", "fiyat nedir"),
    ("tr", "Merhaba, ürünleriniz için fiyat teklifi rica ederiz"),
    ("tr", "İyi çalışmalar, 250 adet pompa lazım"),
    ("ja", "価格を教えてください"),
    ("ja", "見積書をお願いします"),
    ("ko", "가격 얼마예요?"),
    ("ko", "견적 부탁드립니다. LED 패널 500개"),
    ("vi", "giá bao nhiêu"),
    ("vi", "Chào anh, bên em cần mua 500 đèn LED, báo giá giúp em"),
    ("nl", "Graag ontvangen wij een offerte voor 200 stuks"),
    ("pl", "Proszę o ofertę na 300 sztuk"),
    ("uk", "Доброго дня, надішліть ціну"),
    ("fa", "لطفا قیمت پمپ را بفرستید"),
    ("cs", "Dobrý den, prosím o cenu 100 kusů"),
    ("th", "ราคาเท่าไหร่"),
    ("id", "Berapa harga untuk 100 unit?"),
    ("sv", "Hej, vi skulle vilja ha en offert på 50 pumpar"),
    ("", "12345"),
    ("en", "Thanks, well received."),
    ("es", "Gracias, recibido"),
    ("de", "Danke, passt."),
    ("fr", "Merci beaucoup"),
)


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_text_is_told_by_its_script_and_its_small_words(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Hant", "請報價"),
        ("Hans", "请报价"),
        ("Hant", "王經理您好：報價收到，請安排生產"),
        ("Hans", "您好，我司想采购500台水泵"),
        ("Hant", "您好，麻煩寄樣三個"),
        ("Hans", "多少钱"),
        ("Hant", "多少錢"),
        ("", "三台"),
        ("", "price"),
    ],
)
def test_mainland_and_taiwan_are_told_by_their_characters(script: str, text: str) -> None:
    assert chinese_script(text) == script
