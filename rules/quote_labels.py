"""How people who sell write the parts of a quotation on a phone: labels, units, trade terms and places, English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "payment": "payment terms|payment term|terms of payment|payment|pay|付款方式|付款条件|付款条款|支付方式|付款",
    "delivery": "delivery time|delivery date|time of delivery|delivery|deliver in|deliver|lead time|leadtime|shipment|"
    "交货期限|交货时间|交货期|交货|交期|货期|发货期",
    "valid_until": "validity|valid until|valid till|valid to|valid for|valid|offer valid|报价有效期至|报价有效期|有效期限|"
    "有效期至|有效期|有效至|有效",
    "packaging": "packaging|packing|package|packed in|pack|包装方式|包装要求|包装",
    "currency": "currency|币种|货币|币别",
    "term": "trade terms|trade term|price terms|price term|incoterms 2020|incoterms|incoterm|term|terms|"
    "贸易术语|价格条款|贸易条款|成交方式|价格术语",
    "place": "named place|place|port|交货地点|交货地|起运港|目的港|港口|地点",
    "contact": "contact person|contact|attention|attn.|attn|联系人|收件人",
    "company": "customer|company|客户|公司",
    "address": "postal address|address|地址",
    "country": "country|国家",
    "language": "language|lang|语言|语种",
    "remarks": "remarks|remark|note|notes|备注|附注|说明",
    "reason": "price reason|reason|价格理由|理由|原因",
    "assumptions": "assumption|assume|assumed|假定|假设|待确认",
    "pictures": "pictures|picture|photos|图片",
}
"""What stands before a value, longest first where two begin alike; between bars."""

LINE_LABELS: Mapping[str, str] = {
    "quantity": "quantity|qty|数量",
    "price": "unit price|price|单价|价格",
    "packaging": "packaging|packing|包装",
    "specification": "specification|spec|model|规格型号|规格|型号",
    "description": "description|desc|描述",
    "names": "name|品名|名称",
    "product": "product|item|产品编号|产品",
    "unit": "unit|单位",
    "alternative": "alternative|alt|备选",
}
"""The same for one position: "2 price 3.10"."""

UNITS: Mapping[str, str] = {
    "pcs": "pcs|pc|pieces|piece|ea|each|个|只|件|支|条|颗|粒|根|片|枚|把|张|块",
    "sets": "sets|set|套|组",
    "units": "units|unit|台|部",
    "pairs": "pairs|pair|prs|双|对",
    "dozen": "dozens|dozen|doz|dz|打",
    "rolls": "rolls|roll|卷",
    "cartons": "cartons|carton|ctns|ctn|箱",
    "boxes": "boxes|box|盒",
    "bags": "bags|bag|袋|包",
    "bottles": "bottles|bottle|瓶",
    "drums": "drums|drum|桶",
    "sheets": "sheets|sheet",
    "reels": "reels|reel|盘",
    "kg": "kgs|kg|kilograms|kilos|公斤|千克",
    "g": "grams|gram|克",
    "t": "metric tons|metric tonnes|tonnes|tonne|tons|ton|mts|mt|公吨|吨",
    "m": "meters|metres|meter|metre|mtrs|mtr|m|米",
    "m2": "sqm|sq m|m2|m²|㎡|平方米|平方",
    "m3": "cbm|m3|m³|立方米|立方",
    "l": "liters|litres|liter|litre|升",
}
WHOLE = frozenset(list(UNITS)[: list(UNITS).index("kg")])
"""Units of things that are counted, not measured: there is no half of one."""
ONES = frozenset({"pcs", "sets", "units"})
"""People's words for one of a thing."""
UNIT_OF = {written: unit for unit, names in UNITS.items() for written in names.split("|")}

TERM_ALIASES = {
    "C&F": "CFR", "CNF": "CFR", "CANDF": "CFR", "离岸价": "FOB", "离岸": "FOB", "到岸价": "CIF", "到岸": "CIF", "工厂交货": "EXW",
    "出厂价": "EXW", "EX-WORKS": "EXW", "EX WORKS": "EXW", "EXWORKS": "EXW", "EX WORK": "EXW", "成本加运费": "CFR",
    "完税后交货": "DDP", "未完税交货": "DAP",
}  # fmt: skip
RETIRED = {"DDU": "DAP", "DAT": "DPU", "DES": "DAP", "DEQ": "DPU", "DAF": "DAP", "FOR": "FCA", "FOT": "FCA"}
"""Rules that Incoterms 2020 do not have any more, and which one is meant today."""

