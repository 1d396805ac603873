"""How customers answer a quotation: they accept it, refuse it, have it, or ask for the proforma invoice.

Phrases as in mail.words.buying; Chinese stands in simplified characters and is found in both scripts.
"""

from __future__ import annotations

ACCEPTED = (
    """send order confirmation|send the order confirmation|send us the order confirmation|
    send us order confirmation|send us the contract|send the contract|send the sales contract|
    bitte auftragsbestatigung|auftragsbestatigung senden|做合同|发合同|签合同|出合同|就这个价|请安排发货|请安排订单|
    安排下单|we accept|i accept|we can accept|would accept|could accept|might accept|willing to accept|
    we will accept|we'll accept|we hereby accept|accept your offer|accept your quotation|accept your quote|
    accept the offer|accept the quotation|accept the quote|accept your price|accept the price|accept your prices|
    accept the prices|accept your terms|accepted your offer|accepted your quotation|offer is accepted|
    quotation is accepted|quote is accepted|quotation accepted|quote accepted|offer accepted|quotation is approved|
    quote is approved|quotation approved|quote approved|offer approved|approved your quotation|approved your quote|
    approved your offer|approve your quotation|approve the quotation|approve the quote|we approve|we have approved|
    please proceed|pls proceed|kindly proceed|proceed with the order|proceed with order|proceed with our order|
    proceed with production|proceed to production|proceed with this order|proceed with your offer|
    proceed with your quotation|proceed with the quotation|we will proceed|we'll proceed|we would like to proceed|
    we'd like to proceed|happy to proceed|like to go ahead|please go ahead|pls go ahead|kindly go ahead|
    you can go ahead|you may go ahead|you can proceed|you may proceed|let's go ahead|lets go ahead|let us go ahead|
    we go ahead|we will go ahead|we'll go ahead|go ahead with the order|go ahead with order|
    go ahead with production|start production|start the production|begin production|order confirmed|
    order is confirmed|we confirm the order|we confirm our order|we confirm this order|we hereby confirm|
    we herewith confirm|i confirm the order|i hereby confirm|confirming the order|confirming our order|
    this is to confirm our order|we confirm your offer|we confirm your quotation|we confirm your quote|
    we confirm the quotation|we confirm the quote|we confirm the offer|we confirm the price|we confirm the prices|
    i confirm the price|confirm acceptance|we are ordering|we order|we hereby order|we herewith order|
    we place the order|we place our order|we are placing the order|we are placing our order|
    place the following order|place an order as per|place the order as per|placing an order as per|
    we would like to order|we'd like to order|i would like to order|i'd like to order|
    we would like to place the order|we'd like to place the order|we would like to place an order|
    we'd like to place an order|like to place our order|we want to order|we want to place the order|we will take it|
    we'll take it|we take it|we will take them|we'll take them|we take the offer|book our order|
    please book the order|please book our order|please process our order|please process the order|
    please process this order|po attached|p/o attached|po is attached|purchase order attached|
    purchase order is attached|order attached|order is attached|attached our po|attached our purchase order|
    attached po|attached purchase order|attached the po|attached the purchase order|attached is our po|
    attached is our purchase order|attached is the po|attached is the purchase order|attached please find our po|
    attached please find our purchase order|find attached our po|find attached our purchase order|
    find attached our order|find attached po|find attached purchase order|find attached the po|
    find attached the purchase order|find our po|find our purchase order|find our order|enclosed our order|
    enclosed our po|enclosed our purchase order|here is our po|here is our purchase order|here is the po|
    here is our order|here's our po|here is the purchase order|please find po|please find our official order|
    we have a deal|it's a deal|its a deal|we agree to your|we agree with your|we agree on your|we agree the price|
    we agree to the|we are agreed|we have decided to order|decided to order|decided to place the order|
    we decided to go with your|go with your offer|going with your offer|we choose your offer|we chose your offer""",
    """同意报价|同意贵司报价|同意你的报价|同意你们的报价|同意该报价|同意这个报价|同意此报价|同意您的报价|同意价格|
    同意这个价|同意你们的价格|同意按|接受报价|接受贵司报价|接受你的报价|接受你们的报价|接受您的报价|接受该报价|
    接受这个报价|接受价格|接受这个价|接受你们的价格|接受贵司的|报价确认|确认报价|报价已确认|确认订单|确认下单|
    订单确认|确认订购|可以下单|同意下单|决定下单|我们下单|我司下单|现下单|正式下单|下单给你|给你下单|给你们下单|
    安排下单|下订单给|给贵司下单|安排生产|开始生产|可以生产|请生产|请备货|可以备货|订单附上|附上订单|附件是订单|
    附件为订单|订单见附件|附件订单|附件是我们的订单|附件是采购订单|采购订单见附件|附上采购|附件是po|po见附件|
    po在附件|附上po|成交|就这么定|就这样定|就按这个|就按你|按这个价做|按此价|按这个价格|按这个报价|按报价执行|
    按贵司报价|按你的报价|我要了|我们要了|我们定了|定下来了|就定你们|合作愉快""",
    """aceptamos su oferta|aceptamos su cotizacion|aceptamos la oferta|aceptamos la cotizacion|aceptamos el precio|
    aceptamos los precios|aceptamos su precio|aceptamos sus precios|aceptamos el presupuesto|aceptamos su propuesta|
    aceptamos las condiciones|aceptamos|acepto|oferta aceptada|cotizacion aceptada|cotizacion aprobada|
    presupuesto aceptado|presupuesto aprobado|confirmamos el pedido|confirmamos nuestro pedido|confirmamos la orden|
    confirmamos la compra|confirmamos su oferta|confirmamos su cotizacion|pedido confirmado|orden confirmada|
    confirmo el pedido|confirmo la orden|procedan con el pedido|proceda con el pedido|pueden proceder|
    puede proceder|pueden empezar|procedan con la produccion|procedan con la orden|favor de proceder|favor proceder|
    por favor procedan|por favor proceda|sigan adelante|adelante con el pedido|adelante con la orden|
    adelante con la compra|queremos hacer el pedido|queremos realizar el pedido|realizamos el pedido|
    hacemos el pedido|pasamos el pedido|adjunto orden de compra|adjunto la orden de compra|
    adjunto nuestra orden de compra|adjuntamos orden de compra|adjuntamos la orden de compra|
    adjuntamos nuestra orden|adjunto nuestro pedido|adjunto el pedido|adjuntamos el pedido|
    adjuntamos nuestro pedido|adjunto oc|adjunto la oc|adjunto po|envio orden de compra|enviamos orden de compra|
    les paso la orden de compra|estamos de acuerdo con su|estamos de acuerdo con la|
    estamos de acuerdo con el precio|estamos de acuerdo con los precios|de acuerdo con la cotizacion|
    de acuerdo con su oferta""",
    """aceitamos|aceito a|aceito o|proposta aceita|proposta aceite|cotacao aprovada|orcamento aprovado|
    cotacao aceita|proposta aprovada|confirmamos o pedido|confirmamos a encomenda|confirmamos nosso pedido|
    confirmamos a compra|confirmo o pedido|confirmo a encomenda|pedido confirmado|encomenda confirmada|
    podem prosseguir|pode prosseguir|favor prosseguir|podem avancar|pode avancar|podem seguir|pode seguir|
    podem iniciar a producao|segue o pedido|segue nosso pedido|segue pedido de compra|segue o pedido de compra|
    segue em anexo o pedido|segue anexo o pedido|segue a ordem de compra|segue em anexo a ordem|
    em anexo o nosso pedido|em anexo a nossa encomenda|anexo pedido de compra|anexo a ordem de compra|
    queremos fechar o pedido|vamos fechar o pedido|vamos fechar|fechado|fechamos|negocio fechado|
    estamos de acordo com o|estamos de acordo com a|de acordo com a cotacao|de acordo com a proposta""",
    """wir bestellen|hiermit bestellen|ich bestelle|bestellen wir|wir nehmen ihr angebot an|
    nehmen wir ihr angebot an|nehmen ihr angebot an|nehmen das angebot an|nehme ihr angebot an|angebot angenommen|
    angebot annehmen|angebot wird angenommen|wir akzeptieren|ich akzeptiere|akzeptieren ihr angebot|
    akzeptieren das angebot|akzeptieren den preis|akzeptieren die preise|wir bestatigen den auftrag|
    wir bestatigen die bestellung|hiermit bestatigen wir|bestatigen wir den auftrag|bestatigen wir die bestellung|
    auftrag bestatigt|bestellung bestatigt|auftrag erteilt|wir erteilen ihnen den auftrag|
    erteilen wir ihnen den auftrag|erteilen den auftrag|erteilen ihnen hiermit|wir beauftragen|hiermit beauftragen|
    anbei unsere bestellung|anbei die bestellung|anbei bestellung|anbei unser auftrag|
    anbei erhalten sie unsere bestellung|anbei finden sie unsere bestellung|im anhang unsere bestellung|
    im anhang die bestellung|im anhang finden sie unsere bestellung|bestellung im anhang|bestellung anbei|
    bitte produzieren|bitte fertigen|bitte fuhren sie die bestellung aus|wir sind mit dem preis einverstanden|
    wir sind mit dem angebot einverstanden|wir sind mit ihrem angebot einverstanden|mit ihrem angebot einverstanden|
    mit den preisen einverstanden|mit dem angebot einverstanden|einverstanden mit ihrem angebot|angebot freigegeben|
    freigabe erteilt""",
)
"""He takes the offer as it is."""
MORE_ACCEPTED = (
    """nous acceptons|j'accepte|offre acceptee|devis accepte|devis valide|devis approuve|bon pour accord|
    nous validons|je valide|nous confirmons la commande|nous confirmons notre commande|
    nous vous confirmons la commande|nous vous confirmons notre commande|je confirme la commande|
    je vous confirme la commande|commande confirmee|nous passons commande|nous passons la commande|
    nous souhaitons passer commande|nous souhaitons commander|nous commandons|je commande|vous pouvez lancer|
    vous pouvez proceder|veuillez proceder|merci de proceder|merci de lancer|veuillez lancer|lancez la production|
    lancer la production|ci-joint notre commande|ci-joint la commande|ci-joint notre bon de commande|
    ci-joint le bon de commande|ci-joint bon de commande|bon de commande en piece jointe|bon de commande ci-joint|
    commande ci-jointe|en piece jointe notre commande|en piece jointe notre bon de commande|
    nous sommes d'accord avec votre|nous sommes d'accord pour|d'accord pour le prix|d'accord avec votre offre|
    d'accord avec votre devis|nous donnons notre accord|voici notre commande|voici notre bon de commande""",
    """accettiamo|accetto|offerta accettata|preventivo accettato|preventivo approvato|offerta approvata|
    confermiamo l'ordine|confermiamo il nostro ordine|confermiamo la vostra offerta|confermo l'ordine|
    ordine confermato|vi confermiamo l'ordine|procedete|potete procedere|si prega di procedere|prego procedere|
    procediamo con l'ordine|vogliamo procedere|desideriamo procedere|ordiniamo|in allegato il nostro ordine|
    in allegato l'ordine|in allegato ordine|allego ordine|allego il nostro ordine|allego l'ordine|
    alleghiamo il nostro ordine|alleghiamo l'ordine|alleghiamo ordine|ordine in allegato|ordine allegato|
    siamo d'accordo con la vostra|siamo d'accordo sul prezzo|siamo d'accordo con il prezzo""",
    """мы принимаем|принимаем ваше предложение|принимаем предложение|принимаем ваши условия|принимаем цену|
    принимаем ваши цены|согласны с ценой|согласны с ценами|согласны с вашей ценой|согласны с вашим предложением|
    согласны с предложением|согласны на ваши условия|согласны с условиями|предложение принято|
    предложение согласовано|цена согласована|цены согласованы|цена принята|подтверждаем заказ|подтверждаю заказ|
    подтверждаем наш заказ|заказ подтвержда*|заказ подтвержден|подтверждаем размещение заказа|размещаем заказ|
    готовы разместить заказ|хотим разместить заказ|мы заказываем|оформляем заказ|запускайте в производство|
    запускайте в работу|запускайте производство|можно запускать|можете запускать|берем в работу|приступайте|
    во вложении наш заказ|во вложении заказ|прикладываем заказ|прилагаем заказ|заказ во вложении|направляем заказ|
    высылаем заказ""",
    """نقبل عرضكم|نقبل العرض|نقبل السعر|قبلنا العرض|قبلنا عرضكم|موافقون على|نوافق على|نحن موافقون|وافقنا على|
    تمت الموافقه على|نؤكد الطلب|نؤكد طلبنا|نؤكد لكم الطلب|تاكيد الطلب|نؤكد الطلبيه|يرجي المتابعه|يرجى المتابعه|
    يرجي البدء|ابداوا الانتاج|مرفق امر الشراء|مرفق طلب الشراء|امر الشراء مرفق|تجدون مرفقا امر الشراء|
    نرفق امر الشراء|نرغب في الطلب|نود تاكيد الطلب""",
    """teklifinizi kabul ediyoruz|teklifi kabul ediyoruz|fiyatı kabul ediyoruz|fiyatınızı kabul ediyoruz|
    kabul ediyoruz|kabul ediyorum|teklifiniz onaylandı|teklifinizi onaylıyoruz|teklifi onaylıyoruz|onaylıyoruz|
    teklif onaylandı|siparişi onaylıyoruz|siparişimizi onaylıyoruz|sipariş veriyoruz|siparişi veriyoruz|
    sipariş vermek istiyoruz|siparişimiz ektedir|sipariş formu ektedir|siparişimiz ekte|ekte siparişimiz|
    ekte sipariş formu*|satın alma siparişi ekte*|üretime başla*|devam edebilirsiniz|siparişi teyit ediyoruz|
    siparişimizi teyit ediyoruz|fiyat konusunda anlaştık|anlaştık""",
    """発注いたします|発注致します|発注します|注文いたします|注文致します|注文します|お見積りの通り|
    お見積もりの通り|御見積の通り|見積通り|見積りどおり|お見積もり内容で|お見積り内容で|この内容で進めて|
    この条件で進めて|その内容で進めて|進めてください|進めて下さい|お進めください|お進め下さい|手配をお願い|
    手配お願い|ご手配ください|注文書を添付|発注書を添付|注文書をお送り|発注書をお送り|承諾いたします|承諾します|
    承認しました|承認いたします|了承しました|了承いたします|価格で了承|주문하겠습니다|주문합니다|발주합니다|
    발주하겠습니다|발주드립니다|발주 드립니다|발주서 첨부|발주서를 첨부|발주서 송부|주문 확정|견적을 승인|견적 승인|
    견적에 동의|견적대로|가격에 동의|제안을 수락|수락합니다|수락하겠습니다|진행해 주세요|진행해주세요|진행 부탁|
    진행하겠습니다|진행해 주시기""",
    """chúng tôi đồng ý|đồng ý với báo giá|đồng ý báo giá|đồng ý với giá|đồng ý giá|đồng ý đặt hàng|
    chấp nhận báo giá|chấp nhận giá|xác nhận đơn hàng|xác nhận đặt hàng|chúng tôi xác nhận|chúng tôi đặt hàng|
    chúng tôi muốn đặt hàng|đơn hàng đính kèm|đơn đặt hàng đính kèm|gửi kèm đơn hàng|gửi kèm đơn đặt hàng|
    đính kèm đơn đặt hàng|đính kèm đơn hàng|đính kèm po|vui lòng tiến hành|hãy tiến hành|tiến hành sản xuất""",
)
PERHAPS_ACCEPTED = (
    """passt|go ahead|place the order|place our order|place an order|place order|would agree|could agree|
    price is ok|price ok|prices are ok|price is fine|prices are fine|price is acceptable|prices are acceptable|
    price is good|price is agreed|price looks good|offer looks good|quotation looks good|quote looks good|
    looks good to us|ok for us|okay for us|fine for us|fine with us|good for us|fine by us|works for us|ok with us|
    all ok|all good|agreed|approved|confirmed|deal|our po|our purchase order|send you the po|send you our po|
    send the po|send our po|issue the po|issue our po|issue po|issue the purchase order|send po|send the order|
    ready to order|ready to place the order|no problem|no objection|no objections|terms are ok|everything is ok|
    everything is fine|we are happy with|we are satisfied with""",
    """价格可以|价格ok|价格没问题|价格没有问题|报价没问题|报价没有问题|报价可以|价钱可以|单价可以|价格合适|没有异议|
    没异议|无异议|没问题|没有问题|可以接受|能接受|同意|确认了|就这样吧|可以的|准备下单|给你po|发po|发订单|
    发采购订单|下po""",
    """precio esta bien|precio esta ok|precios estan bien|nos parece bien|nos parece correcto|todo correcto|
    todo bien|todo en orden|estamos de acuerdo|de acuerdo|aprobado|aprobada|conforme|sin problema|
    enviaremos la orden de compra|enviaremos el pedido|listos para el pedido|preco esta ok|preco esta bom|preco ok|
    tudo certo|tudo ok|de acordo|aprovado|aprovada|combinado|preis ist ok|preis ist in ordnung|preis passt|
    preise passen|passt fur uns|passt so|geht in ordnung|einverstanden|in ordnung|freigegeben|angenommen|
    kein problem|prix nous convient|prix convient|offre nous convient|cela nous convient|ca nous convient|
    tout est ok|tout est bon|c'est d'accord|d'accord|c'est bon pour nous|ok pour nous|ok pour moi|pas de probleme|
    prezzo va bene|prezzi vanno bene|va bene|per noi va bene|siamo d'accordo|d'accordo|approvato|nessun problema""",
    """цена устраивает|цены устраивают|нас устраивает|все устраивает|всё устраивает|согласны|согласен|согласна|
    согласовано|договорились|подтверждаем|подтверждаю|утверждено|подходит|السعر مناسب|السعر جيد|موافق|موافقون|
    fiyat uygun|fiyatlar uygun|uygundur|bizim için uygun|tamamdır|onaylandı|問題ございません|問題ありません|
    問題ないです|異存ありません|異存ございません|大丈夫です|結構です|同意します|문제 없습니다|문제없습니다|
    괜찮습니다|좋습니다|동의합니다|승인합니다|giá ok|giá tốt|giá hợp lý|đồng ý|nhất trí|chấp nhận""",
)
"""He agrees with something, or names his order: a person has to look."""
REFUSED = (
    """buy locally|bought locally|buy it locally|source locally|sourced locally|local supplier|当地采购|本地采购|
    在别家下|在别家买|从别家买|从别家采购|跟别家合作|跟别家签|already bought elsewhere|already bought from|
    already purchased from|already ordered elsewhere|already sourced|cannot proceed with your|
    unable to proceed with your|not be able to proceed|no budget|went with another|gone with another|
    going with another|go with another|went with a different|gone with a different|going with a different|
    went with other supplier|went with someone else|gone with someone else|chosen another|chose another|
    choose another supplier|selected another|selected a different|chosen a different|decided for another|
    decided to go with another|decided to go with a different|decided to buy from|decided to work with another|
    awarded to another|awarded the order to|order was awarded|placed the order with another|
    placed our order with another|placed this order with another|placed the order elsewhere|placed elsewhere|
    ordered elsewhere|ordered from another|ordered from a different|bought elsewhere|bought from another|
    bought it from|purchased from another|purchased elsewhere|found another supplier|found a cheaper supplier|
    given the order to another|gave the order to another|gave the order to|decided not to|we will not proceed|
    we won't proceed|will not be proceeding|not be moving forward|not going to proceed|not proceed with|
    not going ahead|will not go ahead|won't be going ahead|we have to decline|we must decline|we decline|
    decline your offer|decline your quotation|decline the offer|reject your offer|reject the offer|
    reject your quotation|we reject|turn down your offer|not interested|no longer interested|no longer need|
    no longer needed|no longer required|not needed any more|not needed anymore|don't need it anymore|
    do not need it any more|don't need this anymore|project is cancelled|project was cancelled|
    project has been cancelled|project is canceled|project was canceled|project has been canceled|
    project is on hold|project has been stopped|customer cancelled|client cancelled|customer has cancelled|
    not successful|unsuccessful|lost the tender|did not win the tender|didn't win the tender|cancel the inquiry|
    cancel our inquiry|cancel this inquiry|we are not going to buy|we will not buy|we will not order|we won't order|
    already ordered""",
    """选了别家|选择了别家|选了其他|选择了其他|选择其他供应商|选了另外|选择了另外|找了别家|找了其他|找别家了|
    给了别家|给别家了|给了其他|下给别家|下给了别家|下给其他|定给别家|订给别家|别家下单|其他家下单|已经买了|
    已经采购了|已采购|已经下单给|已经定了别|已经订了|不需要了|不用了|不要了|暂时不需要|暂不需要|不再需要|不考虑了|
    暂不考虑|不合作了|这次不合作|这次就不|项目取消|项目已取消|项目停了|项目黄了|项目暂停|订单取消了|客户取消|
    客户不要了|没有中标|未中标|没中标|不感兴趣|没兴趣|放弃采购|取消采购|取消询价|决定不""",
    """hemos elegido otro|elegimos otro|hemos decidido por otro|hemos optado por otro|optamos por otro|
    nos decidimos por otro|hemos comprado a otro|compramos a otro|compramos en otro|hemos comprado en otro|
    con otro proveedor|a otro proveedor|hemos decidido no|decidimos no|no vamos a proceder|no vamos a comprar|
    no estamos interesados|no nos interesa|ya no necesitamos|ya no lo necesitamos|ya no es necesario|
    proyecto cancelado|proyecto se cancelo|proyecto fue cancelado|rechazamos|declinamos|escolhemos outro|
    optamos por outro|fechamos com outro|compramos de outro|com outro fornecedor|decidimos nao|nao temos interesse|
    nao temos mais interesse|nao precisamos mais|projeto cancelado|projeto foi cancelado|recusamos""",
    """fur einen anderen|fur einen anderen lieferanten|fur einen anderen anbieter|fur ein anderes angebot|
    anderen lieferanten entschieden|anderen anbieter entschieden|anderen lieferanten vergeben|anderweitig vergeben|
    anderweitig bestellt|anderweitig gekauft|auftrag anderweitig|bei einem anderen bestellt|
    haben uns anders entschieden|haben uns gegen|entschieden nicht|kein interesse|kein bedarf|keinen bedarf|
    nicht mehr benotigt|nicht mehr notwendig|brauchen wir nicht mehr|projekt wurde gestrichen|
    projekt wurde storniert|projekt gestoppt|projekt wurde gestoppt|lehnen wir ab|wir lehnen|mussen wir ablehnen|
    mussen leider ablehnen|wir mussen ihnen leider absagen|leider absagen|absage erteilen|choisi un autre|
    retenu un autre|retenu une autre|opte pour un autre|opte pour une autre|commande chez un autre|
    achete chez un autre|autre fournisseur a ete retenu|n'a pas ete retenue|pas ete retenu|ne donnerons pas suite|
    ne pas donner suite|decide de ne pas|plus besoin|ne sommes pas interesses|projet est annule|projet annule|
    projet a ete annule|nous declinons|nous refusons|refusons votre offre""",
    """abbiamo scelto un altro|scelto un altro|optato per un altro|ordinato da un altro|comprato da un altro|
    acquistato da un altro|ad un altro fornitore|con un altro fornitore|abbiamo deciso di non|non siamo interessati|
    non ci interessa|non ne abbiamo piu bisogno|non abbiamo piu bisogno|progetto annullato|
    progetto e stato annullato|rifiutiamo|decliniamo|выбрали другого|выбрали другую|выбрали другое|
    решили выбрать другого|отдали предпочтение другому|заказали у другого|заказали у других|купили у другого|
    купили у других|закупили у друг*|уже купили|уже закупили|уже заказали|решили отказаться|вынуждены отказаться|
    отказываемся|нам не интересно|не интересует|больше не нужно|больше не требуется|неактуально|не актуально|
    проект отменен|проект закрыт|проект заморожен|не выиграли тендер|решили не""",
    """اخترنا موردا اخر|اخترنا مورد اخر|اخترنا عرضا اخر|تعاقدنا مع|اشترينا من|قررنا عدم|لسنا مهتمين|غير مهتمين|
    لم نعد بحاجه|لا نحتاج بعد|تم الغاء المشروع|المشروع ملغي|نرفض عرضكم|نعتذر عن قبول|başka bir tedarikçi*|
    başka tedarikçi*|başka firma*|başka bir firma*|başka yerden aldık|ilgilenmiyoruz|artık ihtiyacımız yok|
    ihtiyacımız kalmadı|proje iptal*|vazgeçtik|reddediyoruz|kabul etmeme kararı|他社に決定|他社に発注|他社様に|
    他社に決め|別の会社に|別のサプライヤーに|見送らせて|見送りと|見送ることに|今回は見送|お断り|辞退|必要なくなり|
    不要になり|案件が中止|プロジェクトが中止|중止|興味がありません|다른 업체|다른 공급|타사로 결정|타사에 발주|거절|
    진행하지 않기로|필요 없게|필요없게|프로젝트가 취소|프로젝트 취소|관심이 없|chọn nhà cung cấp khác|
    chọn đơn vị khác|mua của bên khác|đặt hàng bên khác|không còn nhu cầu|không có nhu cầu|quyết định không|
    dự án bị hủy|dự án đã hủy|không quan tâm|từ chối báo giá""",
)
RECEIVED = (
    """do not proceed yet|don't proceed yet|please hold|hold on|well received|received with thanks|
    received your quotation|received your quote|received your offer|received your mail|received your email|
    received your proposal|received the quotation|received the quote|received the offer|i received it|
    we received it|we have received|i have received|got your quotation|got your quote|got your offer|got the quote|
    got the quotation|got it|noted with thanks|well noted|thank you for the revised|thanks for the revised|
    thank you for the updated|thanks for the updated|thank you for the new|thanks for the new|
    thank you for your quotation|thank you for your quote|thank you for your offer|thank you for the quotation|
    thank you for the quote|thank you for the offer|thank you for your proposal|thanks for your quotation|
    thanks for your quote|thanks for your offer|thanks for the quotation|thanks for the quote|thanks for the offer|
    thank you for sending|thanks for sending|will revert|shall revert|revert to you|revert back|get back to you|
    come back to you|will let you know|will check and|we will check|we will review|will study|will discuss|
    under review|reviewing your|reviewing the|checking your|checking the|studying your|evaluating|need some time|
    need more time|will inform you|will advise you|keep you posted|waiting for approval|waiting for the approval|
    waiting for our customer|waiting for feedback|forwarded to|forwarded it to|forwarded your|forward it to|
    discuss with|discuss it with|discuss internally|pass it on""",
    """已收到|收到了|收到报价|报价收到|收悉|收到邮件|邮件收到|收到你的|收到您的|收到贵司|收到|我们看一下|我看一下|
    看一下再|研究一下|考虑一下|商量一下|讨论一下|确认后回复|稍后回复|尽快回复|晚点回复|再回复|回头回复|再答复|
    等我消息|等消息|等通知|跟客户确认|和客户确认|给客户看|转给客户|内部讨论|内部评估|评估一下|走流程|等审批""",
    """recibida su cotizacion|recibida su oferta|hemos recibido|recibimos su|he recibido|recibido|
    gracias por su cotizacion|gracias por su oferta|gracias por la cotizacion|gracias por la oferta|
    gracias por el presupuesto|gracias por enviar|lo revisaremos|la revisaremos|vamos a revisar|lo revisamos|
    estamos revisando|estamos evaluando|le informaremos|les informaremos|le avisaremos|les avisaremos|
    le respondere*|les responde*|recebemos|recebido|recebi|obrigado pela cotacao|obrigado pela proposta|
    obrigado pelo orcamento|obrigada pela cotacao|obrigada pela proposta|vamos analisar|estamos analisando|
    retornaremos|daremos retorno|avisaremos""",
    """angebot erhalten|haben ihr angebot erhalten|dankend erhalten|erhalten haben|vielen dank fur ihr angebot|
    danke fur ihr angebot|vielen dank fur das angebot|danke fur das angebot|besten dank fur ihr angebot|
    wir melden uns|ich melde mich|kommen wir auf sie zu|komme auf sie zuruck|kommen auf sie zuruck|werden es prufen|
    prufen es|prufen das angebot|wird gepruft|in prufung|bien recu|avons recu|ai recu|merci pour votre offre|
    merci pour votre devis|merci pour le devis|merci de votre offre|nous etudions|nous allons etudier|
    reviendrons vers vous|reviens vers vous|revenons vers vous|vous tiendrons|vous tiens au courant|
    abbiamo ricevuto|ho ricevuto|ricevuto|ricevuta|grazie per l'offerta|grazie per la vostra offerta|
    grazie per il preventivo|vi faremo sapere|le faremo sapere|valuteremo|stiamo valutando|vi aggiorneremo""",
    """получили ваше|предложение получили|предложение получено|получил|получила|получили|получено|
    спасибо за предложение|спасибо за кп|благодарим за предложение|благодарю за предложение|рассмотрим|
    рассматриваем|изучим|изучаем|на рассмотрении|вернемся к вам|вернусь к вам|дадим знать|дадим ответ|сообщим|
    ответим позже|استلمنا|تم الاستلام|تم استلام|وصلنا عرضكم|وصلنا العرض|شكرا على العرض|شكرا لعرضكم|شكرا على عرضكم|
    سنراجع|سندرس|سنعود اليكم|سنرد عليكم|teklifinizi aldık|teklifinizi aldım|teklif için teşekkür*|
    teklifiniz için teşekkür*|elimize ulaştı|inceleyip|inceliyoruz|inceleyeceğiz|değerlendireceğiz|
    değerlendiriyoruz|size döneceğiz|dönüş yapacağız|bilgi vereceğiz""",
    """受領しました|受領いたしました|受け取りました|拝受|確かに受|お見積りありがとう|お見積もりありがとう|
    見積ありがとう|検討いたします|検討します|検討させて|社内で検討|社内で確認|確認いたします|確認の上|改めてご連絡|
    追ってご連絡|後日ご連絡|잘 받았습니다|받았습니다|수신했습니다|수령했습니다|견적 감사|견적서 감사|검토 후|
    검토하겠습니다|검토해 보겠습니다|검토 중|회신 드리겠습니다|연락드리겠습니다|연락 드리겠습니다|đã nhận được|
    đã nhận|nhận được báo giá|cảm ơn báo giá|cảm ơn bạn đã gửi báo giá|sẽ xem xét|đang xem xét|sẽ phản hồi|
    sẽ trả lời|sẽ báo lại""",
)
RECEIPTS = (
    """confirm receipt|confirm the receipt|confirm that we received|confirm that we have received|
    confirming receipt|acknowledge receipt|确认收到|确认已收到|confirmamos la recepcion|confirmamos recepcion|
    confirmamos haber recibido|confirmo la recepcion|confirmamos o recebimento|confirmo o recebimento|
    bestatigen den erhalt|bestatigen wir den erhalt|bestatige den erhalt|confirmons la reception|
    confirme la reception|accusons reception|accuse reception|confermiamo la ricezione|confermo la ricezione|
    подтверждаем получение|подтверждаю получение|نؤكد استلام|aldığımızı teyit|受領を確認|수신 확인|수령 확인|
    xác nhận đã nhận""",
)
"""He confirms that it has come, and nothing else."""
JUST_YES = (
    """ok|okay|oke|yes|yes please|sure|fine|可以|好的|好|行|是|是的|没问题|si|vale|sim|ja|gerne|oui|bien|va bene|да|
    хорошо|ок|نعم|تمام|موافق|evet|tamam|olur|はい|了解|네|예|좋습니다|vâng|được|đồng ý""",
)
"""The whole of a letter that says no more."""
NOT_RECEIVED = (
    """not received|haven't received|havent received|didn't receive|did not receive|didn't get|did not get|
    haven't got|have not got|have not gotten|never received|never got|no attachment|attachment is missing|
    attachment missing|cannot open|can't open|could not open|unable to open|forgot the attachment|forgot to attach|
    没有收到|没收到|未收到|还没收到|沒收到|没有附件|没附件|附件打不开|打不开附件|打不开|忘了附件|no hemos recibido|
    no he recibido|no recibimos|no recibi|sin adjunto|no puedo abrir|no podemos abrir|falta el adjunto|
    nao recebemos|nao recebi|sem anexo|nao consigo abrir|nicht erhalten|nicht bekommen|kein anhang|anhang fehlt|
    nicht offnen|pas recu|pas ouvrir|pas de piece jointe|piece jointe manquante|non abbiamo ricevuto|
    non ho ricevuto|manca l'allegato|non riesco ad aprire|не получили|не получил|не получила|не получено|не пришло|
    вложения нет|нет вложения|не открывается|لم نستلم|لم يصل|لم نتلق|لا يوجد مرفق|almadık|ulaşmadı|gelmedi|ek yok|
    açılmıyor|届いていません|届いておりません|受け取っていません|添付がありません|添付されていません|開けません|
    받지 못|못 받았|첨부가 없|첨부 파일이 없|열리지 않|chưa nhận được|không nhận được|không mở được|thiếu file""",
)
PROFORMA = (
    """send invoice|send the invoice|send us the invoice|send me the invoice|send us invoice|send your invoice|
    ждем счет|жду счет|ждем инвойс|proforma|pro forma|pro-forma|pro-forma invoice|proforma invoice|send pi|
    send us pi|send me pi|send the pi|send us the pi|send me the pi|send your pi|send us your pi|make pi|
    make the pi|make a pi|prepare pi|prepare the pi|issue pi|issue the pi|need pi|need the pi|the pi|a pi|your pi|
    pi please|pi pls|pi with|做pi|做个pi|做一份pi|发pi|发个pi|发一份pi|出pi|开pi|做 pi|发 pi|出 pi|要pi|pi发|
    形式发票|形式發票|factura proforma|fatura proforma|proformarechnung|proforma-rechnung|facture proforma|
    facture pro forma|fattura proforma|проформ*|инвойс на оплату|счет на оплату|выставите счет|выставляйте счет|
    выставите инвойс|فاتوره مبدئيه|فاتوره اوليه|الفاتوره المبدئيه|الفاتوره الاوليه|بروفورما|برو فورما|
    proforma fatura|プロフォーマ|プロフォルマ|見積送り状|invoiceを発行|프로포마|견적송장|견적 송장|hóa đơn chiếu lệ|
    hoá đơn chiếu lệ|hóa đơn proforma|gửi pi|làm pi""",
)
ORDER_FILES = (
    """po|p o|p-o|purchase order|purchase-order|purchaseorder|our order|order form|sales order confirmation signed|
    signed order|order confirmation signed|signed quotation|signed quote|signed offer|signed pi|pi signed|
    countersigned|orden de compra|orden compra|ordem de compra|pedido de compra|pedido|encomenda|oc|bestellung|
    auftrag|bon de commande|bdc|ordine|ordine d'acquisto|заказ|заявка|договор подписан|امر شراء|طلب شراء|sipariş|
    satın alma siparişi|采购订单|采购单|订购单|订单|采购合同|订货单|回签|签回|盖章|発注書|注文書|발주서|주문서|
    구매발주서|đơn đặt hàng|đơn hàng""",
)
"""In the name of an attachment."""
