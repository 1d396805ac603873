"""Words of the trade in the languages we are written in: labels of facts, units, number words, currencies."""

from __future__ import annotations

LABELS = {
    "product": "product|products|product name|products name|name of product|product required|item|items|item name|"
    "item description|description|description of goods|goods|commodity|commodities|material description|article|"
    "particulars|producto|productos|artículo|articulo|descripción|descripcion|mercancía|nombre del producto|concepto|"
    "produkt|produkte|artikel|bezeichnung|artikelbezeichnung|ware|produit|produits|désignation|designation|libellé|"
    "produto|produtos|descrição|descricao|mercadoria|nome do produto|prodotto|prodotti|articolo|descrizione|merce|"
    "товар|товары|продукт|продукция|наименование|наименование товара|номенклатура|изделие|"
    "المنتج|اسم المنتج|الصنف|البضاعة|الوصف|البيان|ürün|ürün adı|malzeme adı|mal|açıklama|"
    "品名|产品|产品名称|商品名称|货物|货物名称|商品|產品|產品名稱|物料名称|名称|名稱|货品|货品名称|"
    "製品|製品名|商品名|品目|제품|제품명|품명|품목|sản phẩm|tên sản phẩm|tên hàng|mặt hàng",
    "specification": "specification|specifications|spec|specs|size|sizes|dimension|dimensions|technical data|"
    "especificación|especificaciones|especificacion|medidas|tamaño|dimensiones|spezifikation|abmessungen|abmessung|"
    "maße|größe|technische daten|spécification|spécifications|taille|caractéristiques|especificação|especificações|"
    "medida|tamanho|dimensões|specifiche|specifica|dimensioni|misura|misure|размер|размеры|характеристики|"
    "спецификация|технические характеристики|المواصفات|مواصفات|المقاس|المقاسات|الحجم|الأبعاد|özellikler|teknik "
    "özellikler|"
    "ölçü|ölçüler|boyut|规格|尺寸|規格|参数|技术参数|规格型号|规格尺寸|仕様|サイズ|寸法|규격|사양|사이즈|quy cách|"
    "kích thước|thông số",
    "model": "model|models|model no|model number|model name|model no./sku|part no|part number|part numbers|part|pn|p/n|"
    "item no|item number|item code|sku|article no|article number|art. no|art no|ref|reference|product code|code|"
    "modelo|modelos|referencia|código|codigo|n° de parte|número de parte|modell|typ|artikelnummer|artikel-nr|art.-nr|"
    "bestellnummer|modèle|référence|réf|modello|codice|codice articolo|rif|referência|ref.|модель|артикул|марка|код|"
    "الموديل|موديل|الطراز|رقم الموديل|رقم القطعة|kod|ürün kodu|stok kodu|"
    "型号|型號|货号|貨號|产品型号|料号|编号|物料编码|型番|品番|모델|모델명|품번|mã sản phẩm|mã hàng|model số|mẫu",
    "material": "material|materials|raw material|materiales|werkstoff|material/werkstoff|matériau|matière|matières|"
    "materiale|materiali|материал|материалы|المادة|الخامة|مادة الصنع|malzeme|材质|材料|材質|材质要求|素材|재질|소재|"
    "chất liệu|vật liệu",
    "quantity": "quantity|qty|qnty|q'ty|q’ty|quantities|order quantity|order qty|quantity required|required quantity|"
    "quantity needed|annual quantity|estimated quantity|purchase quantity|total quantity|qty required|volume|"
    "cantidad|cantidades|cant|cantidad requerida|menge|anzahl|stückzahl|bedarf|jahresbedarf|bestellmenge|quantité|"
    "quantités|qté|quantité souhaitée|quantidade|quantidades|qtd|qtde|quantidade desejada|quantità|q.tà|q.ta|qta|"
    "количество|кол-во|объем|объём|потребность|الكمية|الكميات|العدد|الكمية المطلوبة|miktar|adet|adet/miktar|"
    "数量|數量|订购数量|采购数量|需求数量|订货量|采购量|需求量|订单数量|数量要求|個数|수량|주문수량|số lượng",
    "packaging": "packaging|packing|package|packing requirement|packaging requirements|packing details|embalaje|empaque|"
    "presentación|verpackung|verpackungsart|emballage|conditionnement|embalagem|imballaggio|confezione|упаковка|тара|"
    "التعبئة|التغليف|التعبئة والتغليف|ambalaj|paketleme|包装|包裝|包装要求|包装方式|梱包|荷姿|포장|đóng gói|bao bì",
    "delivery_time": "delivery|delivery time|delivery date|lead time|leadtime|required date|required delivery|time of "
    "delivery|shipment date|date of shipment|shipment|time of shipment|delivery schedule|requested delivery|needed "
    "by|"
    "required by|etd|eta|plazo de entrega|plazo|entrega|fecha de entrega|tiempo de entrega|lieferzeit|liefertermin|"
    "lieferung|wunschtermin|lieferdatum|délai de livraison|délai|délais|date de livraison|livraison|prazo de entrega|"
    "prazo|data de entrega|tempi di consegna|consegna|data di consegna|termine di consegna|срок поставки|сроки "
    "поставки|"
    "срок|сроки|дата поставки|موعد التسليم|مدة التسليم|وقت التسليم|تاريخ التسليم|التسليم|teslim süresi|teslimat "
    "süresi|"
    "termin|teslim tarihi|teslimat|交货期|交期|交货时间|交貨期|交货日期|货期|出货时间|到货时间|发货时间|納期|납기|"
    "납기일|thời gian giao hàng",
    "destination": "destination|destination port|port of destination|destination country|final destination|port of "
    "discharge|discharge port|pod|port|delivery address|delivery place|place of delivery|ship to|shipping to|"
    "deliver to|"
    "delivery to|shipping address|destino|puerto de destino|puerto|lugar de entrega|país de destino|zielhafen|"
    "bestimmungsort|bestimmungshafen|bestimmungsland|lieferort|lieferadresse|zielort|empfangsort|port de destination|"
    "port de déchargement|lieu de livraison|port d'arrivée|pays de destination|porto de destino|local de entrega|"
    "destinazione|porto di destinazione|porto di sbarco|luogo di consegna|порт назначения|место назначения|"
    "пункт назначения|место поставки|адрес доставки|город доставки|порт|назначение|ميناء الوصول|ميناء الوجهة|الوجهة|"
    "ميناء التفريغ|مكان التسليم|بلد الوصول|الميناء|varış limanı|varış yeri|teslim yeri|liman|"
    "目的港|目的地|港口|卸货港|交货地点|收货地|到货港|目的国|仕向地|仕向港|도착항|목적지|cảng đến|điểm đến|nơi giao "
    "hàng",
    "trade_term": "incoterm|incoterms|incoterms 2020|incoterm 2020|trade term|trade terms|price term|price terms|"
    "price basis|delivery term|delivery terms|terms of delivery|terms of trade|shipping term|shipping terms|"
    "shipment terms|terms|basis|condición de entrega|condiciones de entrega|término|términos|lieferbedingung|"
    "lieferbedingungen|lieferkonditionen|lieferklausel|condition de livraison|conditions de livraison|termos|"
    "condição de entrega|condições de entrega|resa|termini di resa|condizioni di consegna|условия поставки|"
    "базис поставки|базис|условие поставки|شروط التسليم|شروط الشحن|شرط التسليم|teslim şekli|teslimat şekli|"
    "贸易术语|价格条款|贸易条款|成交方式|价格术语|交货方式|贸易方式|報價條件|价格条件|貿易條件|建値|受渡条件|"
    "인도조건|거래조건|điều kiện giao hàng",
    "payment": "payment|payments|payment term|payment terms|terms of payment|payment method|payment conditions|"
    "mode of payment|pago|forma de pago|condiciones de pago|condición de pago|términos de pago|método de pago|"
    "zahlungsbedingungen|zahlungsbedingung|zahlung|zahlungsweise|zahlungsziel|zahlungsart|paiement|conditions de "
    "paiement|"
    "mode de paiement|modalités de paiement|règlement|pagamento|forma de pagamento|condições de pagamento|"
    "condição de pagamento|condizioni di pagamento|modalità di pagamento|termini di pagamento|оплата|условия оплаты|"
    "форма оплаты|способ оплаты|условия платежа|порядок оплаты|الدفع|شروط الدفع|طريقة الدفع|ödeme|ödeme şekli|ödeme "
    "koşulları|"
    "付款方式|付款|付款条件|支付方式|付款條件|结算方式|付款条款|支払条件|支払い条件|支払方法|결제조건|결제방법|"
    "지불조건|"
    "thanh toán|phương thức thanh toán|điều khoản thanh toán",
    "target_price": "target price|target prices|target|price target|budget|target cost|our target|expected price|"
    "precio objetivo|presupuesto|precio meta|zielpreis|preisvorstellung|budgetpreis|prix cible|prix objectif|prix "
    "souhaité|"
    "preço alvo|preço-alvo|preço objetivo|orçamento alvo|prezzo obiettivo|prezzo target|prezzo richiesto|целевая "
    "цена|"
    "желаемая цена|бюджет|السعر المستهدف|الميزانية|hedef fiyat|bütçe|"
    "目标价|目标价格|目標價|目标单价|预算|預算|期望价格|心理价位|目標価格|希望価格|목표가|목표가격|희망가격|giá mục "
    "tiêu|ngân sách",
    "samples": "sample|samples|sample required|samples required|sample quantity|sample qty|muestras|muestra|muster|"
    "musterstücke|échantillon|échantillons|amostra|amostras|campione|campioni|campionatura|образец|образцы|عينة|"
    "العينات|"
    "عينات|numune|numuneler|样品|样板|樣品|サンプル|샘플|mẫu thử",
    "certificates": "certificate|certificates|certification|certifications|certificates required|required certificates|"
    "approval|approvals|certificado|certificados|certificación|certificaciones|zertifikat|zertifikate|zertifizierung|"
    "certificat|certificats|certification requise|certificação|certificações|certificato|certificati|certificazione|"
    "certificazioni|сертификат|сертификаты|сертификация|الشهادات|شهادات|الشهادات المطلوبة|sertifika|sertifikalar|"
    "认证|证书|認證|认证要求|証明書|認証|인증|인증서|chứng nhận|chứng chỉ",
    "branding": "branding|brand|logo|oem|private label|oem/odm|marca|marke|marque|logotipo|логотип|бренд|"
    "العلامة التجارية|الشعار|marka|品牌|商标|贴牌|logo要求|ロゴ|브랜드|로고|thương hiệu",
    "application": "application|applications|use|usage|end use|intended use|used for|aplicación|aplicaciones|uso|"
    "anwendung|einsatzzweck|verwendung|verwendungszweck|einsatzgebiet|utilisation|usage prévu|aplicação|utilização|"
    "applicazione|impiego|применение|назначение изделия|область применения|الاستخدام|التطبيق|kullanım|kullanım alanı|"
    "用途|应用|使用场景|應用|용도|ứng dụng|mục đích sử dụng",
}
LABEL_OF = {label: slot for slot, labels in LABELS.items() for label in labels.split("|")}

