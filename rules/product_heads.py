"""How heads of columns, and people in chat, call the fields of a product; in small letters, between bars."""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {
    "number": (
        "product number|product no|product no.|product code|产品编号|产品编码|产品代码|商品编码|商品编号|"
        "物料编码|产品货号|sku|item no|item no.|item number|item code|货号|article no|article number|part no|"
        "part no.|part number|number|编号|编码|product id|code|item|article|款号|style no|style no.|model|"
        "model no|model no.|model number|型号|产品型号|规格型号|no|no."
    ),
    "name_en": (
        "name|product|product name|product title|name en|english name|english product name|name of product|goods|"
        "commodity|description of goods|item name|英文名称|英文品名|产品英文名|英文名|英文产品名称"
    ),
    "name_zh": (
        "chinese name|name zh|name cn|中文名称|中文品名|品名|名称|产品名称|中文名|商品名称|产品|货名|产品中文名|"
        "中文产品名称"
    ),
    "synonyms": "synonyms|synonym|aliases|also called|other names|keywords|别名|同义词|其他名称|关键词|别称",
    "description": "description|details|描述|说明|产品描述|详细描述|产品说明|备注说明",
    "specification": (
        "specification|specifications|spec|spec.|specs|size|product size|technical data|规格|尺寸|参数|技术参数|"
        "产品规格|产品尺寸"
    ),
    "material": "material|材质|材料|产品材质",
    "unit": "unit|units|uom|unit of measure|单位|计量单位|销售单位",
    "packing": "packing|packaging|package|packing details|包装|包装方式|包装说明|包装要求",
    "per_carton": (
        "pieces per carton|pcs per carton|pcs per ctn|pcs/carton|pcs/ctn|pc/ctn|qty per carton|qty/carton|"
        "qty/ctn|quantity per carton|per carton|packing qty|packing quantity|carton qty|units per carton|"
        "pcs per box|装箱数|装箱数量|每箱数量|每箱装|箱装数|入数|外箱装数|装箱量|装箱|每箱个数|外箱装量|箱入数|"
        "每箱"
    ),
    "carton": (
        "carton|carton size|carton dimension|carton dimensions|carton measurement|carton meas|ctn size|"
        "ctn dimension|ctn meas|measurement|meas|meas.|outer carton|outer carton size|master carton|"
        "master carton size|box size|package size|外箱尺寸|外箱规格|纸箱尺寸|纸箱规格|箱规|箱子尺寸|包装尺寸|"
        "装箱尺寸|外箱|箱尺寸|外箱长宽高|长宽高"
    ),
    "carton_length": "carton length|length|ctn length|长|箱长|外箱长|外箱长度|长度",
    "carton_width": "carton width|width|ctn width|宽|箱宽|外箱宽|外箱宽度|宽度",
    "carton_height": "carton height|height|ctn height|高|箱高|外箱高|外箱高度|高度",
    "carton_gross": (
        "carton gross weight|gross weight|gross|g.w.|g.w|gw|g/w|gross weight per carton|gw/ctn|g.w./ctn|"
        "carton gross|毛重|外箱毛重|每箱毛重|箱毛重|整箱毛重"
    ),
    "carton_net": (
        "carton net weight|net weight|net|n.w.|n.w|nw|n/w|net weight per carton|nw/ctn|n.w./ctn|carton net|净重|"
        "外箱净重|每箱净重|箱净重|整箱净重"
    ),
    "hs_code": (
        "hs code|hs|hscode|hs-code|h.s. code|customs code|tariff code|海关编码|hs编码|税号|商检编码|海关hs编码|"
        "hs海关编码"
    ),
    "moq": (
        "moq|minimum order|minimum order quantity|minimum order qty|min order|min. order|min order qty|"
        "minimum quantity|起订量|最小起订量|最低起订量|起订|起订数量|最小订量|最小订货量|起批量"
    ),
    "lead_days": (
        "lead days|lead time|lead time (days)|lead time days|lead|delivery days|delivery time|delivery|"
        "production time|production days|cycle|cycle days|production cycle|交期|交货期|交货周期|生产周期|"
        "交期天数|生产天数|交货时间|货期|工期"
    ),
    "price": (
        "price|unit price|base price|list price|sales price|selling price|fob|fob price|exw price|quotation|"
        "quoted price|u/price|单价|价格|基准价|基价|报价|销售价|售价|销售单价|出厂价|外销价|产品单价|基准单价|"
        "标准价|标准单价|fob价|fob单价"
    ),
    "currency": "currency|price currency|cur|curr|curr.|ccy|币种|货币|价格币种|报价币种|币别|货币单位",
    "floor": (
        "floor|floor price|lowest price|lowest|minimum price|min price|min. price|bottom price|最低价|底价|"
        "最低限价|下限|价格下限|最低单价|最低报价|下限价"
    ),
    "ceiling": (
        "ceiling|ceiling price|highest price|highest|maximum price|max price|max. price|top price|最高价|上限|"
        "顶价|最高限价|价格上限|最高单价|最高报价|上限价"
    ),
    "float_up": (
        "float up|up|upward|upwards|upper range|float upward|上浮|上浮范围|上浮率|上浮比例|上浮幅度|上浮百分比|可上浮"
    ),
    "float_down": (
        "float down|down|downward|downwards|lower range|float downward|discount limit|下浮|下浮范围|下浮率|"
        "下浮比例|下浮幅度|下浮百分比|可下浮"
    ),
    "valid_from": (
        "valid from|price valid from|from|effective|effective from|effective date|price date|生效|生效日期|"
        "生效日|价格生效日期|执行日期|启用日期|价格日期"
    ),
    "tiers": (
        "tiers|tier|price tiers|tier prices|tiered price|tiered prices|quantity prices|quantity price|"
        "price breaks|price break|volume prices|阶梯|阶梯价|阶梯价格|阶梯报价|批量价|数量价|分级价|梯度价"
    ),
    "raw_material": (
        "raw material|raw materials|raw_material|material cost|原材料|原料|材料费|材料成本|原材料成本|原料成本|原材料费"
    ),
    "production": (
        "production|production cost|processing|processing cost|manufacturing|manufacturing cost|生产|生产费|"
        "生产费用|生产成本|加工费|制造费|制造费用|加工"
    ),
    "labour": "labour|labor|labour cost|labor cost|wages|人工|人工费|工费|人工成本|工资|人工费用",
    "packaging_cost": ("packaging cost|packaging_cost|packing cost|package cost|包装费|包装成本|包装费用|包材|包材费"),
    "transport": (
        "transport|transportation|transport cost|inland freight|trucking|运输|运费|运输费|运输费用|内陆运费|"
        "运输成本|国内运费"
    ),
    "insurance": "insurance|insurance cost|保险|保险费|保费|保险费用",
    "tax": "tax|taxes|tax cost|duty|税费|税|税金|关税|税款",
    "purchase_price": (
        "purchase price|purchase_price|purchase cost|purchasing price|buying price|cost price|采购成本|采购价|"
        "采购单价|进价|进货价|成本价|采购价格|供应商价格|工厂价"
    ),
    "other_cost": (
        "other cost|other costs|other_cost|other|other expenses|misc|其他费用|其它费用|杂费|其他|其他成本|其它"
    ),
    "cost_currency": "cost currency|cost_currency|costs currency|currency of costs|成本币种|成本货币|成本币别",
    "cost_source": "cost source|cost_source|cost by|cost confirmed by|成本来源|成本确认人|成本提供人",
    "cost_on": "cost date|cost_on|cost on|costs date|成本日期|成本确认日期|成本更新日期",
}
