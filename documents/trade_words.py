"""The words of trade papers, in English and in Chinese side by side: titles, the fields of the forms in annex B, sentences."""

from __future__ import annotations

from collections.abc import Mapping

from documents.paper_words import Words, said

FIELDS: Mapping[str, tuple[str, str]] = {
    # B9: sample form
    "sample_no": ("Sample No.", "编号"),
    "customer": ("Customer", "客户"),
    "product": ("Product and specification", "品名规格"),
    "customer_requirements": ("Customer's requirements in detail", "客人要求细节"),
    "qty_requested": ("Quantity requested", "客人要求数量"),
    "qty_made": ("Quantity made", "打样数量"),
    "need_by": ("Needed by", "交样日期"),
    "tech_contact": ("Coordinated with (production/technology)", "生产/技术主管"),
    "confirmed_by": ("Confirmed by (supervisor/manager)", "主管/经理确认"),
    "copies": ("Copies to production, sales, accounting", "分发（生产、业务、财务）"),
    "reviewed_by": ("Reviewed by (supervisor)", "主管审核"),
    "label_instructions": ("Label and instructions", "样品标签/产品说明"),
    "courier_no": ("Courier No.", "快递单号"),
    "sent_at": ("Sent on", "寄出日期"),
    "received_at": ("Received by the customer", "签收"),
    "feedback": ("Feedback", "反馈"),
    "retained_label": ("Retained sample: label and place", "留样标识"),
    # B10: proforma invoice
    "order_requirements": ("Requirements of the order", "订单要求"),
    "delivery_terms": ("Delivery terms", "交货条件"),
    "payment_method": ("Payment", "付款方式"),
    "delivery_time": ("Delivery time", "交货时间"),
    "shipping_marks": ("Shipping marks", "唛头"),
    "signed_returned_at": ("Signed and returned on", "签字回传"),
    "copy_accounting": ("Copy to accounting", "会计存份"),
    # B11: contract
    "contract_no": ("Contract No.", "合同编号"),
    "material": ("Material", "材料"),
    "quality_standard": ("Quality standard", "质量标准"),
    "packaging": ("Packaging", "包装要求"),
    "trade_country": ("Country of trade", "贸易国别"),
    "delivery_place_time": ("Place and time of delivery", "交货地点与时间"),
    "transport": ("Transport", "运输方式"),
    "insurance": ("Insurance", "保险条款"),
    "inspection_clause": ("Inspection and quarantine", "检验检疫条款"),
    "breach": ("Breach of contract", "违约责任"),
    "disputes": ("Settlement of disputes", "争议解决方式"),
    "spare_parts": ("Spare parts", "配件额度"),
    "annexes": ("Annexes", "附件"),
    "template_kind": ("Form of contract", "合同模板"),
    "rechecked_by": ("Re-checked after signature by", "主管复核"),
    "company_signed_at": ("Signed by the company on", "公司签署"),
    "copy_to_customer_at": ("Copy delivered to the customer on", "送达客户"),
    "archive_ref": ("Archived at", "归档"),
    # B13: production order
    "contract_ref": ("Contract / proforma invoice", "合同号"),
    "product_spec": ("Specification", "产品规格"),
    "customer_details": ("Requirements in detail", "客人具体要求"),
    "delivery_date": ("Delivery date", "交货期"),
    "drawings": ("Drawings or sample standard", "图纸/样品标准"),
    "remarks": ("Remarks", "注意事项"),
    "signed_by": ("Signed by (supervisor/manager)", "主管/经理签字"),
    "issued_to": ("Issued to production and warehouse", "下发（生产、仓库）"),
    "meeting_ref": ("Coordination meeting", "协调会"),
    # B15: purchase order
    "supplier": ("Supplier", "供应商"),
    "part_requirements": ("Requirements of the part", "配件要求"),
    "quantity": ("Quantity", "数量"),
    "unit_price": ("Unit price", "单价"),
    "quality": ("Quality requirement", "质量要求"),
    "signed_back_at": ("Signed back by the supplier on", "供应商签回"),
    "preprod_sample": ("Pre-production sample confirmed", "产前样确认"),
    "payment_state": ("Payment of the part", "款项明细"),
    # B17: inspection report
    "order": ("Order", "订单"),
    "kind": ("Kind of inspection", "类型"),
    "basis": ("Inspected against", "照单验货"),
    "inspector": ("Inspector", "验货人"),
    "inspected_at": ("Date of inspection", "验货日期"),
    "sample_size": ("Spot-check size", "抽检数"),
    "findings": ("Doubts and defects", "疑问/问题"),
    "result": ("Result", "结果"),
    "reported_to": ("Reported to supervisor or manager", "通知主管"),
    "rework_to": ("Sent for correction to", "整改部门"),
    "report_file": ("Report kept at", "检验报告"),
    # B19: packing list
    "customer_packaging": ("Packaging requirement", "客户包装要求"),
    "marks": ("Shipping marks", "唛头"),
    "cartons": ("Cartons", "箱数"),
    "net_gross": ("Net / gross weight", "净重/毛重"),
    "volume": ("Volume", "体积"),
    "container": ("Container", "集装箱"),
    "inspection_ref": ("Final inspection passed", "验货无误"),
    "sent_to_customer_at": ("Sent to the customer on", "发给客人"),
    # B20: shipment notice
    "forwarder": ("Forwarder", "货代"),
    "vessel": ("Vessel / voyage", "船名/航次"),
    "booking": ("Booking", "订舱单"),
    "customs_decl": ("Customs declaration", "报关单"),
    "commodity_inspection": ("Commodity inspection", "商检单"),
    "origin_cert": ("Certificate of origin", "原产地证"),
    "bill_of_lading": ("Bill of lading", "提单"),
    "etd": ("Departure (ETD)", "发货日期"),
    "eta": ("Estimated arrival (ETA)", "大概到达时间"),
    "arrived_at": ("Arrival confirmed on", "具体到货时间"),
    "customer_notified_at": ("Customer notified on", "通知客户"),
    "documents": ("Documents enclosed", "随附单证"),
    "note": ("Note", "说明"),
    # commercial invoice
    "origin": ("Country of origin", "原产国"),
    "lc_no": ("Letter of credit", "信用证号"),
    # B18: payment reminder
    "amount_due": ("Amount due", "应付金额"),
    "due_on": ("Due on", "到期日"),
    "part": ("Payment for", "款项"),
    "invoice_no": ("Invoice", "发票"),
    "promised_date": ("Date promised", "承诺付款时间"),
    "received": ("Received so far", "已收金额"),
    "bank_details": ("Bank details", "银行资料"),
}
"""How the fields of the forms are called on paper, by their names in annex B."""