COLUMNS = {
    "unit": "unit|units|uom|u/m|unidad|einheit|unité|unidade|unità|u.m.|ед. изм|ед.изм|единица|единица измерения|الوحدة|"
    "وحدة|birim|单位|單位|単位|단위|đơn vị",
    "price": "price|unit price|u/price|target price|price usd|usd|precio|precio unitario|preis|stückpreis|einzelpreis|"
    "zielpreis|prix|prix unitaire|preço|preço unitário|prezzo|prezzo unitario|цена|цена за ед|السعر|سعر الوحدة|fiyat|"
    "birim fiyat|单价|目标价|单价(usd)|價格|单价（美元）|单价(美元)|単価|단가|đơn giá|giá",
    "number": "no|no.|nr|nr.|#|s/n|s.no|s. no|sr|sr no|sr. no|sl no|sl. no|line|pos|pos.|position|item #|n°|nº|№|"
    "№ п/п|п/п|п.п|م|الرقم|sıra|sıra no|序号|編號|項次|番号|번호|stt",
    "remark": "remark|remarks|note|notes|comment|comments|observaciones|notas|bemerkung|bemerkungen|remarque|remarques|"
    "observações|obs|note e osservazioni|примечание|примечания|ملاحظات|not|notlar|açıklamalar|备注|備註|说明|備考|"
    "비고|ghi chú",
    "total": "total|amount|total price|total amount|importe|betrag|gesamt|gesamtpreis|montant|valor|importo|сумма|итого|"
    "المجموع|الإجمالي|tutar|toplam|总价|金额|合计|總價|金額|합계|금액|thành tiền",
}
"""Heads of columns that are no fact by themselves."""
COLUMN_OF = LABEL_OF | {label: column for column, labels in COLUMNS.items() for label in labels.split("|")}