PLACES = dict(
    each.split("=")
    for each in (
        "宁波=Ningbo 上海=Shanghai 深圳=Shenzhen 盐田=Yantian 蛇口=Shekou 青岛=Qingdao 天津=Tianjin 厦门=Xiamen"
        " 广州=Guangzhou 南沙=Nansha"
        " 大连=Dalian 连云港=Lianyungang 义乌=Yiwu 香港=Hong_Kong 高雄=Kaohsiung 汉堡=Hamburg 不来梅=Bremerhaven 鹿特丹=Rotterdam"
        " 安特卫普=Antwerp 勒阿弗尔=Le_Havre 费利克斯托=Felixstowe 南安普顿=Southampton 瓦伦西亚=Valencia 巴伦西亚=Valencia"
        " 巴塞罗那=Barcelona 热那亚=Genoa 的里雅斯特=Trieste 比雷埃夫斯=Piraeus 格但斯克=Gdansk 圣彼得堡=St._Petersburg"
        " 海参崴=Vladivostok 莫斯科=Moscow 伊斯坦布尔=Istanbul 梅尔辛=Mersin 亚历山大=Alexandria 迪拜=Dubai 杰贝阿里=Jebel_Ali"
        " 吉达=Jeddah 达曼=Dammam 孟买=Mumbai 那瓦西瓦=Nhava_Sheva 金奈=Chennai 卡拉奇=Karachi 科伦坡=Colombo 吉大港=Chittagong"
        " 新加坡=Singapore 巴生=Port_Klang 巴生港=Port_Klang 曼谷=Bangkok 林查班=Laem_Chabang 胡志明=Ho_Chi_Minh_City"
        " 海防=Hai_Phong 雅加达=Jakarta 马尼拉=Manila 釜山=Busan 仁川=Incheon 东京=Tokyo 横滨=Yokohama 大阪=Osaka 神户=Kobe"
        " 名古屋=Nagoya 悉尼=Sydney 墨尔本=Melbourne 奥克兰=Auckland 洛杉矶=Los_Angeles 长滩=Long_Beach 纽约=New_York"
        " 休斯敦=Houston 温哥华=Vancouver 多伦多=Toronto 蒙特利尔=Montreal 曼萨尼约=Manzanillo 桑托斯=Santos"
        " 布宜诺斯艾利斯=Buenos_Aires 卡亚俄=Callao 瓦尔帕莱索=Valparaiso 德班=Durban 拉各斯=Lagos 蒙巴萨=Mombasa 特马=Tema"
    ).split()
)
"""Ports and towns that are typed in Chinese, as the paper names them."""

LANGUAGES = {
    "en": "en", "english": "en", "eng": "en", "英文": "en", "英语": "en", "zh": "zh", "cn": "zh", "chinese": "zh", "中文": "zh",
    "汉语": "zh", "en+zh": "en+zh", "zh+en": "en+zh", "both": "en+zh", "bilingual": "en+zh", "中英文": "en+zh", "中英": "en+zh",
    "双语": "en+zh", "en/zh": "en+zh",
}  # fmt: skip
YES = {"yes": True, "y": True, "on": True, "是": True, "要": True, "": True, "no": False, "off": False, "n": False, "不": False,
       "不要": False, "否": False}  # fmt: skip


def alternatives(names: str) -> str:
    """The names between bars as a pattern, the longest first, so that "payment terms" is not read as "payment"."""
    return "|".join(sorted((re.escape(each) for each in names.split("|")), key=len, reverse=True))


def place_named(text: str) -> str:
    """The place as the paper names it: 宁波港 is Ningbo."""
    told = text.strip(" ,.;:，。、：")
    bare = told.removesuffix("港") if told not in PLACES else told
    return PLACES.get(bare, told).replace("_", " ") if bare in PLACES else told


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as half-width ones: sign by sign, so that places in the text stay the same."""
    return text.translate(_WIDE)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0x202F: " ", ord("￥"): "¥"}