WORDS: Mapping[str, tuple[str, str]] = {
    "proforma-invoice": ("Proforma Invoice", "形式发票"),
    "contract": ("Sales Contract", "销售合同"),
    "production-order": ("Production Order", "生产通知单"),
    "purchase-order": ("Purchase Order", "采购单"),
    "inspection-report": ("Inspection Report", "验货报告"),
    "packing-list": ("Packing List", "装箱单"),
    "commercial-invoice": ("Commercial Invoice", "商业发票"),
    "shipment-notice": ("Shipment Notice", "装运通知"),
    "payment-reminder": ("Payment Reminder", "付款提醒"),
    "sample-form": ("Sample Form", "样办单"),
    "our_order": ("Our order", "我方订单号"),
    "your_order": ("Your order", "贵方订单号"),
    "seller": ("Seller", "卖方"),
    "buyer": ("Buyer", "买方"),
    "to_supplier": ("Supplier", "供应商"),
    "consignee": ("Consignee", "收货人"),
    "terms": ("Terms and conditions", "交易条款"),
    "clauses": ("Terms of contract", "合同条款"),
    "requirements": ("Requirements", "要求"),
    "shipment": ("Shipment", "装运"),
    "inspection": ("Inspection", "检验"),
    "packing": ("Packing and marks", "包装及唛头"),
    "photos": ("Photographs", "照片"),
    "record": ("For the record", "签核记录"),
    "bank": ("Bank details", "银行资料"),
    "amount": ("Amount", "金额"),
    "part": ("Part", "配件"),
    "carton_numbers": ("Carton No.", "箱号"),
    "cartons": ("Cartons", "箱数"),
    "net": ("N.W. kg", "净重 kg"),
    "gross": ("G.W. kg", "毛重 kg"),
    "cubic": ("Volume m³", "体积 m³"),
    "as_listed": ("As listed above", "如上所列"),
    "in_carton": ("{count} {unit} a carton", "每箱{count}{unit}"),
    "sized": ("{size} cm", "{size} 厘米"),
    "last_carton": ("the last carton holds {count}", "尾箱装{count}"),
    "hs": ("HS code", "海关编码"),
    "opening-proforma-invoice": (
        "We confirm the following goods on the terms below:",
        "兹确认按以下条款供应下列货物：",
    ),
    "opening-contract": (
        "The seller agrees to sell and the buyer agrees to buy the following goods on the terms below:",
        "买卖双方同意按以下条款成交下列货物：",
    ),
    "opening-production-order": (
        "Please produce exactly as follows. Whatever is not clear is asked before work begins.",
        "请严格按以下要求生产；如有不明之处，请在生产前提出。",
    ),
    "opening-purchase-order": (
        "We order the following. Please sign this order and return it to us.",
        "现向贵司订购以下物品，请签字回传确认。",
    ),
    "opening-shipment-notice": (
        "We are pleased to tell you that your goods are on their way:",
        "贵方货物已安排装运，详情如下：",
    ),
    "opening-payment-reminder": (
        "May we remind you of the following payment. If you have paid already, please take this as settled.",
        "以下款项请贵方安排支付；如已付款，请忽略此提醒。",
    ),
    "closing-proforma-invoice": (
        "Please sign this proforma invoice and return it to us; the order goes to production afterwards.",
        "请签字并回传本形式发票，我方据此安排生产。",
    ),
    "closing-contract": (
        "This contract is made in two originals, one for each party. Copies signed and sent by e-mail are equally valid.",
        "本合同一式两份，双方各执一份，签字扫描件经电子邮件传送同样有效。",
    ),
    "closing-purchase-order": (
        "Changes of quality, quantity or date need our written consent.",
        "质量、数量或交期如有变更，须经我方书面同意。",
    ),
    "closing-payment-reminder": (
        "Our bank details have not changed. Should anybody tell you otherwise, please ask us by telephone before you pay.",
        "我方银行账户没有变更；如收到任何变更通知，请在付款前电话与我方核实。",
    ),
    "closing-packing-list": (
        "The goods have been inspected and packed as listed above.",
        "上述货物已检验合格并按本单包装。",
    ),
    "signed_seller": ("For the seller", "卖方"),
    "signed_buyer": ("For the buyer", "买方"),
    "signed_supplier": ("Confirmed by the supplier", "供应商确认"),
    "signed_us": ("For and on behalf of", "签发"),
    "signed_head": ("Supervisor or manager", "主管/经理"),
    "signed_production": ("Production", "生产"),
    "signed_warehouse": ("Warehouse", "仓库"),
    "signed_inspector": ("Inspector", "验货人"),
    "signed_technology": ("Production / technology", "生产/技术主管"),
    "sign": ("Signature and date", "签字及日期"),
    "stamp": ("Signature, stamp and date", "签字、盖章及日期"),
}