UNITS = {
    "pcs": "pcs|pc|pç|pçs|pça|pças|piece|pieces|pce|pces|unit|units|ea|each|nos|no's|pieza|piezas|pza|pzas|pz|ud|uds|unidad|"
    "unidades|und|unds|uni|unid|stück|stueck|stk|stck|exemplare|einheiten|pièce|pièces|piéces|pieces|unité|unités|"
    "peça|"
    "peças|pezzo|pezzi|unità|шт|штук|штука|штуки|штуку|ед|единиц|единицы|قطعة|قطع|قطعه|حبة|حبه|حبات|وحدة|وحدات|adet|"
    "tane|个|個|件|台|只|隻|支|枚|块|塊|颗|顆|根|条|條|把|张|張|片|顶|頂|盏|盞|本|部|面|粒|pcs左右|个左右|個/月|"
    "개|대|장|cái|chiếc|con|bộ phận",
    "sets": "set|sets|kit|kits|juego|juegos|conjunto|conjuntos|satz|sätze|sätzen|garnitur|garnituren|jeu|jeux|"
    "ensembles|jogo|jogos|serie|компл|комплект|комплекта|комплектов|комплекты|набор|набора|наборов|طقم|أطقم|مجموعة|مجموعات|"
    "takım|takim|套|组|組|セット|세트|bộ",
    "pairs": "pair|pairs|prs|par|pares|paar|paire|paires|paio|paia|пар|пара|пары|زوج|أزواج|çift|双|雙|对|對|足|켤레|đôi",
    "dozen": "dozen|dozens|doz|dz|docena|docenas|dutzend|douzaine|douzaines|dúzia|dúzias|dozzina|dozzine|дюжина|дюжин|"
    "دزينة|دستة|düzine|打|ダース|다스|tá",
    "gross": "gross|grosses|gruesa|gruesas|gros|罗|籮",
    "t": "t|ton|tons|tonne|tonnes|mt|mts|m/t|mton|mtons|metric ton|metric tons|metric tonnes|m tons|tonelada|"
    "toneladas|"
    "tm|tonelada métrica|toneladas métricas|tonne|tonnen|to|tonnellata|tonnellate|тонна|тонн|тонны|тонну|тн|т|طن|"
    "أطنان|"
    "اطنان|吨|噸|公吨|公噸|トン|톤|tấn",
    "kg": "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramme|kilogrammes|kilogramos|kilogramm|quilos|quilogramas|"
    "chilogrammi|кг|килограмм|килограммов|كجم|كيلو|كغ|كيلوغرام|كيلوجرام|公斤|千克|キロ|킬로|ký",
    "g": "g|gr|gram|grams|gramos|gramm|grammes|gramas|grammi|грамм|克",
    "lb": "lb|lbs|pound|pounds|libras|磅",
    "m": "m|mtr|mtrs|meter|meters|metre|metres|metro|metros|metern|mètre|mètres|metri|running meter|"
    "running meters|linear meter|linear meters|linear metres|metros lineales|laufmeter|lfm|mètres linéaires|metri "
    "lineari|"
    "метр|метра|метров|пог. м|п.м|متر|أمتار|امتار|metre|米|公尺|メートル|미터|mét",
    "m2": "m2|m²|㎡|sqm|sq m|sq. m|sqms|sq.m|sq mtr|sq.mtr|square meter|square meters|square metre|square metres|"
    "metros cuadrados|quadratmeter|qm|mètres carrés|mètre carré|metros quadrados|metri quadrati|mq|кв.м|кв. м|кв м|"
    "м2|"
    "м²|квадратных метров|متر مربع|م2|م²|metrekare|平方米|平方|平米|平方公尺|平米|제곱미터|mét vuông",
    "m3": "m3|m³|㎥|cbm|cbms|cu m|cu.m|cum|cubic meter|cubic meters|cubic metre|cubic metres|metros cúbicos|"
    "kubikmeter|"
    "cbm.|fm|mètres cubes|metros cúbicos|metri cubi|mc|куб.м|куб. м|кубометр|кубометров|м3|м³|кубов|متر مكعب|م3|م³|"
    "metreküp|立方米|立方|方|立方公尺|입방미터|mét khối|khối",
    "ft": "ft|feet|foot|pies|fuß|pieds|pés|piedi|футов|英尺|呎",
    "sqft": "sqft|sq ft|sq. ft|square feet|sft|平方英尺",
    "yd": "yd|yds|yard|yards|yardas|码|碼|야드",
    "l": "l|ltr|ltrs|lt|lts|liter|liters|litre|litres|litro|litros|litern|litri|л|литр|литра|литров|لتر|لترات|升|"
    "公升|リットル|리터|lít",
    "gal": "gallon|gallons|gal|galones|加仑",
    "rolls": "roll|rolls|rollo|rollos|rolle|rollen|rouleau|rouleaux|rolo|rolos|rotolo|rotoli|bobine|bobines|рулон|рулона|"
    "рулонов|لفة|لفات|رول|رولات|rulo|卷|捲|ロール|롤|cuộn",
    "coils": "coil|coils|bobina|bobinas|бухта|бухт|盘|盤|코일",
    "sheets": "sheet|sheets|hoja|hojas|lámina|láminas|blatt|tafeln|platten|feuille|feuilles|chapas|folhas|fogli|лист|"
    "листа|"
    "листов|ألواح|لوح|levha",
    "cartons": "carton|cartons|ctn|ctns|cartón|cartones|karton|kartons|caisses|caixa|caixas|cartone|cartoni|"
    "коробка|коробки|коробок|кор|كرتون|كرتونة|كراتين|koli|箱|カートン|박스|상자|thùng",
    "boxes": "box|boxes|bx|bxs|case|cases|caja|cajas|kiste|kisten|schachteln|boîte|boîtes|scatola|scatole|cassa|casse|"
    "ящик|ящика|ящиков|صندوق|صناديق|علبة|علب|kutu|盒|箱子|hộp",
    "pallets": "pallet|pallets|palet|palets|palette|paletten|palettes|palete|paletes|bancali|паллет|палет|"
    "поддон|поддонов|паллета|паллеты|طبلية|طبالي|منصات|托盘|板|栈板|パレット|팔레트|pallet",
    "bags": "bag|bags|sack|sacks|bolsa|bolsas|saco|sacos|sack|säcke|sacs|sacchi|sacco|мешок|мешка|мешков|كيس|أكياس|شوال|"
    "çuval|torba|袋|包|袋子|포대|bao",
    "drums": "drum|drums|barrel|barrels|tambor|tambores|fass|fässer|fût|fûts|fusti|fusto|бочка|бочки|бочек|برميل|براميل|"
    "varil|桶|ドラム|드럼|thùng phuy",
    "bottles": "bottle|bottles|btl|btls|botella|botellas|flasche|flaschen|bouteille|bouteilles|garrafa|garrafas|bottiglia|"
    "bottiglie|бутылка|бутылки|бутылок|флакон|флаконов|زجاجة|زجاجات|عبوة|عبوات|şişe|瓶|支装|본|chai",
    "cans": "cans|tins|latas|dosen|canettes|lattine|банок|علبة معدنية|罐|听",
    "bundles": "bundle|bundles|bales|bale|atados|bündel|fardos|balles|balle|связка|связок|тюк|тюков|捆|件/捆|包装",
    "packs": "pack|packs|pkt|pkts|packet|packets|package|packages|pkgs|pkg|paquete|paquetes|packung|packungen|pakete|"
    "paquet|paquets|pacote|pacotes|pacchi|confezioni|упаковка|упаковки|упаковок|уп|пачка|пачек|باكيت|paket|パック|"
    "팩|gói",
    "lots": "lot|lots|lote|lotes|批",
    "containers": "container|containers|cntr|cntrs|cont|conts|fcl|fcls|teu|teus|contenedor|contenedores|containern|conteneur|"
    "conteneurs|contentor|contentores|contêiner|contêineres|container|контейнер|контейнера|контейнеров|контейнеры|"
    "حاوية|حاويات|كونتينر|konteyner|柜|货柜|集装箱|貨櫃|个柜|高柜|小柜|大柜|コンテナ|컨테이너|công|container",
    "vehicles": "truck|trucks|truckload|truckloads|lkw|camiones|camions|车|vehicles",
}
UNIT_OF: dict[str, str] = {}
for _code, _spellings in UNITS.items():
    for _each in _spellings.split("|"):
        UNIT_OF.setdefault(_each, _code)
