"""Patterns of the facts that are read from free text, each with the stems without one of which a line cannot match.

All but the patterns of AS_WRITTEN are in lower case and look at lower-cased text: heeding both cases at once makes the
engine try every branch at every place. No pattern has a quantifier over what another quantifier may take, too (T22).
"""

from __future__ import annotations

import re

_MONTH = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|"
    "aug|"
    "sept|sep|oct|nov|dec|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|"
    "octobre|"
    "novembre|décembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|gennaio|febbraio|aprile|"
    "maggio|"
    "giugno|luglio|settembre|ottobre|dicembre|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|"
    "ноября|"
    "декабря|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|ocak|şubat|nisan|mayıs|"
    "haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
)
_PERIOD = (
    "working days?|business days?|days?|weeks?|wks?|months?|días hábiles|días|dias úteis|dias|semanas?|mes(?:es)?|"
    "werktagen?|"
    "arbeitstagen?|tagen?|wochen?|monaten?|jours ouvrés|jours|semaines?|mois|giorni lavorativi|giorni|settimane|"
    "mesi|рабочих дней|дней|дня|день|недел[ьиюя]|месяц(?:а|ев)?|يوم(?:ا|اً)?|أيام|ايام|أسبوع|أسابيع|شهر|أشهر|"
    "iş günü|gün|hafta|ay|ngày|tuần|tháng"
)
_SPAN = r"\d{1,3}(?: ?(?:-|–|—|to|bis|a|à|до|e) ?\d{1,3})?"
_TAIL = r"[^\n.;。；]{0,90}"

