"""The words that stand on papers, in English and in Chinese side by side, as the trade writes them."""

from __future__ import annotations

from collections.abc import Mapping

Words = tuple[str, ...]
"""The same in each language of a paper, the main one first: one or two."""
LANGUAGES = ("en", "zh")
"""en, zh, or both as en+zh."""

PAPER_WORDS: Mapping[str, tuple[str, str]] = {
    "quotation": ("Quotation", "报价单"),
    "draft": ("DRAFT", "草稿"),
    "number": ("No.", "编号"),
    "version": ("Version", "版本"),
    "date": ("Date", "日期"),
    "valid_until": ("Valid until", "有效期至"),
    "currency": ("Currency", "币种"),
    "to": ("To", "致"),
    "attention": ("Attn.", "联系人"),
    "our_contact": ("Our contact", "我方联系人"),
    "opening": ("Thank you for your inquiry. We are pleased to offer:", "感谢贵方询价，我方报价如下："),
    "item_number": ("No.", "序号"),
    "picture": ("Picture", "图片"),
    "model": ("Item No.", "货号/型号"),
    "goods": ("Description and specification", "品名及规格"),
    "quantity": ("Quantity", "数量"),
    "unit": ("Unit", "单位"),
    "price": ("Unit price", "单价"),
    "amount": ("Amount", "金额"),
    "total": ("Total", "合计"),
    "in_words": ("Say", "大写"),
    "alternatives": ("Alternatives, not included in the total", "备选方案（未计入合计）"),
    "terms": ("Terms and conditions", "交易条款"),
    "trade_term": ("Price term", "价格条款"),
    "payment": ("Payment", "付款方式"),
    "delivery": ("Delivery", "交货期"),
    "packaging": ("Packing", "包装"),
    "validity": ("Validity", "报价有效期"),
    "remarks": ("Remarks", "备注"),
    "bank": ("Bank details for payment in {currency}", "收款账户（{currency}）"),
    "for_us": ("For and on behalf of", "卖方"),
    "for_them": ("Confirmed and accepted by", "买方确认"),
    "signature": ("Authorised signature and stamp", "授权签字及盖章"),
    "signature_date": ("Signature, stamp and date", "签字、盖章及日期"),
    "page": ("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
    "telephone": ("Tel", "电话"),
    "mail": ("E-mail", "邮箱"),
    "web": ("Web", "网址"),
    "valid_sentence": ("This offer is valid until {day}.", "本报价有效期至{day}。"),
}


UNITS: Mapping[str, str] = {
    "pcs": "件", "pc": "件", "piece": "件", "pieces": "件", "set": "套", "sets": "套", "kg": "千克", "g": "克", "t": "吨",
    "mt": "吨", "m": "米", "m2": "平方米", "m²": "平方米", "sqm": "平方米", "m3": "立方米", "m³": "立方米", "cbm": "立方米",
    "l": "升", "pair": "双", "pairs": "双", "roll": "卷", "rolls": "卷", "box": "盒", "boxes": "盒", "carton": "箱",
    "cartons": "箱", "ctn": "箱", "ctns": "箱", "bag": "袋", "bags": "袋", "dozen": "打", "doz": "打", "sheet": "张",
    "sheets": "张", "bottle": "瓶", "bottles": "瓶", "unit": "台", "units": "台",
}  # fmt: skip
"""Units as a Chinese paper says them; a bilingual one keeps what the customer reads."""


def unit_of(unit: str, languages: tuple[str, ...]) -> str:
    return UNITS.get(unit.strip().casefold(), unit) if languages == ("zh",) else unit


def languages_of(language: str) -> tuple[str, ...]:
    """The languages of a paper, the main one first; English where it is none that papers are written in."""
    return tuple(each for each in language.split("+") if each in LANGUAGES)[:2] or ("en",)


def words_of(key: str, languages: tuple[str, ...], **facts: str) -> Words:
    """The words in the languages of the paper."""
    return said(PAPER_WORDS[key], languages, **facts)


def said(pair: tuple[str, str], languages: tuple[str, ...], **facts: str) -> Words:
    """An English and a Chinese text in the languages of the paper, their places filled."""
    english, chinese = pair
    by_language = {"en": english, "zh": chinese}
    return tuple(by_language[each].format(**facts) if facts else by_language[each] for each in languages)