NEEDS_A_CUE = frozenset({"m", "kg", "g", "l", "ft", "lb", "gal", "yd", "lots", "sheets", "packs"})
"""Units that measure a thing as often as they count it: only beside "need", "of", or under the label of the quantity."""
AMBIGUOUS = frozenset({"t", "l", "m", "g", "to", "par", "con", "case", "cont", "т", "л", "м", "fm", "mc", "mq", "板", "方",
                       "面", "部", "批", "足", "把", "each", "ea"})  # fmt: skip
"""Spellings that mean something else as often."""

THINGS = frozenset(
    (
        "pumps lamps lights bulbs panels motors engines valves machines bearings tractors chairs tables tyres tires "
        "phones "
        "cameras helmets bicycles bikes scooters shirts t-shirts tshirts shoes boilers compressors generators "
        "batteries "
        "inverters filters cables hoses pipes tubes bolts screws nuts washers gloves masks printers laptops tablets "
        "toys cups "
        "mugs umbrellas pens notebooks caps hats jackets doors windows tiles switches sockets sensors modules "
        "controllers "
        "cylinders gearboxes rollers drills tools fans heaters trailers forklifts excavators carpets mattresses "
        "sofas desks "
        "bombas lámparas luminarias motores válvulas máquinas rodamientos paneles baterías filtros tubos llantas "
        "neumáticos "
        "sillas mesas cascos lâmpadas rolamentos painéis pneus cadeiras pumpen lampen leuchten motoren ventile "
        "maschinen "
        "kugellager lager module paneele filter rohre reifen stühle tische schrauben pompes lampes moteurs vannes "
        "machines "
        "roulements panneaux filtres tuyaux pneus chaises pompe lampade motori valvole macchine cuscinetti pannelli "
        "насосов насоса насосы ламп лампы светильников подшипников двигателей машин станков клапанов панелей "
        "фильтров шин "
        "مضخة مضخات مصباح مصابيح محرك محركات pompa lamba motor vana rulman panel makine"
    ).split()
)
"""Things that are counted without a unit: "40 pumps"."""