PAYMENT = re.compile(
    r"(?<![a-zà-ÿа-яё0-9/%])(?:"
    r"\d{1,3} ?%[^\n.;,%]{0,24}?\b(?:deposit|advance|down ?payment|prepayment|prepaid|upfront|up front|t/?t|tt|l/?c|"
    r"anticipo|"
    r"adelant\w{1,4}|anzahlung|vorkasse|vorauszahlung|acompte|arrhes|à la commande|adiantad\w|antecipad\w|sinal|"
    r"entrada|"
    r"acconto|anticipat\w|all'ordine|bei auftrag\w*|предоплат\w{0,3}|аванс\w{0,3}|peşin|avans|before shipment|"
    r"after shipment|balance|against copy|before delivery|against b/l|against documents)" + _TAIL + r"|"
    r"\d{1,3} ?% (?:مقدم\w?|دفعة مقدمة|عند|قبل|مقدما)" + _TAIL + r"|"
    r"(?:предоплата|аванс|аванса|anzahlung|vorkasse|acompte|anticipo|depósito|deposit|sinal|acconto|دفعة مقدمة)"
    r"(?: of| de| di| von| -| –|:)? ?\d{1,3} ?%" + _TAIL + r"|"
    r"\d{2,3} ?/ ?\d{2,3}(?= ?t/?t\b) ?t/?t|"
    r"(?:by |per |via )?(?:t/t|tt(?= (?:\d|in |at |pay|advance|against|before))|telegraphic transfer|wire transfer|"
    r"bank transfer|"
    r"transferencia bancaria|banküberweisung|überweisung|virement(?: bancaire)?|transferência bancária|"
    r"bonifico(?: bancario)?|"
    r"банковск\w{2,4} перевод\w{0,3}|حوالة مصرفية|تحويل بنكي|havale|banka havalesi|chuyển khoản)"
    r"(?:,? (?:\(?\d{2,3} ?[/:+] ?\d{2,3}\)?|\d{1,3} ?%|in advance|advance|at sight|against|before|after|within|"
    r"à \d|a \d|по|por|"
    r"\d{1,3} (?:days|jours|tage|días|dias|giorni|дней))" + _TAIL + r")?|"
    r"(?:irrevocable |confirmed |irrevocable and confirmed |unwiderrufliches )?(?:l/c|lc(?= (?:at|\d|usance|sight|"
    r"90|60|30))|"
    r"letters? of credit|cartas? de crédito|akkreditivs?|lettres? de crédit|crédit documentaire|lettera di credito|"
    r"аккредитив\w{0,2}|اعتماد مستندي|خطاب اعتماد|akreditif|thư tín dụng)"
    r"(?: (?:at sight|a la vista|bei sicht|à vue|à vista|a vista|по предъявлении|usance|at \d{1,3} days(?: sight)?|"
    r"\d{1,3} days?(?: sight| after b/l\w*| usance)?|a \d{1,3} días|à \d{1,3} jours|بالاطلاع|عند الاطلاع))?|"
    r"d/p(?: at sight| \d{1,3} days)?|d/a(?: \d{1,3} days[^\n.;,]{0,30})?|dp at sight|d\.?[ap]\.?(?= \d{2,3} days)"
    r" \d{2,3} days|(?:irrevocable |confirmed |payment:? (?:by |is |through |terms )?|through (?:irrevocable )?|"
    r"付款方式|付款)lc(?: (?:at sight|\d{1,3} days))?|documents against (?:payment|"
    r"acceptance)|"
    r"documentary collection|cash against documents|cad(?= (?:payment|at sight|terms|basis))|"
    r"payment:? (?:by |is |terms )?cad(?! ?\d)|western union|moneygram|"
    r"paypal|payoneer|alipay|trade assurance|cash in advance|payment in advance|cash on delivery|contra reembolso|"
    r"(?:o/a|oa|open account)(?: (?:of |terms )?\d{1,3}(?: days?)?[^\n.;,]{0,30})?|net \d{2,3}(?: days)?|"
    r"\d{2,3} days? (?:(?:after|from) (?:the )?(?:b/l|bl|bill|invoice|date|shipment|receipt|goods)|net|credit|open|"
    r"o/a|eom)[^\n.;,]{0,30}|a \d{2,3} días(?: de la| fecha)?[^\n.;,]{0,30}|"
    r"\d{2,3} d[ií]as (?:fecha|data|de la factura|da fatura|factura|fatura)[^\n.;,]{0,30}|\d{2,3} jours (?:fin de mois|net|date)"
    r"[^\n.;,]{0,20}|\d{2,3} (?:giorni|gg) (?:data|fine mese|dalla fattura)[^\n.;,]{0,20}|"
    r"\d{2,3} tage netto|innerhalb (?:von )?\d{1,3} tagen netto|zahlbar[^\n.;]{3,50}|à \d{2,3} jours(?: fin de mois|"
    r" date)?"
    r"[^\n.;,]{0,20}|отсрочка[^\n.;]{3,50}|постоплата|предоплата|vorkasse|vorauskasse|nachnahme|pago anticipado|"
    r"pagamento antecipado|pagamento anticipato|paiement (?:d'avance|à l'avance)|peşin ödeme|vesaik mukabili"
    r")(?![a-zà-ÿа-яё0-9/])|"
    r"(?:预付|定金|订金|首付|电汇|信用证|信用證|電匯|即期信用证|远期信用证|货到付款|款到发货|月结|月結|账期|"
    r"付款交单|承兑交单|西联|"
    r"前tt|后tt|信保|见提单|全款|订金|現金|銀行振込|前払い|후불|선불|송금)[^\n。；，,;]{0,24}|\d{1,3} ?%(?:预付|"
    r"定金|订金|首付|预付款|"
    r"前t/?t|t/?t|电汇|訂金|선금|前払い)[^\n。；;]{0,30}"
)
DELIVERY = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:"
    rf"(?:within|in|inside|not later than|no later than|about|approx\.?|max\.?|en|dentro de|em|até|innerhalb(?: von)"
    rf"?|binnen|"
    rf"sous|dans(?: les)?|entro|в течение|в срок до|через|خلال|في غضون|خلال مدة) ?{_SPAN} ?(?:{_PERIOD})(?!\w)"
    r"(?: (?:after|from|of|upon|nach|ab|après|dès|desde|tras|dopo|после|с момента|من)(?: [^\n.,;]{2,40})?)?|"
    rf"{_SPAN} ?(?:{_PERIOD}) (?:after|from|upon|nach auftrag\w*|après|tras|desde|dopo|após|delivery|lead ?time|"
    rf"içinde|من تاريخ)"
    r"[^\n.,;]{0,40}|"
    r"(?:by|before|until|till|not later than|no later than|antes del?|para el|hasta el|até|antes de|bis|bis zum|"
    r"vor dem|avant(?: le)?|"
    r"pour le|d'ici(?: le)?|entro(?: il)?|до|к|не позднее|قبل|حتى)"
    rf" (?:the )?(?:(?:end|mid|middle|beginning|finales|final|mediados|fim|fin|ende|mitte|anfang|la fin|fine|metà|"
    rf"конца|середины|نهاية|منتصف)"
    rf"(?:[ -](?:of|de|del|di|du|do|von))?[ -]?)?(?:\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?(?: of| de| di)? )?(?:{_MONTH}|"
    rf"next month|this month|"
    rf"next week|easter|christmas|chinese new year|ramadan|q[1-4])(?![^\W\d_])(?: \d{{1,2}}(?:st|nd|rd|th)?(?!\d))"
    rf"?(?:,? (?:de |del )?\d{{4}})?|"
    r"(?:by|before|until|till|not later than|no later than|antes del?|hasta el|até|bis(?: zum| spätestens)?|vor dem|"
    r"avant le|entro il|"
    r"до|не позднее|قبل|حتى) (?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})|"
    rf"(?:end|mid|middle|beginning|early|late|ende|mitte|anfang|fin|finales|début|mi|fine|конец|начало)[ -](?:of |de |"
    rf"di )?(?:{_MONTH})(?![^\W\d_])(?: \d{{4}})?|"
    r"(?:deliver\w{0,4}|ship\w{0,5}|need (?:it|them|the goods)|arrive) (?:by|before|within) [^\n.,;]{3,30}|"
    r"asap|a\.s\.a\.p\.?|as soon as possible|very urgent|urgent(?:ly)?|immediate (?:delivery|shipment)|"
    r"prompt (?:delivery|shipment)|"
    r"lo antes posible|cuanto antes|lo más pronto posible|con urgencia|o mais rápido possível|o quanto antes|"
    r"com urgência|"
    rf"(?:délais?(?: de livraison| souhaité| de production)?|lieferzeit|lieferfrist|plazo(?: de entrega)?|prazo(?: de entrega)?|"
    rf"срок\w?(?: поставки| изготовления)?|tempi di consegna|consegna|lead ?time|delivery(?: time)?)"
    rf"(?: ?[:–-]| max\.?| de| is| of| di| ca\.?)? {_SPAN} ?(?:{_PERIOD})(?!\w)|"
    r"(?:bis|in|ab|by|before|en|em|avant|spätestens) (?:kw|kalenderwoche|week|wk|semaine|semana) ?\d{1,2}|"
    r"so bald wie möglich|so schnell wie möglich|baldmöglichst|schnellstmöglich|dringend|"
    r"dès que possible|au plus vite|le plus rapidement possible|en urgence|il prima possibile|quanto prima|"
    r"urgentemente|"
    r"как можно скорее|в кратчайшие сроки|срочно|في أقرب وقت(?: ممكن)?|بأسرع وقت|عاجل|en kısa sürede|acil olarak|"
    r"càng sớm càng tốt|gấp"
    r")(?![a-zà-ÿа-яё0-9_])|"
    r"(?:交期|货期|交货期|納期|납기)(?:要求|是|为|在|：|:)? ?\d{1,3}(?: ?[-~到至] ?\d{1,3})? ?(?:个工作日|工作日|天|"
    r"周|个月|日|週間|주|일)(?:内|以内|左右)?|"
    r"\d{1,3}(?: ?[-~到至] ?\d{1,3})? ?(?:个工作日|工作日|天|周|个星期|星期|个月|日|週間)(?:内|之内|以内|以內|後|"
    r"交货|出货|发货|左右)[^\n。，,]{0,6}|"
    r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|上旬|下旬|末)?(?:前|之前|以前|交货|到货|出货|发货|まで)|"
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:前|之前|交货|到货|まで)|(?:尽快|儘快|加急|急需|急单|立即)(?:发货|交货|出货|"
    r"安排)?|至急|최대한 빨리|가능한 빨리"
)
PACKAGING = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:(?:packed|packing|packaged|verpackt) (?:in|on) [^\n.,;]{3,60}|"
    r"\d{1,4} ?(?:pcs|pieces|units|sets|pairs|kgs?|g|l|ltr|lbs?|ml|stück|unidades|кг|шт|كجم) ?(?:/|per |por |pro |"
    r"par |per ogni |в )"
    r" ?(?:inner |master |export )?(?:carton|ctn|box|bag|polybag|pack|drum|roll|case|pallet|bottle|caja|bolsa|saco|"
    r"karton|beutel|sack|"
    r"boîte|sac|caixa|scatola|sacco|коробк\w|мешк\w{1,2}|كيس|كرتونة?)\w{0,2}|"
    r"\d{1,4}(?:[.,]\d{1,2})? ?-?(?:kgs?|g|l|ltr|lbs?|ml|кг) ?-?(?:net )?(?:pp |pe |kraft |paper |jumbo |woven |"
    r"plastic |steel |iron )?"
    r"(?:bags?|drums?|sacks?|cartons?|bottles?|cans?|pails?|buckets?|sacos?|bolsas?|säcke|säcken|fässer|sacs?|"
    r"мешк\w{1,2})|"
    r"(?:in|en|em|in der|dans|в) (?:bulk|cartons?|boxes|wooden (?:cases|boxes|crates)|kartons?|holzkisten|cajas|"
    r"sacos|caixas|"
    r"drums|bags|jumbo bags|big bags|vrac|мешках|коробках|ящиках|бочках|деревянных ящиках|паллетах|на паллетах)"
    r"(?!\w)|"
    r"(?:wooden|plywood|export|neutral|colou?r|gift|white|brown|kraft|custom|customi[sz]ed|standard export|"
    r"seaworthy|retail|bulk|"
    r"individual|blister|vacuum|skin|header|display|mail|inner|double|5-ply|five-ply) (?:case|cases|box|boxes|"
    r"carton|cartons|packing|packaging|pallets?|"
    r"crates?|package|packages|pack|cards?)|(?:plastic|woven|jumbo|pp|pe|paper|poly|big|kraft|opp|zip|vacuum)"
    r" ?bags?|polybags?|ibc|flexitanks?|"
    r"embalaje [^\n.,;]{3,40}|cajas? de (?:cartón|madera|color)[^\n.,;]{0,20}|seetüchtige? verpackung|holzkisten?|"
    r"umkarton|"
    r"kartonverpackung|neutrale verpackung|verpackung neutral|flat[ -]?pack(?:ed)?|"
    r"emballage [^\n.,;]{3,40}|caisses? en bois|embalagem [^\n.,;]{3,40}|"
    r"imballo [^\n.,;]{3,40}|"
    r"casse di legno|деревянн\w{2,3} ящик\w{0,2}|картонн\w{2,3} короб\w{0,4}|упаковк\w (?:в|на|по) [^\n.,;]{3,40}|"
    r"биг-?бэг\w{0,2}|"
    r"صناديق خشبية|كراتين|أكياس|ahşap kasa|karton kutu|shrink ?wrap\w{0,4})(?![a-zà-ÿа-яё0-9_])|"
    r"(?:出口木箱|木箱|胶合板箱|纸箱|紙箱|彩盒|中性|编织袋|吨袋|托盘|出口标准|标准出口|牛皮纸箱|白盒|礼盒|真空|铁桶|"
    r"opp袋|气泡袋|吸塑)"
    r"(?:包装|包裝|装)?|\d{1,4} ?(?:个|件|套|只|双|kg|公斤|斤|克|升|瓶|包|支|片)?(?:/|一|每) ?(?:箱|袋|盒|桶|包|卷|"
    r"托)|每(?:箱|袋|盒|桶|包)\d{1,4}(?:个|件|套|只|双|kg|公斤|瓶)?"
)
MATERIAL = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:(?:ss|aisi|sus|inox)\s?-?\s?(?:201|202|304l?|316l?|321|410|420|430)|"
    r"stainless steel(?: \d{3}l?)?|"
    r"(?:304l?|316l?) stainless(?: steel)?|"
    r"carbon steel|mild steel|alloy steel|chrome steel|duplex(?: steel)?|spring steel|galvani[sz]ed(?: steel| iron)"
    r"?|cast iron|ductile iron|"
    r"alumini?um(?: alloy)?(?: \d{4})?|brass|copper|bronze|titanium|zinc alloy|u?pvc|hdpe|ldpe|lldpe|ptfe|pet|petg|"
    r"peek|pom|pla|tpu|tpe|eva|epdm|"
    r"nbr|fkm|viton|polyester|cotton|linen|wool|silk|viscose|nylon|polycarbonate|abs|acrylic|fiberglass|fibreglass|"
    r"silicone?|rubber|leather|pu leather|tempered glass|borosilicate(?: glass)?|glass|ceramic|porcelain|"
    r"céramique|porcelaine|cerámica|cerâmica|keramik|porzellan|керамик\w|سيراميك|bamboo|"
    r"plywood|mdf|oak|teak|"
    r"polypropylene|polyethylene|acero inoxidable(?: \d{3}l?)?|acero al carbono|acero galvanizado|hierro fundido|"
    r"aluminio|latón|cobre|algodón|cuero|"
    r"edelstahl(?: [v\d.]{2,8})?|rostfreie[rnms]? stahl|baustahl|gusseisen|messing|kupfer|baumwolle|kunststoff|leder|"
    r"acier inoxydable(?: \d{3}l?)?|acier carbone|acier galvanisé|fonte|laiton|cuivre|coton|cuir|inox|"
    r"aço inox(?:idável)?(?: \d{3}l?)?|aço carbono|alumínio|latão|algodão|couro|acciaio(?: inox| inossidabile|"
    r" al carbonio)?(?: \d{3}l?)?|ghisa|ottone|rame|cotone|"
    r"нержаве\w{2,12}(?: стал\w)?|углеродист\w{2,3} стал\w|оцинкованн\w{2,3}(?: стал\w)?|чугун\w{0,2}|"
    r"алюмини\w{1,3}|латун\w|мед[ьи]|хлопок|хлопка|резин\w|пластик\w{0,2}|"
    r"ستانلس ستيل|الفولاذ المقاوم للصدأ|فولاذ|ألومنيوم|نحاس|بلاستيك|قطن|paslanmaz(?: çelik)?|çelik|alüminyum|pirinç|"
    r"pamuk)(?![a-zà-ÿа-яё0-9_])|"
    r"(?:304l?|316l?|201|430)?不锈钢(?:\d{3}l?)?|不鏽鋼|碳钢|铸铁|球墨铸铁|铝合金|锌合金|黄铜|黃銅|紫铜|陶瓷|涤纶|纯棉|全棉|"
    r"塑料|硅胶|橡胶|镀锌|真皮|亚克力|竹|实木|ステンレス|아연도금|스테인리스|"
    r"(?<![\w])[qa]\d{3}[a-d]?(?!\w)"
)
MODEL = re.compile(
    r"(?<![\w@./+-])(?=[A-Z0-9/-]{4,24}(?![\w@]))(?:[A-Z]{1,6}-?\d{1,6}[A-Z0-9/-]{0,14}|"
    r"\d{2,5}-?[A-Z]{1,4}\d{0,4}(?:-[A-Z0-9]{1,6}){0,2}|\d{3,5}-[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,5})?|"
    r"[A-Z]{2,6}-[A-Z]{1,4}-?\d{1,5}[A-Z0-9]{0,4})(?![\w@]|\.\d)"
)
NO_MODEL = re.compile(
    r"(?:SS|SUS|AISI)-?\d{3}[LH]?$|"
    r"(?:ISO|SUS|AISI|SS|DIN|ASTM|EN|CE|GB|GB/T|JIS|BS|ANSI|USD|EUR|RMB|CNY|PO|IP|RFQ|RFI|INV|PI|Q|TEL|FAX|CP|ZIP|"
    r"UTF|HS|SA|AM|PM|IEC|UL|"
    r"A3|DN|PN|M|NO|ID|REF|RE|COVID|B2|W|F|Y|T|H|KW|V|TT|LC|OA|FY|WK|CW|KW|EORI|VAT|GST|NIF|CIF|RUC|INN|RAL|HALL|"
    r"BOOTH|STAND|OD|CIP|INCOTERMS)"
    r"[-/ ]?\d{1,5}(?:[-/]\d{1,4})?$|(?:\d{2,4}(?:GP|HQ|HC|DV|FT|KG|KGS|PCS|PC|MM|CM|M|W|V|KW|HP|MT|T|L|ML|HZ|A|G|"
    r"GB|TB|ST|ND|RD|TH|DAYS|SETS|K|X|CBM|M2|M3|RPM|BAR|PSI|AH|KVA|MPA|USD|PIECES)$)"
    r"|\d{4}-(?:Q\d|\d{2}|[A-Z]{3})$|\d{1,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d{0,4}$|"
    r"[A-Z]{1,2}\d{1,2}$",
    re.I,
)
SPECIFICATION = re.compile(
    r"(?<![\w.])(?:ø ?|φ ?|dia\.? ?)?(?:\d{1,6}(?:[.,]\d{1,3})?\s?(?:mm|cm|m|inch|\"|'')"
    r"?\s?[x×*]\s?\d{1,6}(?:[.,]\d{1,3})?(?!\d|\s?(?:hq|hc|"
    r"gp|dv|ft|fcl|'|feet|尺))(?:\s?(?:mm|cm|m)?\s?[x×*]\s?\d{1,6}(?:[.,]\d{1,3})?)?\s?(?:mm|cm|m(?!\w)|inch|inches|"
    r"\"|мм|см|毫米|厘米)?|"
    r"\d{1,6}(?:[.,]\d{1,3})?(?: ?[-–~] ?\d{1,6}(?:[.,]\d{1,3})?)?\s?(?:mm|cm|ml|cl|oz|kw|hp|w|v|volts?|watts?|hz|"
    r"bar|mpa|gsm|g/m2|g/m²|micron|µm|um|mic|inch(?:es)?|l/min|m3/h|m³/h|l/h|t/h|"
    r"rpm|lumens?|lm|ah|mah|kva|psi|awg|denier|mesh|kn|nm|btu|k(?= led)|мм|см|квт|вт|в(?=[ ,.])|кв\.?мм|бар|毫米|"
    r"厘米|千瓦|瓦|伏|克重|英寸|寸|مم|سم|واط|كيلوواط|فولت)"
    r"(?![a-zà-ÿа-яё0-9])|\bdn\s?\d{2,4}\b|\bip ?\d{2}\b|\bpn\s?\d{1,3}\b|\bm\d{1,2}\s?[x×]\s?\d{1,3}\b|"
    r"\b(?:size|sizes|tamanho|talla|taille|größe|taglia|размер) (?:[smlx]{1,4}|\d{1,3})\b|\b(?:iso|din|astm|ansi|"
    r"jis|en|gost|гост|bs)[ -]?[a-z]?\d{2,6}(?:[-:]\d{1,4})?\b|(?:class|grade|klasse|clase|classe|класс)"
    r" [a-z]?\d{1,3}(?:\.\d)?\b)"
)
CERTIFICATE = re.compile(
    r"(?:(?<![\w-])|(?<=[\u3040-\ud7af]))"
    r"(?:RoHS|ROHS|REACH|ISO[ -]?\d{4,5}(?:[-:]\d{4})?|FDA|c?UL[Ccus]{0,2}(?= (?:list|cert|approv|mark|"
    r"standard)|[,/ ]{1,2}(?:CE|FCC|ETL|FDA|and|or|RoHS)|[.;]|$)|ETL|SGS|TÜV|TUV|"
    r"SASO|SABER|SONCAP|PVOC|PVoC|EAC|GOST(?:-R)?|ГОСТ(?:[ -]Р)?|ЕАС|INMETRO|PSE|SAA|RCM|FCC|CCC|3C|ATEX|MSDS|COA|"
    r"CoA|BSCI|SEDEX|GOTS|OEKO-?TEX|Oeko-Tex|FSC|BRC|HACCP|GMP|"
    r"ASME|WRAS|NSF|DVGW|EUR\.?1|MTC|Halal|HALAL|halal|Kosher|kosher|ASTM|LFGB|EN ?\d{2,5}(?:-\d)?|"
    r"[Pp]hytosanitary(?: certificate)?|[Ff]umigation(?: certificate)?|"
    r"W[Aa][Tt][Ee][Rr]M[Aa][Rr][Kk]|SIRIM|c?UPC(?= |,|\.)|KIWA|KTW|SNI|NOM|NF|ACS|"
    r"[Cc]ertificate of (?:origin|conformity|analysis)|Form [AEF]|CE|COC|CoC|CB|BIS|KC|API|CO|DNV|حلال|شهادة المنشأ|"
    r"清真)(?:(?![\w-])|(?=[\u3040-\ud7af])|(?=-[A-Za-z]{4}))"
)
UNCERTAIN_CERTIFICATES = frozenset(
    {"CE", "COC", "CoC", "CB", "BIS", "KC", "API", "CO", "DNV", "ASTM", "NF", "NOM", "ACS", "SNI"}
)
"""Short enough to mean something else: only in a line that speaks of certificates."""
CERTIFICATE_CUE = re.compile(
    r"certif|approv|compl(?:y|ian|iant)|standard|conform|mark|zertif|сертиф|серт\.|شهاد|sertifika|认证|认證|證書|"
    r"证书|認證|認証|인증|chứng|homologa|test report|"
    r"检测报告|zulassung|norme|norma|marquage|obligat|kennzeich|pflicht|attest|with ce|ce,|/ce|ce/|rohs"
)
SAMPLE = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:(?:\d{1,3}|a|an|one|two|three|four|five|some|few|free|several) (?:pcs?|pieces|sets?|"
    r"pairs?|free|"
    r"pre-production|physical|trial|different|of (?:the|each)|more){0,2} ?samples?|"
    r"samples?(?: of each| for (?:testing|approval|test|evaluation))?|(?:send|provide|receive|get|order|need|"
    r"require|want) (?:us |me )?(?:a |some |your |the )?samples?|"
    r"(?:\d{1,3} |unas? |algunas |una )?muestras?(?: gratis| gratuitas?)?|(?:\d{1,3} |ein |einige |zwei |drei )"
    r"?(?:gratis)?muster(?:stücke?|exemplare?)?|"
    r"(?:\d{1,3} |un |des |quelques |deux |trois )?échantillons?(?: gratuits?)?|(?:\d{1,3} |uma |algumas |duas )"
    r"?amostras?(?: grátis)?|(?:\d{1,3} |un |alcuni )?campion(?:e|i|atura)|"
    r"(?:\d{1,3} )?образ(?:ец|ц\w{1,3})|(?:\d{1,3} )?عين(?:ة|ات)|(?:\d{1,3} (?:adet )?)?numune(?:ler)?|mẫu (?:thử|"
    r"hàng))(?![a-zà-ÿа-яё0-9_])|"
    r"\d{0,3} ?(?:个|件|套|双|支|pcs)?(?:免费)?(?:样品|樣品|样板|样机)(?:\d{1,3}(?:个|件|套|双))?|寄样(?!品)|打样|"
    r"サンプル|샘플"
)
NO_SAMPLE = re.compile(
    r"no sample|without sample|sin muestra|keine muster|sample invoice|for example|不需要样品|无需样品|"
    r"muster(?:mann|stadt)|sample received|samples? (?:arrived|is|are|was|were) (?:ok|good|approved)"
)
BRANDING = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:oem/odm|odm/oem|oem|odm|private label(?:ing)?|white label|(?:our|my|your|custom|"
    r"customi[sz]ed|own|"
    r"with|print(?:ed)?|company) (?:own )?(?:logo|brand)(?: name)?(?: print\w{0,3})?|"
    r"(?:nuestro|con|su) logo(?:tipo)?|nuestra (?:propia )?marca|marca (?:propia|privada|própria|blanca)|"
    r"nossa marca|nosso logo(?:tipo)?|unse(?:r|rem) logo|unsere[rn]? (?:eigenen )?marke|eigenmarke|"
    r"notre (?:propre )?(?:logo|marque)|marque (?:propre|distributeur|blanche)|nostro (?:logo|marchio)|"
    r"marchio privato|наш(?:им|его|)? (?:логотип\w{0,2}|бренд\w{0,2})|под (?:нашей маркой|нашим брендом)|"
    r"нанесени\w логотипа|شعارنا|علامتنا التجارية|بعلامتنا|logomuz\w{0,3}|kendi markamız\w{0,3}|logo của chúng tôi)"
    r"(?!\w)|贴牌|代工|定制logo|定製|印logo|我们的logo|我司logo|自有品牌|OEM|로고 인쇄"
)
APPLICATION = re.compile(
    r"(?<![a-zà-ÿа-яё0-9_])(?:(?:to be |will be |it is |they are |which are )?used (?:for|in|as|with) |"
    r"for use (?:in|with|on) |"
    r"zum einsatz (?:in|für) |eingesetzt (?:in|für) |für den einsatz in |"
    r"para (?:uso|usar|utilizar) en |se (?:usarán|usará|utilizarán|utilizará) (?:en|para) |para uso em |"
    r"destinad[oa]s? (?:a|à|aux?) |pour une utilisation |utilisé\w{0,2} (?:pour|dans) |"
    r"da utilizzare (?:in|per) |per uso |для (?:использования|применения) в |используется для |применяется (?:для|в)"
    r" |للاستخدام في |تستخدم في |يستخدم في )([^\n.,;:?!]{3,60})|"
    r"(?:用于|用於|主要用在|应用于)([^\n。，,；;]{2,30})"
)