VALUES: Mapping[str, tuple[str, str]] = {
    "passed": ("Passed", "合格"),
    "correction": ("To be corrected", "需整改"),
    "failed": ("Failed", "不合格"),
    "approved": ("Approved", "认可"),
    "change": ("To be changed", "需修改"),
    "rejected": ("Rejected", "不认可"),
    "parts": ("Parts", "配件检验"),
    "mid": ("Mid-term", "中期检验"),
    "midterm": ("Mid-term", "中期检验"),
    "mid-term": ("Mid-term", "中期检验"),
    "final": ("Final", "最终检验"),
    "third_party": ("Third party", "第三方检验"),
    "third-party": ("Third party", "第三方检验"),
    "third party": ("Third party", "第三方检验"),
    "deposit": ("Deposit", "订金"),
    "balance": ("Balance", "尾款"),
    "company standard": ("Company standard", "公司标准合同"),
    "customer's form": ("Customer's form", "客户合同"),
}
"""What stands in a field as one word of ours, as a paper says it."""


def field_words(name: str, languages: tuple[str, ...]) -> Words:
    """The name of a field of a form, in the languages of the paper."""
    return said(FIELDS[name], languages)


def trade_words(key: str, languages: tuple[str, ...], **facts: str) -> Words:
    """Other words of trade papers."""
    return said(WORDS[key], languages, **facts)