_NUMBERS = """
2: two dos zwei deux dois duas due два две اثنان اثنين iki hai couple
3: three tres drei trois três tre три ثلاثة ثلاث üç ba
4: four cuatro vier quatre quatro quattro четыре أربعة أربع dört bốn
5: five cinco fünf cinq cinque пять خمسة خمس beş năm
6: six seis sechs sei шесть ستة ست altı sáu
7: seven siete sieben sept sete sette семь سبعة سبع yedi bảy
8: eight ocho acht huit oito otto восемь ثمانية ثماني sekiz tám
9: nine nueve neun neuf nove девять تسعة تسع dokuz chín
10: ten diez zehn dix dez dieci десять عشرة عشر on mười
11: eleven once elf onze undici одиннадцать
12: twelve doce zwölf douze doze dodici двенадцать
15: fifteen quince fünfzehn quinze quindici пятнадцать
20: twenty veinte zwanzig vingt vinte venti двадцать عشرون عشرين yirmi
25: fünfundzwanzig veinticinco venticinque
30: thirty treinta dreißig dreissig trente trinta trenta тридцать ثلاثون ثلاثين otuz
40: forty cuarenta vierzig quarante quarenta quaranta сорок أربعون أربعين kırk
50: fifty cincuenta fünfzig cinquante cinquenta cinquanta пятьдесят خمسون خمسين elli
60: sixty sesenta sechzig soixante sessenta sessanta шестьдесят ستون ستين altmış
70: seventy setenta siebzig settanta семьдесят سبعون سبعين yetmiş
80: eighty ochenta achtzig oitenta ottanta восемьдесят ثمانون ثمانين seksen
90: ninety noventa neunzig novanta девяносто تسعون تسعين doksan
100: hundred cien cent cem cento hundert einhundert сто مئة مائة yüz trăm
200: doscientos doscientas zweihundert duzentos duzentas duecento двести مئتان مئتين مائتين
300: trescientos trescientas dreihundert trezentos trecento триста
500: quinientos quinientas fünfhundert quinhentos quinhentas cinquecento пятьсот
1000: thousand mil mille tausend eintausend тысяча тысячу ألف bin nghìn
2000: zweitausend duemila ألفين ألفان
5000: fünftausend cinquemila
"""
NUMBER_WORDS = {
    each: int(number)
    for number, _, spoken in (row.partition(":") for row in _NUMBERS.strip().splitlines())
    for each in spoken.split()
}
ONE = frozenset(
    {
        "a",
        "an",
        "one",
        "un",
        "una",
        "uno",
        "ein",
        "eine",
        "einen",
        "einem",
        "une",
        "um",
        "uma",
        "один",
        "одну",
        "bir",
        "một",
    }
)
"""One, where a dozen, a container or a hundred follows."""