AS_WRITTEN = frozenset({MODEL, CERTIFICATE})
"""Patterns that look at the text as it is."""
FREE = (
    ("payment", PAYMENT),
    ("delivery_time", DELIVERY),
    ("packaging", PACKAGING),
    ("material", MATERIAL),
    ("model", MODEL),
    ("specification", SPECIFICATION),
    ("branding", BRANDING),
)
_STEMS = {
    "payment": "% l/c lc letter carta akkreditiv lettre lettera crédit аккредитив اعتماد خطاب t/t tt telegraphic transfer "
    "überweis virement bonifico перевод حوالة "
    "تحويل havale d/p d/a dp western moneygram paypal payoneer alipay open o/a oa net days tage días jours trade "
    "assurance cash against documents vorkasse anzahlung nachnahme "
    "payment paiement pago pagamento отсрочк предоплат аванс peşin ödeme vesaik akreditif документар collection "
    "reembolso 汇 匯 证 證 预付 定金 订金 訂金 付款 月结 月結 账期 款到 首付 "
    "西联 信保 全款 承兑 振込 前払 선불 후불 송금 선금 tín chuyển acompte zahlbar",
    "delivery_time": "within in by before until till later about approx max días dias semana mes innerhalb binnen sous dans bis "
    "vor avant entro в через خلال قبل حتى в end mid early late ende "
    "mitte anfang fin début week wks day month asap a.s.a.p soon urgent immediate prompt antes posible pronto urg "
    "rápido bald schnell dringend possible vite prima скоре срочн кратчайш дн недел أقرب "
    "عاجل gün hafta kısa acil gấp sớm ngày 天 周 月 日 尽快 儘快 加急 急 立即 交期 货期 納期 납기 빨리 星期 deliver "
    "ship arrive need tag woch giorni settiman jour semaine delivery",
    "packaging": "pack carton ctn box bag case pallet crate embal caja cartón blister shrink bulk drum sack sac saco kist "
    "kart umkarton imballo casse короб ящик мешк упаков бэг صناديق كراتين أكياس kasa kutu ibc "
    "flexitank bottle pail can cards vrac caix roll verpack säck 箱 盒 装 裝 袋 托 桶 包 卷",
    "material": "ss aisi sus inox stainless steel alumin brass copper bronze titanium zinc pvc hdpe ldpe ptfe pet peek pom "
    "pla tpu tpe eva epdm nbr fkm viton polyester cotton linen wool silk viscose nylon "
    "polycarb abs acrylic fib silicon rubber leather glass iron ceramic porcelain bamboo plywood mdf oak teak "
    "duplex polyp polye acero hierro latón cobre algod cuero edelstahl rostfrei stahl gusseisen messing "
    "ramique erámica erâmica keramik porzellan керамик سيراميك "
    "kupfer baumwolle kunststoff leder acier fonte laiton cuivre coton cuir aço latão couro acciaio ghisa ottone "
    "rame cotone нержав стал оцинк чугун алюм латун мед хлоп резин пласт ستانلس فولاذ ألومنيوم نحاس "
    "بلاستيك قطن paslanmaz çelik alüminyum pirinç pamuk galvani 钢 鋼 铁 铜 銅 陶 铝 涤 棉 塑 硅 胶 锌 皮 竹 木 克力 "
    "ステンレス 스테인 아연 q2 q3 a3",
    "branding": "oem odm label logo brand marca marque marchio marke логотип бренд марк شعار علامت 贴牌 代工 品牌 定製 로고",
}
GATES = {slot: tuple(dict.fromkeys(stems.split())) for slot, stems in _STEMS.items()}
"""A line without one of these cannot match: looked for first, because that is twenty times cheaper."""
SIZE_STEMS = ("size", "tamanho", "talla", "taille", "größe", "taglia", "размер")
SAMPLE_STEMS = (
    "sampl",
    "muestra",
    "muster",
    "chantillon",
    "amostra",
    "campion",
    "обра",
    "عين",
    "numune",
    "样",
    "樣",
    "サンプル",
    "샘플",
    "mẫu",
)
APPLICATION_STEMS = (
    "used",
    "for use",
    "einsatz",
    "eingesetzt",
    "uso",
    "usar",
    "utili",
    "destinad",
    "использ",
    "примен",
    "استخدام",
    "تستخدم",
    "يستخدم",
    "用于",
    "用於",
    "用在",
    "应用",
)
