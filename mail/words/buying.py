"""What buyers say. One phrase between bars; a star leaves the ending open, as mail.phrases reads it."""

from __future__ import annotations

ASKS = (
    # English
    """please quote|pls quote|plz quote|kindly quote|quote us|quote me|quote for the|quote your best|quote the following|
    quote below|quote your price|quotation for the|quotation for below|request for quotation|request for quote|
    request a quote|request a quotation|request for proposal|request for price|requesting a quote|require a quote|
    require quotation|need a quote|need a quotation|need quotation|need your quotation|need your best|need price|
    need the price|need pricing|send me a quote|send us a quote|send quotation|send me quotation|send us quotation|
    send your quotation|send me your quotation|send us your quotation|send your offer|send us your offer|
    send me your offer|send us an offer|send me an offer|send your price|send me your price|send us your price|
    send price|send prices|send me price|send me prices|send us price|send us prices|send me the price|
    send us the price|send me your best|send us your best|send your best|send me your catalog|send us your catalog|
    send your catalog|send me your catalogue|send us your catalogue|send your catalogue|send catalogue|send catalog|
    send me catalog|send me catalogue|send us catalogue|send us catalog|send me a catalog|send me a catalogue|
    send us a catalogue|send us a catalog|send me the catalog|send me the catalogue|send me more information about|
    provide a quote|provide us a quote|provide me a quote|provide us with a quote|provide me with a quote|
    provide a quotation|provide us with a quotation|provide quotation|provide us with your quotation|
    provide us with your best|provide us your best|provide your best|provide price|provide prices|provide pricing|
    get a quote|get a quotation|get a price|get prices|get pricing|have a quote|have a quotation|have your price|
    have your prices|have your best|have your catalog|have your catalogue|have the price|have prices|receive a quote|
    receive a quotation|receive your price|receive your quotation|receive your offer|receive your catalogue|
    receive your catalog|receive prices|obtain a quote|obtain a quotation|obtain prices|give me a quote|
    give us a quote|give me price|give me the price|give us price|give us your best|give me your best|
    give me your price|give us your price|offer us your best|offer your best|make us an offer|make me an offer|
    share your price|share your catalog|share your catalogue|share the price|share price|share prices|share quotation|
    share your quotation|share your best|share with us your|share the quotation|advise price|advise your price|
    advise prices|advise your best|advise your moq|advise the price|advise us your|advise us of your|advise moq|
    let me know the price|let us know the price|let me know your price|let us know your price|let me know price|
    let me know prices|let me know the cost|let us know the cost|let us know your best|let me know your best|
    what is your price|what is the price|what are your prices|what are the prices|what's your price|
    what's the price|what would be the price|what price|what would the price|what would it cost|what do you charge|
    what is your best price|what is the cost|what is your moq|what is the moq|what's your moq|what is your minimum|
    what is your lead time|what is the lead time|what is the minimum|how much is|how much are|how much for|
    how much does|how much would|how much do you|how much it cost|can you quote|could you quote|would you quote|
    can you send me|could you send me|can you send us|could you send us|would you send us|would you send me|
    can you do|could you do|could you offer|see his request|see the request|request below|inquiry below|enquiry below|
    can you supply|could you supply|can you provide|could you provide|can you offer us|could you offer us|
    can you manufacture|can you produce|can you make|could you make|could you produce|can you ship|do you ship|
    do you sell|do you supply|do you manufacture|do you produce|do you make|do you offer|do you have in stock|
    do you have stock|do you stock|do you carry|are you able to supply|are you able to produce|
    are you able to offer|are you in a position to supply|interested in your|interested in buying|
    interested in purchasing|interested in ordering|interested in importing|interested to buy|interested to purchase|
    interested to import|interested in getting|interested in becoming your|interested in distributing|
    interested for your|interested by your|interest in your|intend to buy|intend to purchase|intend to order|
    plan to buy|plan to purchase|plan to order|planning to buy|planning to purchase|planning to order|
    want to buy|want to purchase|want to order|want to import|wish to buy|wish to purchase|wish to order|
    wish to import|like to buy|like to purchase|like to order|like to import|like to place an order|
    like to know the price|like to know your price|like to request|like to get a|like to receive your|
    like to have your|like to inquire|like to enquire|we need|i need|we require|we want|i want|we are in need of|
    we are looking for|i am looking for|i'm looking for|we're looking for|we are searching for|we are seeking|
    we are sourcing|we're sourcing|sourcing for our|we are in the market for|we buy|we import|we are buyers of|
    we are a buyer of|our client needs|our client requires|our customer needs|our customer requires|
    our customer is looking for|our client is looking for|on behalf of our client|on behalf of our customer|
    for our client|for our project|for our customers|for resale|become your distributor|be your distributor|
    become your agent|be your agent|become your dealer|distribute your products|distribute your product|
    represent your company|represent your products|exclusive distributor for your|trial order|
    we have a tender|we have an enquiry|we have an inquiry|we have a project|we have a requirement|
    here is our inquiry|our enquiry|our inquiry|attached inquiry|attached enquiry|attached rfq|
    find attached our rfq|find our rfq|inquiry for|enquiry for|inquiry about|enquiry about|inquiry on|inquiry of|
    rfq for|rfq no|rfq number|invitation to bid|invitation to quote|invitation to tender|price inquiry|
    price enquiry|price request|product inquiry|product enquiry|sales inquiry|sales enquiry|purchase inquiry""",
    # Chinese (folded to its simplified script)
    """请报|请给我报|请贵司报|请尽快报|麻烦报|帮我报|帮忙报|报一下|报个价|报下价|报价一下|给我报|给个报价|给份报价|
    给我一个报价|发我报价|发报价|发个报价|发一份报价|发一下报价|提供报价|提供一下报价|提供价格|提供以下|需要报价|
    求报价|求价|问价|询价|询盘|询问价格|咨询价格|咨询一下价格|问一下价格|请问价格|价格多少|什么价格|多少钱|怎么卖|
    什么价|几钱|价格是多少|单价多少|怎么报价|求购|采购一批|采购以下|想采购|需采购|要采购|需要采购|计划采购|准备采购|
    拟采购|打算采购|我司采购|我们采购|大量采购|长期采购|想购买|想买|要买|需要购买|想订购|想要订购|想订|需要订|
    有没有现货|有现货吗|有货吗|有库存吗|起订量多少|起订量是多少|最小起订量|交期多久|交期多长|货期多久|多久能交货|
    请发目录|发目录|发个目录|发产品目录|发一份目录|索取目录|提供目录|产品册|发图册|发画册|请提供|对贵司|对贵公司|
    对你们的产品|对你们产品|对您的产品|对贵|有意采购|有意向采购|有采购意向|采购意向|采购需求|采购计划|我们需要|我司需要|
    我需要|我们想要|我想要|能做吗|能不能做|可以做吗|能生产吗|可以定制吗|能定制吗|能供货吗|能否供货|能否提供|可否提供|
    能否报价|可否报价|能报价吗|想了解|想咨询|想代理|做代理|代理贵|寻找供应商|找供应商|寻找厂家|找厂家|寻找一家|客户需要|
    客户询价|客户想要|招标|参考价|出厂价多少|离岸价多少|请报fob|请报cif""",
    # Spanish
    """cotizar|cotizacion para|cotizacion de|solicitud de cotizacion|solicito cotizacion|solicitamos cotizacion|
    solicitar cotizacion|solicitar una cotizacion|pedir cotizacion|enviar cotizacion|envienos cotizacion|
    enviarme cotizacion|enviarnos cotizacion|enviarme una cotizacion|enviarnos una cotizacion|me cotice|nos coticen|
    nos cotice|favor cotizar|por favor cotizar|necesito cotizacion|necesitamos cotizacion|requiero cotizacion|
    requerimos cotizacion|presupuesto para|presupuesto de|un presupuesto|solicitar presupuesto|solicito presupuesto|
    pedir presupuesto|enviarnos presupuesto|enviarme presupuesto|necesito presupuesto|enviar precios|enviarme precios|
    enviarnos precios|enviarme el precio|enviarnos su lista|enviarme su lista|enviar lista de precios|
    enviarnos la lista|su lista de precios|indicar precio|indicarme el precio|indicarnos el precio|
    indicarnos precio|saber el precio|saber precio|saber los precios|conocer precios|conocer el precio|
    cual es el precio|cual seria el precio|que precio|a que precio|cuanto cuesta|cuanto cuestan|cuanto vale|
    cuanto seria|estamos interesados|estoy interesado|estoy interesada|estamos interesadas|nos interesa|
    me interesa|interesados en sus|interesado en sus|interesado en comprar|interesados en comprar|
    interesados en adquirir|interesados en importar|deseamos comprar|quiero comprar|queremos comprar|
    quisiera comprar|quisieramos comprar|deseo comprar|deseamos adquirir|quisiera saber|quisieramos saber|
    necesitamos|necesito|requerimos|buscamos un proveedor|buscamos proveedor*|buscando proveedor*|
    estamos buscando|estoy buscando|busco proveedor*|tienen en stock|tienen stock|disponen de|venden ustedes|
    catalogo de sus|su catalogo|enviarnos catalogo|enviarme catalogo|enviar catalogo|cantidad minima|
    pedido minimo|plazo de entrega|ser distribuidor*|ser distribuidores|distribuir sus productos""",
    # Portuguese
    """solicitar cotacao|solicito cotacao|solicitamos cotacao|solicitacao de cotacao|solicitacao de orcamento|
    pedido de cotacao|pedido de orcamento|cotacao para|cotacao de|cotacao dos|cotar|favor cotar|por favor cotar|
    orcamento para|orcamento de|um orcamento|solicito orcamento|solicitar orcamento|solicitamos orcamento|
    gostaria de um orcamento|enviar orcamento|enviar cotacao|me enviar|nos enviar|enviar precos|
    enviar lista de precos|sua lista de precos|qual o preco|qual e o preco|qual o valor|qual seria o preco|
    quanto custa|quanto custam|quanto fica|temos interesse|tenho interesse|estamos interessados|
    estou interessado|estou interessada|gostaria de comprar|gostariamos de comprar|quero comprar|queremos comprar|
    desejamos comprar|desejamos adquirir|gostaria de saber|gostariamos de saber|gostaria de receber|
    gostariamos de receber|precisamos|preciso de|necessitamos|procuramos fornecedor*|procuro fornecedor*|
    estamos procurando|estamos a procura|estamos buscando|quantidade minima|pedido minimo|prazo de entrega|
    seu catalogo|vosso catalogo|enviar catalogo|tem em estoque|voces vendem|voces fabricam|voces tem""",
    # French
    """demande de prix|demande de devis|demande d'offre|demande d'offres|demande de cotation|appel d'offres|
    demande de tarif|demande de tarifs|demande d'information|demande de renseignements|faire un devis|
    etablir un devis|un devis pour|devis pour|votre meilleur prix|vos meilleurs prix|votre meilleure offre|
    vos prix|vos tarifs|votre tarif|votre prix|votre offre de prix|nous faire parvenir|me faire parvenir|
    nous envoyer|m'envoyer|nous adresser votre|nous communiquer vos|nous communiquer votre|nous transmettre|
    me transmettre|quel est le prix|quel est votre prix|quels sont vos prix|quel prix|quel serait le prix|
    combien coute|combien coutent|a combien|nous sommes interesses|je suis interesse|je suis interessee|
    interesse par vos|interesses par vos|interesses par votre|nous souhaitons acheter|nous souhaitons commander|
    je souhaite acheter|nous souhaiterions|je souhaiterais|nous desirons|nous voudrions acheter|
    je voudrais acheter|je voudrais savoir|nous voudrions savoir|nous avons besoin|j'ai besoin|
    nous recherchons|je recherche|nous cherchons|je cherche|a la recherche d'un fournisseur|
    a la recherche de|votre catalogue|vos catalogues|quantite minimum|quantite minimale|delai de livraison|
    avez-vous en stock|disposez-vous|vendez-vous|fabriquez-vous|pouvez-vous fournir|pouvez-vous nous|
    pourriez-vous nous|pourriez-vous me|pouvez-vous me|devenir distributeur|distribuer vos produits""",
    # German
    """bitte um angebot|bitte um ihr angebot|bitten um angebot|bitten um ihr angebot|bitten um ein angebot|
    bitte um ein angebot|bitte um preis*|bitten um preis*|bitte um zusendung|bitten um zusendung|ein angebot fur|
    ein angebot uber|angebot anfordern|angebotsanfrage*|preisanfrage*|anfrage uber|anfrage fur|anfrage nach|
    unsere anfrage|unverbindliches angebot|bieten sie uns|anbieten konnen|uns anbieten|unterbreiten sie uns|
    machen sie uns ein angebot|senden sie uns ihr|senden sie uns bitte|senden sie mir|schicken sie uns|
    schicken sie mir|senden sie uns|nennen sie uns|teilen sie uns|was kostet|was kosten|wie viel kostet|
    wieviel kostet|was wurde|zu welchem preis|welchen preis|welche preise|ihre preise|ihren preis|ihre preisliste|
    ihren katalog|ihr bestes angebot|ihren besten preis|wir benotigen|ich benotige|wir brauchen|ich brauche|
    wir suchen|ich suche|sind auf der suche|wir interessieren uns|ich interessiere mich|sind interessiert an|
    bin interessiert an|interesse an ihren|interesse an ihrem|interessieren uns|wir mochten kaufen|
    wir mochten bestellen|mochten wir bestellen|ich mochte bestellen|mochte ich bestellen|mochten gerne bestellen|
    wir wurden gerne|ich wurde gerne|konnen sie liefern|konnen sie uns|konnten sie uns|konnten sie mir|
    haben sie auf lager|fuhren sie|stellen sie her|mindestbestellmenge*|mindestabnahme*|lieferzeit fur|
    welche lieferzeit|ausschreibung*|vertriebspartner werden""",
    # Italian
    """richiesta di offerta|richiesta offerta|richiesta preventivo|richiesta di preventivo|richiesta di quotazione|
    richiesta quotazione|richiesta prezzi|un preventivo|preventivo per|una quotazione|quotazione per|
    vostra migliore offerta|vostra migliore quotazione|miglior prezzo|vostra offerta|vostro listino|
    vostri prezzi|vostri migliori prezzi|vostro catalogo|inviarci|inviarmi|mandarci|mandarmi|farci avere|
    quotarci|offrirci|qual e il prezzo|quanto costa|quanto costano|che prezzo|siamo interessati|
    sono interessato|sono interessata|interessati ai vostri|interessati all'acquisto|vorremmo acquistare|
    vorrei acquistare|vorremmo ordinare|vorremmo ricevere|vorrei ricevere|vorremmo sapere|vorrei sapere|
    vorrei avere|vorremmo avere|abbiamo bisogno|ho bisogno|ci serve|ci servono|ci servirebbero|stiamo cercando|
    cerchiamo|sto cercando|quantita minima|ordine minimo|tempi di consegna|avete disponibil*|
    avete in magazzino|producete|potete fornire|potete produrre|diventare distributor*""",
    # Russian
    """просим выслать|просим предоставить|просим сообщить|просим направить|прошу выслать|прошу предоставить|
    прошу сообщить|прошу направить|просьба выслать|просьба предоставить|просьба сообщить|вышлите|пришлите|
    отправьте нам|предоставьте|сообщите цен*|сообщите стоимост*|сообщите пожалуйста|запрос цен*|запрос кп|
    запрос на|запрос коммерческого|запрос предложени*|просим дать|сколько стоит|сколько стоят|какая цена|
    какова цена|какова стоимость|какие цены|цена за|цену на|цены на|стоимость на|ваши цены|ваш прайс|
    нас интересует|нас интересуют|меня интересует|меня интересуют|заинтересованы в|интересуемся|
    хотим купить|хотим приобрести|хотим заказать|хотели бы купить|хотели бы приобрести|хотели бы заказать|
    хочу купить|хочу заказать|хотел бы купить|желаем приобрести|готовы приобрести|планируем закупить|
    планируем закупку|нам нужны|нам нужно|нам нужен|нам нужна|нам необходим*|нам требу*|мне нужн*|требуется|
    требуются|ищем поставщик*|ищу поставщик*|ищем производител*|ищем завод*|есть ли в наличии|есть в наличии|
    вы производите|вы поставляете|минимальный заказ|минимальная партия|срок поставки|сроки поставки|
    ваш каталог|каталог продукции вышл*|стать дилером|стать дистрибьютором|тендер*|рассчитайте|
    просим рассчитать|выставите кп|нужно кп""",
    # Arabic
    """عرض سعر|عرض أسعار|عرض الأسعار|طلب عرض|طلب سعر|طلب أسعار|نرجو إرسال|نرجو تزويدنا|يرجى إرسال|الرجاء إرسال|
    ارجو ارسال|أرجو إرسال|ارسلوا لنا|تزويدنا|كم السعر|كم سعر|ما هو سعر|ما سعر|ما هي أسعار|قائمة الأسعار|
    قائمة أسعار|نحتاج|احتاج|أحتاج|نرغب في شراء|نرغب بشراء|نرغب في استيراد|أرغب في شراء|نود شراء|أود شراء|
    نريد شراء|اريد شراء|أريد شراء|نرغب في|مهتمون|مهتم ب|مهتمين|نبحث عن|أبحث عن|كتالوج|الكتالوج|الحد الأدنى|
    مدة التسليم|وكيل لكم|وكيلا لكم|استفسار عن|نستفسر عن|مطلوب""",
    # Turkish
    """fiyat teklif*|teklif iste*|teklif rica*|teklifinizi|teklif verir misiniz|teklif almak|fiyat almak|fiyat alabilir*|
    fiyat listenizi|fiyat listesi rica*|fiyat verebilir*|fiyat verir*|fiyat bilgisi|fiyatlarınızı|fiyatınızı|
    fiyat nedir|fiyatı nedir|fiyatları nedir|fiyatı ne kadar|ne kadar|kaç para|satın almak|almak istiyoruz|
    almak istiyorum|ithal etmek|sipariş vermek|ihtiyacımız|ihtiyacim*|ihtiyaç duy*|ilgileniyoruz|
    ilgileniyorum|arıyoruz|arıyorum|katalog gönder*|kataloğunuzu|katalogunuzu|katalog rica*|minimum sipariş*|
    teslim süre*|stokta var mı|üretiyor musunuz|gönderebilir misiniz|bayiniz olmak|distribütörünüz""",
    # Japanese
    """見積|お見積|見積り|見積もり|見積書|御見積|価格を教え|価格表|価格をお|値段|お値段|単価を|いくらですか|
    おいくら|购入したい|購入したい|購入を検討|購入希望|注文したい|発注したい|カタログを|カタログ送|資料請求|
    資料を送|興味があ|関心があ|探してい|探しており|必要です|最小ロット|最低発注|最小発注|納期を|在庫はあり|
    取り扱い|取扱いは|引き合い|引合|問い合わせ|お問合せ|代理店になり""",
    # Korean
    """견적|견적서|견적 요청|견적을|가격 문의|가격을 알|가격이 얼마|가격표|단가|얼마입니까|얼마인가요|얼마예요|
    구매하고 싶|구매를 원|구매하려|구입하고 싶|구입하려|구매 문의|주문하고 싶|주문하려|수입하고 싶|수입하려|
    관심이 있|관심있|필요합니다|찾고 있|카탈로그|최소 주문|최소주문|납기|재고가 있|문의드립니다|문의 드립니다|대리점""",
    # Vietnamese
    """xin báo giá|báo giá cho|vui lòng báo giá|gửi báo giá|yêu cầu báo giá|cho tôi báo giá|nhờ báo giá|
    giá bao nhiêu|bao nhiêu tiền|giá cả|bảng giá|gửi giá|cho tôi biết giá|cho biết giá|muốn mua|cần mua|
    muốn đặt|muốn nhập|cần nhập|quan tâm đến|quan tâm sản phẩm|chúng tôi cần|tôi cần|đang tìm|cần tìm|
    tìm nhà cung cấp|gửi catalogue|gửi catalog|số lượng tối thiểu|thời gian giao hàng|có sẵn hàng|hỏi hàng|
    hỏi giá""",
    # Greek, Finnish, Hebrew, Swedish, Danish, Hungarian, Romanian
    """προσφορα για|θα θελαμε προσφορα|ζητηση προσφορας|τιμη για|ενδιαφερομαστε|tarjouspyynt*|pyydamme tarjous*|
    haluaisimme tarjouksen|paljonko maksaa|מחיר ל|אנחנו מעוניינים|אבקש הצעת|offertforfragan|vi onskar en offert|
    vi vill ha en offert|vi skulle vilja ha en offert|vad kostar|tilbudsforesporgsel|vi onsker et tilbud|
    hvad koster|arajanlatot kerunk|kerunk arajanlat*|
    arajanlatot ker*|kernek arajanlat*|ajanlatot ker*|mennyibe kerul|cerere de oferta|va rugam oferta|
    solicitam oferta|cat costa""",
    # Dutch, Polish, Czech, Ukrainian, Persian, Indonesian, Hebrew, Thai
    """offerte aanvraag|offerteaanvraag|prijsopgave|graag een offerte|graag een prijs|graag ontvangen wij|
    graag ontvang ik|wij zoeken|ik zoek|wij hebben nodig|wij zijn geinteresseerd|wat kost|wat kosten|uw prijslijst|
    zapytanie ofertowe|zapytanie o cen*|prosze o ofert*|prosimy o ofert*|prosze o wycen*|prosimy o wycen*|
    prosze o przeslanie|prosimy o przeslanie|prosze o cen*|jestesmy zainteresowani|jestem zainteresowan*|szukamy|
    potrzebujemy|ile kosztuje|poptavk*|poptavame|prosim o cenovou|prosime o cenovou|prosim o nabidku|
    prosime o nabidku|mame zajem|hledame|kolik stoji|
    надішліть цін*|надішліть прайс|просимо надіслати|нас цікавить|нам потрібн*|запит цін*|скільки коштує|
    قیمت لطفا|لطفا قیمت|استعلام قیمت|پیش فاکتور|mohon penawaran|minta penawaran|penawaran harga|berapa harga|
    minta harga|kami membutuhkan|הצעת מחיר|ขอราคา|ใบเสนอราคา|ราคาเท่าไหร่""",
)
"""A buyer asks: outside of what sellers say, each of these alone makes an inquiry."""