MULTIPLIERS = {
    "k": 1_000,
    "thousand": 1_000,
    "thousands": 1_000,
    "mil": 1_000,
    "mila": 1_000,
    "mille": 1_000,
    "tausend": 1_000,
    "tsd": 1_000,
    "тыс": 1_000,
    "тысяч": 1_000,
    "тысячи": 1_000,
    "ألف": 1_000,
    "الف": 1_000,
    "آلاف": 1_000,
    "bin": 1_000,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "mio": 1_000_000,
    "millones": 1_000_000,
    "millionen": 1_000_000,
    "milhões": 1_000_000,
    "milioni": 1_000_000,
    "млн": 1_000_000,
    "مليون": 1_000_000,
    "lakh": 100_000,
    "lac": 100_000,
    "万": 10_000,
    "萬": 10_000,
    "만": 10_000,
    "千": 1_000,
    "천": 1_000,
    "百": 100,
    "백": 100,
    "亿": 100_000_000,
    "億": 100_000_000,
}

CURRENCIES = {
    "USD": "us$|usd|us dollars|us dollar|u.s. dollars|dollars|dollar|dólares|dolares|dólar|dollari|dolar|долларов|"
    "доллара|"
    "доллар|долл|دولار|دولارات|美元|美金|美刀|$|ドル|달러|đô la",
    "EUR": "€|eur|euro|euros|евро|يورو|avro|欧元|歐元|ユーロ|유로",
    "GBP": "£|gbp|pounds sterling|sterling|фунтов|جنيه إسترليني|英镑",
    "CNY": "rmb|cny|yuan|renminbi|юаней|юань|يوان|人民币|人民幣|元|块钱|위안",
    "JPY": "jpy|円|日元|日圆|yen|엔",
    "¥": "¥|￥",
    "AED": "aed|dhs|dirham|dirhams|درهم|迪拉姆",
    "SAR": "sar|riyal|riyals|ريال|沙特里亚尔",
    "INR": "inr|₹|rupees|rupee|卢比",
    "BRL": "brl|r$|reais|雷亚尔",
    "MXN": "mxn|mx$|pesos mexicanos|比索",
    "RUB": "rub|₽|руб|рублей|рубля|рубль|рублях|卢布",
    "TRY": "try|₺|tl|lira|里拉",
    "KRW": "krw|₩|won|원|韩元",
    "VND": "vnd|₫|đồng|越南盾",
    "HKD": "hkd|hk$|港币|港元",
    "TWD": "twd|nt$|ntd|新台币|台幣",
    "SGD": "sgd|s$",
    "AUD": "aud|au$|a$",
    "CAD": "c$|ca$",
    "CHF": "chf|sfr",
    "ZAR": "zar|rand",
    "EGP": "egp|جنيه",
    "PLN": "pln|zł",
    "THB": "thb|baht",
}
CURRENCY_OF = {spelled: code for code, names in CURRENCIES.items() for spelled in names.split("|")}