INTEREST = (
    """price list|pricelist|best price|best offer|your price|your prices|prices for|price for|price of|price per|
    rfq|rfi|quotation|quote|quotes|and quote|your quote|inquiry|enquiry|inquiries|looking for|moq|minimum order|
    lead time|catalogue|catalog|how much|do you have|unit price|fob price|cif price|exw price|pricing|brochure|
    samples|datasheet|data sheet|specifications|in stock|availability|price|prices|
    cotizacion|cotizaciones|presupuesto|precio|precios|lista de precios|catalogo|cotacao|orcamento|preco|precos|
    devis|tarif|tarifs|prix|anfrage|angebot|preisliste|preis|preise|katalog|preventivo|offerta|listino|prezzo|
    prezzi|fiyat*|katalog*|teklif*|bao gia|
    запрос*|коммерческое предложение|цена|цены|цену|прайс*|стоимост*|каталог*|кп|
    报价|采购|订购|价格|单价|起订量|最小起订|交期|货期|感兴趣|产品目录|目录|现货|
    価格|カタログ|納期|在庫|가격|카탈로그|أسعار|سعر|الأسعار""",
)
"""Words of business that both sides use: an inquiry where nothing speaks for a seller or a machine."""

ORDER = (
    """purchase order attached|attached purchase order|attached po|attached is our po|attached is the po|
    attached is our purchase order|our purchase order|our po|po attached|po is attached|find attached po|
    find po|find attached our po|find attached purchase order|find our order|find our purchase order|
    find attached order|find attached our order|attached our order|attached order|our order attached|
    we confirm the order|we confirm our order|we confirm this order|confirm our order|confirm the order|
    hereby confirm our order|order confirmed|order is confirmed|we hereby order|hereby place|place this order|
    place the order|we place order|placing the order|placing an order for|placing order|place our order|
    go ahead with the order|proceed with the order|proceed with this order|proceed with production|
    go ahead with production|start production|start mass production|begin production|start the production|start with production|
    please send proforma|send proforma|send the proforma|send us the proforma|send us proforma|
    send me the proforma|send me proforma|send your proforma|send us your proforma|send pi|send the pi|
    send us the pi|send us pi|send me the pi|send me pi|send your pi|send us your pi|issue pi|issue the pi|
    issue proforma|issue the proforma|issue your proforma|issue a proforma|make pi|make the pi|make a pi|
    prepare pi|prepare the pi|prepare proforma|prepare the proforma|share pi|share the pi|need pi|need the pi|
    need proforma|waiting for pi|waiting for your pi|waiting for the proforma|pi for this|pi please|
    new purchase order|repeat order for|re-order of|reorder the same|signed pi|signed proforma|signed contract|
    pi signed|contract signed|countersigned|signed and stamped|we accept your offer|we accept your quotation|
    we accept your price|accept your proforma|price is accepted|price accepted|we agree with your price|
    we agree to your price|offer is accepted|book the order|we want to proceed|we will proceed with|
    we would like to proceed|like to proceed with|please proceed|confirmed please|please go ahead|
    tilaamme|tilauksemme|harmed bestaller|vi bestaller|hermed bestiller|vi bestiller|bij deze bestellen|
    wij bestellen|onze bestelling|zamawiamy|nasze zamowienie|objednavame|nase objednavka|megrendeljuk|
    megrendelesunk|παραγγελια μας|חשבון פרופורמה|הזמנת רכש""",
    """orden de compra|confirmamos el pedido|confirmamos pedido|confirmamos nuestro pedido|pedido adjunto|
    nuestro pedido|adjunto pedido|adjuntamos pedido|adjunto orden|adjuntamos orden|enviar proforma|
    enviar la proforma|enviarnos la proforma|enviarnos proforma|enviarme la proforma|envienos la proforma|
    envien la proforma|factura proforma por favor|aceptamos su oferta|aceptamos la oferta|aceptamos el precio|
    aceptamos su cotizacion|realizar el pedido|proceder con el pedido|procedan con|hacer el pedido|
    ordem de compra|pedido de compra|nosso pedido|segue pedido|segue nosso pedido|confirmamos o pedido|
    pedido em anexo|enviar a proforma|enviar proforma|pedido confirmado|aceitamos a proposta|aceitamos sua""",
    """bon de commande|notre commande|nous passons commande|nous confirmons la commande|nous confirmons notre commande|
    confirmons la commande|commande ferme|ci-joint notre commande|ci-joint la commande|passer la commande|
    passer commande de|envoyer la proforma|envoyer une proforma|envoyer votre proforma|nous acceptons votre offre|
    bon pour accord|hiermit bestellen|unsere bestellung|bestellung anbei|anbei unsere bestellung|
    anbei die bestellung|anbei bestellung|anbei erhalten sie unsere bestellung|wir bestellen|bestellen wir|
    bestatigen die bestellung|bestatigen wir die bestellung|wir nehmen ihr angebot an|proformarechnung senden|
    proforma-rechnung|auftrag erteilen|erteilen ihnen den auftrag|erteilen wir ihnen|
    ordine di acquisto|ordine d'acquisto|nostro ordine|confermiamo l'ordine|confermiamo ordine|
    confermiamo il nostro ordine|allegato ordine|in allegato ordine|in allegato il nostro ordine|
    inviare la proforma|inviare proforma|inviateci la proforma|accettiamo la vostra offerta|vi ordiniamo|
    sipariş ekte|siparişimiz ekte*|siparişimizi|siparişi onay*|sipariş onay*|proforma gönder*|
    satın alma siparişi|teklifinizi kabul*""",
    """наш заказ|подтверждаем заказ|подтверждаем наш заказ|заказ во вложении|направляем заказ|высылаем заказ|
    выставите счет|выставить счет|просим выставить счет|прошу выставить счет|выставьте счет|вышлите счет|
    вышлите инвойс|выставите инвойс|выставите проформу|проформа инвойс|согласны с ценой|согласны с условиями|
    подписанный договор|подписанный контракт|запускайте в производство|размещаем заказ|оформить заказ|
    采购订单|订单附件|确认订单|订单确认|附件是订单|附件为订单|附上订单|订单见附件|订单如附件|下单|下个单|下订单|
    正式订单|请安排生产|安排生产|请安排出货|请做pi|发pi|做pi|开pi|做个pi|发形式发票|做形式发票|开形式发票|请发合同|
    发合同|签好的合同|合同已签|回签|返单|翻单|同意报价|接受报价|价格接受|价格可以接受|价格ok|
    発注書|注文書|発注いたします|発注します|注文します|注文いたします|注文書を添付|발주서|주문서|발주합니다|발주 드립|
    주문합니다|주문 확정|أمر شراء|أمر الشراء|طلب شراء|نؤكد الطلب|فاتورة أولية|الفاتورة الأولية|đơn đặt hàng|đặt hàng|
    xác nhận đơn hàng|gửi pi|hóa đơn chiếu lệ""",
)
SAMPLE = (
    """send 1 sample|send 2 samples|send 3 samples|send 4 samples|send 5 samples|send one sample|send two samples|
    send three samples|send samples|send us samples|send me samples|send a sample|send us a sample|send me a sample|send sample|
    send us sample|send some samples|send us some samples|send me some samples|sample request|request samples|
    request a sample|request sample|request for sample|request for samples|free sample|free samples|
    samples for testing|sample for testing|samples for test|samples for approval|sample for approval|sample order|
    need samples|need a sample|need sample|need some samples|need one sample|sample cost|sample fee|
    sample charge|sample charges|sample price|sample lead time|could we get a sample|get samples|get a sample|
    get sample|get some samples|have a sample|have samples|receive samples|receive a sample|order samples|
    order a sample|order some samples|buy a sample|buy samples|try a sample|test a sample|provide samples|
    provide sample|provide a sample|samples available|swatches|pre-production sample|counter sample|
    arrange samples|arrange sample|arrange a sample|samples by dhl|samples by fedex|samples first|sample first""",
    """enviar muestras|envien muestras|envienos muestras|enviarnos muestras|enviarme muestras|una muestra|
    unas muestras|muestras gratis|muestras gratuitas|necesito muestras|necesitamos muestras|solicitar muestras|
    solicitar muestra|pedir muestras|recibir muestras|uma amostra|enviar amostras|amostras gratis|
    amostras gratuitas|solicitar amostra*|receber amostra*|un echantillon|des echantillons|
    envoyer echantillons|echantillons gratuits|recevoir un echantillon|muster senden|muster schicken|
    muster zusenden|muster zukommen|muster zur|ein muster|kostenlose muster|kostenloses muster|musterbestellung|
    mustersendung|um muster|ein handmuster|un campione|dei campioni|inviare campioni|alcuni campioni|
    campioni gratuiti|campionatura|numune gönder*|numune rica*|numune talep*|numune iste*|numune alabilir*|
    выслать образ*|прислать образ*|отправить образ*|предоставить образ*|нужны образцы|нужен образец|
    заказать образ*|получить образ*|бесплатные образцы|образцы для|образец для""",
    """打样|寄样|寄个样|寄几个样|寄些样|寄一个样|要样品|需要样品|要几个样|提供样品|索取样品|索样|寄送样品|样品费|
    发样品|申请样品|拿样|先看样|看样品|免费样|样品单|做样品|做个样|サンプルを|サンプル送|サンプル請求|サンプル提供|
    見本を|샘플을|샘플 요청|샘플 보내|샘플을 보내|샘플 제공|샘플이 필요|إرسال عينة|إرسال عينات|عينات مجانية|عينة مجانية|
    نحتاج عينات|نحتاج عينة|gửi mẫu|hàng mẫu|mẫu thử|cần mẫu|xin mẫu""",
)
SAMPLE_TITLES = (
    """sample|samples|样品|打样|寄样|样板|muestra|muestras|muster|echantillon|echantillons|amostra|amostras|campione|
    campioni|образ*|numune*|サンプル|샘플|عينات|عينة|hang mau""",
)
PAYMENT = (
    """swift copy|copy of swift|copy of the swift|swift message|swift attached|mt103|mt 103|bank slip|
    payment slip|deposit slip|transfer slip|tt copy|t/t copy|copy of tt|copy of t/t|tt slip|t/t slip|
    copy of the transfer|copy of transfer|copy of payment|copy of the payment|transfer copy|
    remittance advice|remittance copy|remittance slip|proof of payment|payment proof|payment advice|
    payment confirmation|payment copy|payment has been made|payment has been done|payment has been sent|
    payment has been effected|payment has been remitted|payment has been transferred|payment was made|
    payment was sent|payment was transferred|payment made|payment done|payment is done|payment sent|
    payment released|payment is released|released the payment|sent the payment|sent payment|
    have sent the payment|made payment|made the payment|made a payment|done the payment|we have paid|
    i have paid|we've paid|we paid|i paid|have transferred|has been transferred to your|
    transferred the deposit|transferred the balance|transferred the amount|transferred the money|
    transfer has been made|bank transfer done|deposit paid|deposit has been|balance paid|balance payment has|
    have made the payment|payment receipt|arranged the payment|arranged payment|payment arranged|
    remitted the|have remitted|wired the|have wired|lc has been opened|l/c has been opened|
    lc has been issued|l/c has been issued|opened the lc|opened the l/c|copy of the l/c|lc copy|l/c copy|
    lc draft|l/c draft""",
    """comprobante de pago|comprobante de transferencia|comprobante de la transferencia|comprobante bancario|
    hemos realizado el pago|hemos hecho el pago|hemos efectuado el pago|se realizo el pago|se hizo el pago|
    el pago fue|pago realizado|pago efectuado|transferencia realizada|hemos transferido|
    hemos realizado la transferencia|justificante de pago|justificante de transferencia|
    comprovante de pagamento|comprovante de transferencia|comprovante do pagamento|pagamento efetuado|
    pagamento realizado|pagamento foi feito|pagamento foi realizado|efetuamos o pagamento|
    realizamos o pagamento|segue comprovante|fizemos o pagamento""",
    """zahlungsbeleg|zahlungsnachweis|uberweisungsbeleg|zahlung wurde|haben uberwiesen|haben wir uberwiesen|
    uberweisung wurde|wurde uberwiesen|haben die zahlung|zahlung veranlasst|anzahlung wurde|
    restzahlung wurde|betrag wurde|uberwiesen|zahlung erfolgt|zahlung ist erfolgt|zahlungsavis|
    avis de paiement|avis de virement|virement effectue|virement a ete effectue|preuve de paiement|
    preuve de virement|copie du virement|paiement effectue|paiement a ete effectue|avons effectue le paiement|
    avons effectue le virement|avons procede au paiement|ordre de virement|ricevuta di pagamento|
    ricevuta del bonifico|copia del bonifico|bonifico effettuato|contabile del bonifico|
    abbiamo effettuato il pagamento|abbiamo effettuato il bonifico|pagamento effettuato|
    distinta di bonifico|abbiamo pagato|bonifico a saldo|bonifico di acconto|disposto il bonifico|
    disposto bonifico|disposto in data odierna il bonifico|allegato la contabile|contabile bancaria|
    ödeme yapıldı|ödeme yapilmistir|ödemeyi yaptık|ödeme dekontu|
    dekont*|havale yapıldı|transfer yapıldı|ödemeniz yapıl*""",
    """платежное поручение|платежное поручение|платежка|платежку|оплата произведена|оплата прошла|
    оплату произвели|мы оплатили|оплатили счет|произвели оплату|произведена оплата|перевели деньги|
    подтверждение оплаты|подтверждение платежа|свифт*|копия свифта|
    水单|已付款|已汇款|付款凭证|款已付|汇款底单|付款底单|底单|已经付款|定金已付|定金已汇|尾款已付|尾款已汇|货款已付|
    款已汇|已打款|打款了|已转账|转账凭证|付款截图|转账截图|已支付|付款回单|回单|电汇单|汇款单|
    送金しました|送金いたしました|送金済|振込みました|振込済|振り込みました|入金しました|支払いました|支払い完了|
    お支払いしました|송금했습니다|송금하였습니다|송금 완료|송금 완료|입금했습니다|입금 완료|결제 완료|송금증|
    تم الدفع|تم التحويل|تم تحويل|إيصال الدفع|إشعار الدفع|حوالة بنكية|صورة الحوالة|سويفت|đã thanh toán|đã chuyển tiền|
    đã chuyển khoản|chứng từ thanh toán|ủy nhiệm chi""",
)
COMPLAINT = (
    """complaint|complaints about|complain about|we are not satisfied|not satisfied|dissatisfied|unsatisfied|
    very disappointed|disappointed with|unhappy with|defective|defects|faulty|were damaged|was damaged|
    are damaged|arrived damaged|goods damaged|damaged goods|damaged items|damaged cartons|damaged in transit|
    received damaged|found damaged|pcs damaged|pieces damaged|arrived broken|were broken|was broken|are broken|
    is broken|came broken|broke down|stopped working|does not work|doesn't work|do not work|don't work|
    did not work|not working|quality problem|quality problems|quality issue|quality issues|poor quality|
    bad quality|wrong goods|wrong items|wrong item|wrong products|wrong product|wrong color|wrong colour|
    wrong size|wrong model|missing parts|parts are missing|parts missing|were missing|pcs missing|pieces missing|
    short shipped|short shipment|short-shipped|short delivered|shortage of|quantity shortage|less than ordered|
    refund|compensation|compensate|claim for|our claim|we claim|claim letter|not acceptable|unacceptable|
    rusted|rusty|leaking|cracked|scratched|does not match|do not match the sample|not as per sample|
    different from the sample|not according to|not as ordered|not what we ordered|failed the inspection|
    rejected by our|replace the goods|return the goods|still not received the goods|
    goods have not arrived|when will you solve|scratches on|dented|does not fit|do not fit""",
    """reclamacion|reclamo|queja|quejarnos|danado|danados|danada|danadas|llego roto|llegaron rotos|
    defectuoso|defectuosos|defectuosa|defectuosas|mala calidad|problema de calidad|problemas de calidad|
    faltan piezas|faltaron|no funciona|no funcionan|producto equivocado|devolucion del dinero|reembolso|
    reklamation|reklamieren|mangelhaft|mangel an|mangelruge|beschadigt|beschadigte|beschadigten|defekt|defekte|
    defekten|kaputt|funktioniert nicht|funktionieren nicht|falsche ware|falsch geliefert|fehlmenge|
    fehlen stuck|nicht zufrieden|ruckerstattung|schadensersatz|gutschrift verlangen""",
    """reclamation|endommage|endommages|endommagee|endommagees|defectueux|defectueuse|defectueuses|casse|
    casses|cassee|cassees|ne fonctionne pas|ne fonctionnent pas|non conforme|non conformes|probleme de qualite|
    problemes de qualite|mauvaise qualite|manquant|manquants|remboursement|pas satisfait|pas satisfaits|litige|
    reclamacao|danificado|danificados|danificada|danificadas|avariado|avariados|defeituoso|defeituosos|
    quebrado|quebrados|nao funciona|nao funcionam|ma qualidade|problema de qualidade|reembolso|insatisfeit*|
    difettoso|difettosi|difettosa|danneggiato|danneggiati|danneggiata|danneggiate|rotto|rotti|rotte|
    non funziona|non funzionano|non conforme|merce errata|mancano|rimborso|contestazione|
    şikayet*|hasarlı|hasarli*|kırık geldi|kırılmış|bozuk|arızalı|çalışmıyor|kalite sorunu|eksik geldi|
    yanlış ürün|iade etmek|para iadesi|arranhoes|arranhados|arranhadas|riscados|riscadas|faltam|rayados|rayadas|
    aranazos|abime|abimes|abimee|abimees|zerkratzt|undicht|graffiato|graffiati|graffiate|perdono acqua|
    çizik*|su kaçırıyor""",
    """рекламаци*|претензи*|жалоб*|брак|бракован*|дефект*|поврежден*|сломан*|разбит*|не работает|не работают|
    некачествен*|плохое качество|проблема с качеством|недостач*|недопоставк*|не соответств*|возврат денег|
    вернуть деньги|
    投诉|质量问题|质量太差|质量不好|破损|损坏|坏了|索赔|赔偿|退款|不良品|不良率|次品|退货|少发|发错|漏发|短装|
    与样品不符|不合格|严重问题|漏水了|都漏水|有漏水|出现漏水|划痕|刮花|掉漆|生锈了|
    クレーム|不良品|不具合|破損|損傷|壊れて|故障|数量不足|欠品|返品|返金|誤配送|注文と違|剥がれ|剥げ|水漏れ|錆び|代替品|불량|파손|하자|클레임|고장|
    환불|반품|수량 부족|품질 문제|شكوى|تالف|تالفة|معيب|معيبة|مكسور|مكسورة|لا يعمل|لا تعمل|استرداد|تعويض|
    khiếu nại|bị hỏng|hư hỏng|bị vỡ|bị lỗi|hàng lỗi|thiếu hàng|hoàn tiền|kém chất lượng""",
)
NO_COMPLAINT = (
    """warranty for defective|in case of damaged|if damaged|complaint rate|if defective|defective rate|
    defect rate|zero defects|no complaint|no complaints|without complaint|refund policy|refund guarantee|
    money back guarantee|full refund|in case of complaint|handle complaints|quality problem guarantee|
    free replacement|any quality problem|不良率|如有质量问题|质量问题包|包退""",
)
CARGO = (
    """our freight forwarder|our forwarder|our shipping agent|our freight agent|our nominated|notre transitaire|
    unser spediteur|unsere spedition|nuestro agente|nuestro transitario|nostro spedizioniere|我们货代|我的货代|我司货代|
    我们的货代|货代在催|货代联系|your shipper|nominated by|nominated forwarder|nominated agent|our mutual customer|your buyer|
    your customer has appointed|appointed by your|cargo ready date|cargo readiness|goods ready date|
    when will the goods be ready|when the cargo will be ready|ready for pick up|ready for pickup|
    pick up the goods|pickup address|collect the goods|collect the cargo|booking confirmation|
    shipping order attached|so attached|arrival notice|draft b/l|bl draft|b/l draft|draft bl|telex release|
    vgm|cut off|cut-off|closing time|你司货物|贵司货物|货好时间|货物备好|什么时候出货|指定货代|客户指定|放舱|截关|
    截单|提单确认|确认提单|电放""",
)
"""What the forwarder of our customer asks us: he sells us nothing."""
RECEIVED = (
    """received|we got|shipment|our order|last order|previous order|the goods|invoice|container|delivered|delivery of|
    arrived|po|lote|pedido|recibimos|recibido|mercancia|recebemos|mercadoria|lieferung|erhalten|ware|recu|livraison|
    marchandise|ricevuto|merce|consegna|получили|поставк*|партия|партии|заказ*|收到|这批|上次|上批|上一批|订单|货物|到货|
    届き|届いた|納品|받았|도착|배송|استلمنا|البضاعة|الشحنة|teslim ald*|sipariş*|ürünler|nhận được|lô hàng""",
)
"""Words of goods that are on their way or here: a complaint is about them."""
ANOTHERS = (
    """current supplier|present supplier|existing supplier|previous supplier|old supplier|last supplier|
    another supplier|new supplier|proveedor actual|proveedor anterior|nuevo proveedor|fornecedor atual|
    fornecedor anterior|novo fornecedor|fournisseur actuel|fournisseur precedent|nouveau fournisseur|
    aktueller lieferant|aktuellen lieferanten|bisheriger lieferant|bisherigen lieferanten|derzeitigen lieferanten|
    neuen lieferanten|fornitore attuale|nuovo fornitore|нынешн* поставщик*|прежн* поставщик*|нового поставщика|
    现有供应商|目前的供应商|现在的供应商|原来的供应商|以前的供应商|新供应商|新的供应商""",
)
"""Another supplier, whose goods a buyer complains of when he asks us for ours."""
