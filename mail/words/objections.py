"""What customers say against a quotation, by the matter of it, and what makes of an agreement none: conditions, denials.

Phrases as in mail.words.answers.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "price": (
        """price|prices|pricing|priced|cost|costs|rate|rates|discount|precio|precios|preco|precos|preis|preise|
        preisen|preises|prix|tarif|tarifs|prezzo|prezzi|цен*|стоимост*|скидк*|سعر|اسعار|السعر|الاسعار|fiyat*|fiyat|
        价|报价|価格|単価|値段|金額|가격|단가|금액|giá|đơn giá""",
    ),
    "delivery": (
        """delivery|deliver|delivered|deliveries|delivery time|lead time|leadtime|lead-time|shipment|ship|shipping|
        production time|eta|etd|plazo|plazos|entrega|entregar|embarque|prazo|lieferung|lieferzeit|lieferzeiten|
        liefertermin|lieferfrist|liefern|livraison|livrer|delai|delais|consegna|consegne|consegnare|срок поставки|
        сроки поставки|сроки|срок изготовления|срок производства|поставк*|отгрузк*|تسليم|التسليم|الشحن|توريد|
        teslim*|sevkiyat*|termin*|交期|交货|货期|发货|出货|船期|工期|納期|納品|出荷|납기|납품|출하|giao hàng|
        thời gian giao""",
    ),
    "payment": (
        """payment|payments|pay|deposit|down payment|downpayment|prepayment|advance payment|payment terms|l/c|lc|
        letter of credit|credit|credit terms|open account|o/a|t/t|tt|balance|pago|pagos|pagar|anticipo|deposito|
        carta de credito|pagamento|pagamentos|sinal|adiantamento|zahlung|zahlungen|zahlungsbedingung|
        zahlungsbedingungen|zahlungsziel|anzahlung|vorkasse|paiement|paiements|acompte|acconto|anticipato|оплат*|
        предоплат*|аванс*|отсрочк*|دفع|الدفع|دفعه|اعتماد|ödeme*|peşin*|avans*|vade*|akreditif*|付款|定金|预付|账期|
        信用证|尾款|支払|前払|前金|결제|지불|선금|선급|thanh toán|đặt cọc|tiền cọc|trả trước""",
    ),
    "quantity": (
        """moq|quantity|quantities|qty|minimum|minimum order|minimum quantity|cantidad|cantidades|cantidad minima|
        pedido minimo|quantidade|quantidades|menge|mengen|mindestmenge|mindestbestellmenge|abnahmemenge|quantite|
        quantites|quantita|количеств*|минимальн*|парти*|كميه|الكميه|miktar*|minimum sipariş|adet|数量|起订|最小|
        起定|最低订|ロット|最低発注|수량|최소 주문|최소주문|số lượng""",
    ),
    "validity": (
        """validity|valid|valid until|expire|expires|expired|expiry|hold the price|hold the prices|keep the price|
        validez|vigencia|vencimiento|validade|gultig|gultigkeit|angebotsfrist|bindefrist|validite|valable|validita|
        valida|срок действия|действительн*|действует|صلاحيه|ساري|geçerli*|opsiyon*|有效期|有效|有効期限|有効期間|
        유효기간|유효 기간|hiệu lực""",
    ),
}
"""What a quotation is made of, as it is called."""
AGAINST: Mapping[str, tuple[str, ...]] = {
    "price": (
        """too expensive|very expensive|quite expensive|so expensive|more expensive|expensive|cheaper|cheapest|
        above our budget|over our budget|over budget|beyond our budget|exceeds our budget|exceed our budget|
        out of our budget|target price|price target|counter offer|counteroffer|counter-offer|lower price|
        lower your price|lower the price|reduce the price|reduce your price|reduce price|reduce the cost|
        better price|better offer|better quote|best and final|sharpen your|price reduction|reduction in price|
        discount|discounts|competitor|competitors|other supplier offers|other suppliers offer|
        another supplier offers|other offers are|lower offer|lower offers|lower quote|lower quotation|
        cannot compete|not competitive|more competitive|uncompetitive|do any better|do better|match this price|
        match the price|match our price|come down|bring down|bring it down|negotiable|negotiate the price|
        reconsider your price|reconsider the price|review your price|review the price|revise your price|
        revise the price|price is high|prices are high|price increased|prices increased|price increase|
        price has increased|prices have increased|went up|gone up|please reconsider""",
        """太贵|贵了|偏贵|有点贵|比较贵|很贵|更便宜|便宜点|便宜一点|便宜些|便宜一些|便宜多少|再便宜|高出|超预算|
        超出预算|预算不够|预算只有|目标价|心理价|降价|降低价格|降到|优惠|打折|折扣|让利|砍价|还价|让一点|最低价|
        最低多少|别家报|别家的价|别家更|别人报|别人家|其他供应商报|其他供应商的价|同行报|竞争对手|没有竞争力|
        没竞争力|没优势|没有优势|涨价|涨了|价格能不能|价格能否|价格还能|价格再|做不下来|接受不了这个价""",
        """muy caro|demasiado caro|es caro|es cara|son caros|un poco caro|algo caro|mas caro|esta caro|resulta caro|
        muy caros|muy cara|mas barato|mas economico|por encima de nuestro presupuesto|fuera de presupuesto|
        precio objetivo|nuestro objetivo|contraoferta|mejor precio|mejorar el precio|mejorar su oferta|
        mejorar la oferta|bajar el precio|bajar los precios|rebajar|rebaja|descuento|descuentos|competencia|
        competidor|otro proveedor nos ofrece|muito caro|mais barato|acima do orcamento|acima do nosso orcamento|
        preco alvo|preco-alvo|contraproposta|melhorar o preco|melhor preco|baixar o preco|reduzir o preco|desconto|
        descontos|concorrente|concorrencia|concorrentes""",
        """zu teuer|sehr teuer|teurer|gunstiger|billiger|budget ubersteigt|uber unserem budget|
        uber unserer vorstellung|zielpreis|preisvorstellung|gegenangebot|preisnachlass|nachlass|rabatt|skonto|
        mitbewerber|wettbewerber|wettbewerb|besseren preis|preis reduzieren|preis senken|preis nachbessern|am preis|
        nicht wettbewerbsfahig|trop cher|trop chere|trop chers|moins cher|au-dessus de notre budget|
        depasse notre budget|prix cible|prix objectif|contre-offre|contre-proposition|meilleur prix|baisser le prix|
        baisser votre prix|baisser vos prix|reduire le prix|remise|rabais|ristourne|concurrent|concurrents|
        concurrence|troppo caro|troppo cara|piu basso|piu economico|meno caro|sopra il nostro budget|fuori budget|
        prezzo target|prezzo obiettivo|controfferta|prezzo migliore|migliorare il prezzo|abbassare il prezzo|
        ridurre il prezzo|sconto|sconti|concorrente|concorrenti|concorrenza""",
        """дорого|слишком дорого|дороговато|дорогая|дорогие|дороже|дешевле|подешевле|выше нашего бюджета|
        не укладываемся в бюджет|целевая цена|целевую цену|встречное предложение|снизить цену|снизить цены|
        снижение цены|уменьшить цену|скидк*|конкурент*|неконкурентн*|лучшую цену|лучшая цена|подвинуться|غالي|غاليه|
        اعلي من ميزانيتنا|السعر المستهدف|ارخص|خصم|تخفيض|تخفيض السعر|سعر افضل|سعر اقل|المنافس*|pahalı|fiyat yüksek|
        fiyatı yüksek|fiyatlar yüksek|yüksek geldi|yüksek buluyoruz|yüksek bulduk|daha ucuz|ucuz|daha uygun|
        bütçemizi aş*|hedef fiyat*|karşı teklif|indirim*|iskonto*|rakip*|fiyatta indirim|daha iyi fiyat""",
        """価格が高|単価が高|値段が高|金額が高|予算オーバー|予算を超|予算超|希望価格|目標価格|値引き|値下げ|
        お値引き|ディスカウント|安くなり|安くでき|もう少し安|他社の方が|他社より|競合|비싸|비쌉|비싼|예산 초과|
        예산을 초과|목표가|목표 가격|희망 가격|할인|인하|네고|더 싸|저렴|깎아|경쟁사|타사보다|đắt|mắc quá|rẻ hơn|
        giá tốt hơn|giảm giá|bớt giá|chiết khấu|giá mục tiêu|vượt ngân sách|đối thủ|giá tốt nhất""",
    ),
    "delivery": (
        """too long|too late|too slow|bit long|very long|quite long|ship earlier|deliver earlier|delivered earlier|
        shipped earlier|earlier delivery|earlier shipment|any earlier|little earlier|bit earlier|earlier date|
        sooner|faster|quicker|shorten|shorter|speed up|expedite|cannot wait|can't wait|太长|太久|太慢|太晚|来不及|
        赶不上|提前交|提前发|提前出|能提前|可以提前|早点|早一点|快点|快一点|缩短|等不了|等不及|demasiado largo|
        muy largo|muy tarde|demasiado tarde|mas rapido|entregar antes|entrega antes|antes posible|acortar|adelantar|
        muito longo|longo demais|mais rapido|mais cedo|antecipar|encurtar|zu lang|zu lange|zu spat|schneller|fruher|
        verkurzen|trop long|trop longs|trop tard|plus vite|plus rapide|plus tot|raccourcir|troppo lungo|
        troppo lunghi|troppo tardi|piu veloce|piu rapida|consegna prima|consegnare prima|anticipare|accorciare|
        слишком долго|слишком длинн*|долго|долгий|пораньше|раньше срока|поставить раньше|отгрузить раньше|быстрее|
        ускорить|сократить|طويل|طويله|متاخر|اسرع|ابكر|çok uzun|çok geç|daha erken|daha hızlı|kısalt*|öne çek*|
        長すぎ|が長い|長いです|遅い|早めに納|早く納|早くなり|早くでき|短縮|前倒し|間に合い|間に合わ|너무 길|너무 늦|
        깁니다|빨리|단축|앞당|lâu quá|quá lâu|quá dài|sớm hơn|nhanh hơn|rút ngắn""",
    ),
    "validity": (
        """validity too short|extend the validity|extend your validity|extend validity|prolong the validity|
        hold the price|hold the prices|hold this price|hold these prices|keep the price until|延长有效期|有效期延|
        有效期太短|ampliar la validez|extender la validez|prorrogar|estender a validade|prolongar a validade|
        gultigkeit verlangern|gultigkeit zu kurz|prolonger la validite|prorogare|estendere la validita|
        продлить срок|продлить действие|تمديد الصلاحيه|تمديد صلاحيه|geçerlilik süresini uzat*|opsiyonu uzat*|
        有効期限を延長|유효기간 연장|gia hạn hiệu lực|gia hạn báo giá""",
    ),
}
"""What is said against one matter and needs not name it."""
HIGH = (
    """much higher|higher than|is higher|are higher|above our target|above target|above our expectation|
    above our expectations|没法做|做不了|做不动|没法卖|卖不动|too high|bit high|little high|slightly high|
    quite high|very high|still high|rather high|high side|太高|偏高|有点高|比较高|高了|demasiado alto|muy alto|
    muy altos|muy elevado|elevado|elevados|muito alto|alto demais|zu hoch|ziemlich hoch|etwas hoch|trop eleve|
    trop eleves|trop haut|assez eleve|troppo alto|troppo alti|troppo elevato|слишком высок*|высоковат*|завышен*|
    مرتفع|مرتفعه|çok yüksek|biraz yüksek|oldukça yüksek|高すぎ|少し高い|ちょっと高い|まだ高い|高いです|高いので|
    割高|高め|너무 높|다소 높|높은 편|높습니다|cao quá|quá cao|hơi cao|cao hơn|降低|再降|再低|低一点|低点|低一些|
    少一点|降点|降一点|降一些|낮춰|下げて|下げられ""",
)
"""Too much of a matter that is named, or of the price."""
CHANGE = (
    """too high|too long|too late|too short|too big|too large|too much|too many|too low|too strict|not acceptable|
    unacceptable|not possible|impossible|not feasible|a problem|an issue|difficult|instead of|rather than|change|
    changed|changing|revise|revised|adjust|amend|modify|reduce|reduced|lower|increase|extend|improve|better|smaller|
    less|negotiate|negotiable|flexible|reconsider|only if|we only|only accept|only pay|can only|our policy|
    our terms are|we never|we prefer|we would prefer|我们只|我司只|只接受|只能|改成|改为|改一下|修改|调整|换成|
    能不能改|能否改|可以改|可否改|太高|太大|太多|太长|太短|太少|减少|降低|不行|不合适|不方便|有困难|有问题|接受不了|
    demasiado|demasiada|en lugar de|en vez de|cambiar|modificar|ajustar|reducir|bajar|aumentar|ampliar|
    no es posible|preferimos|solo podemos|muito|em vez de|mudar|alterar|reduzir|nao e possivel|so podemos|zu hoch|
    zu lang|zu kurz|zu gross|zu viel|anstatt|statt|andern|anpassen|reduzieren|senken|erhohen|verlangern|
    nicht moglich|problematisch|bevorzugen|nur gegen|trop|au lieu de|plutot que|modifier|changer|reduire|augmenter|
    prolonger|pas possible|preferons|troppo|invece di|anziche|modificare|cambiare|ridurre|aumentare|non e possibile|
    preferiamo|слишком|вместо|изменить|поменять|уменьшить|увеличить|продлить|невозможно|не подходит|не подходят|
    не устраивает|не устраивают|بدلا من|تغيير|تعديل|تقليل|غير مناسب|غير مقبول|yerine|değiştir*|azalt*|düşür*|artır*|
    uzat*|mümkün değil|tercih ederiz|変更|ではなく|少なく|減ら|難しい|厳しい|변경|대신|줄여|조정|어렵습니다|곤란|
    thay vì|thay đổi|điều chỉnh|giảm|tăng|không phù hợp|khó""",
)
"""Beside the name of a matter it speaks against what the quotation says of it."""
DENIED = (
    """cannot accept|can't accept|can not accept|could not accept|couldn't accept|unable to accept|
    not able to accept|not accept|accept nothing|accept none|don't accept|
    won't accept|cannot agree|can't agree|not agree|don't agree|disagree|
    cannot proceed|can't proceed|unable to proceed|cannot confirm|can't confirm|cannot order|can't order|
    cannot place|not acceptable|unacceptable|not ok|not okay|not approved|not confirmed|not accepted|not agreed|
    不同意|不能接受|无法接受|接受不了|难以接受|不接受|没法接受|不能同意|无法同意|不可以接受|不能下单|没法下单|
    无法下单|不能确认|无法确认|no podemos aceptar|no aceptamos|no puedo aceptar|no acepto|no estamos de acuerdo|
    no podemos confirmar|nao podemos aceitar|nao aceitamos|nao estamos de acordo|nao podemos confirmar|
    nicht akzeptieren|nicht annehmen|nicht einverstanden|nicht akzeptabel|nicht bestellen|nicht zustimmen|
    pas accepter|pas d'accord|n'acceptons pas|inacceptable|pas acceptable|non possiamo accettare|non accettiamo|
    non siamo d'accordo|non accettabile|inaccettabile|не можем принять|не принимаем|не согласны|не согласен|
    не устраивает|не устраивают|неприемлем*|не подтверждаем|لا يمكننا قبول|لا نقبل|لا نوافق|لا نستطيع قبول|
    غير مقبول|غير موافق*|kabul edemeyiz|kabul etmiyoruz|kabul edemiyoruz|kabul edilemez|onaylamıyoruz|onaylayamayız|
    受け入れられ|承諾できません|承諾できかね|了承できません|同意できません|承認できません|お受けできません|
    発注できません|수락할 수 없|동의할 수 없|동의하지 않|받아들일 수 없|받아들이기 어렵|수용하기 어렵|
    không thể chấp nhận|không chấp nhận|không đồng ý|chưa đồng ý|chưa thể""",
)
"""What is not taken as it is."""
CONDITION = (
    """or we|or else|might have to|may have to|if|unless|provided|providing|on condition|subject to|as long as|
    in case|otherwise|assuming|once you|as soon as you|after you|when you|only when|would accept|could accept|
    can accept at|willing to accept|would agree|could agree|might accept|ready to accept at|如果|要是|假如|若能|
    若可|若贵司|只要|的话|前提|否则|不然|除非|才能下单|才可以下单|才下单|就下单|就可以下单|就能下单|si pueden|
    si puede|si nos|si el|si la|si los|si ustedes|siempre que|siempre y cuando|sujeto a|a condicion|de lo contrario|
    en caso|se puderem|se puder|se voces|se o|se a|desde que|sujeito a|caso contrario|caso possam|caso consigam|
    caso voces|wenn|falls|sofern|vorausgesetzt|unter der bedingung|vorbehaltlich|ansonsten|andernfalls|sonst|
    bei einem preis von|si vous|si le|si votre|si vos|s'il|sous reserve|a condition|a condition que|pourvu que|
    sinon|se potete|se puo|se il|se la|se i|a condizione|a patto|purche|salvo|altrimenti|если|при условии|в случае|
    только если|иначе|في حال|اذا|بشرط|شريطه|والا|eğer|şartıyla|koşuluyla|takdirde|ederseniz|yaparsanız|verirseniz|
    olursa|aksi|もし|場合|であれば|でしたら|頂ければ|いただければ|条件として|たら発注|たら注文|만약|경우|다면|시면|
    조건으로|해주시면|nếu|với điều kiện|trường hợp|miễn là""",
)
POLITE = (
    """waiting for your|wait for your|awaiting your|await your|look forward to your|looking forward to your|等你的|
    等您的|等pi|等你们的|esperamos la proforma|esperamos su|esperando su|quedamos a la espera|warten auf ihre|
    attendons votre|in attesa della vostra|let us know if|let me know if|tell us if|tell me if|inform us if|
    advise if|contact us if|contact me if|call me if|if you have any|if you need any|if you need anything|
    if you need more|if you require|if there is any|if there are any|if any|if anything|if possible|
    if you have questions|feel free|when you have time|如有问题|如果有问题|如有任何|如果有任何|如有疑问|如果有什么|
    如果需要|如需|如有需要|如果方便|如果没问题|如果没有问题|si tiene alguna|si tienen alguna|si necesita|
    si necesitan|si es posible|si hay alguna|se tiver alguma|se precisar|se precisarem|se possivel|bei fragen|
    falls sie fragen|wenn sie fragen|falls noch|wenn moglich|falls moglich|si vous avez des|si vous avez besoin|
    si besoin|si possible|si necessaire|se avete|se ha bisogno|se possibile|если есть вопрос*|если будут вопрос*|
    если возможно|если нужно|اذا كان لديكم|اذا امكن|اذا لزم|sorunuz olursa|mümkünse|eğer mümkünse|ご不明な点|
    何かありましたら|何かございましたら|可能であれば|궁금하신|문의사항|가능하시면|가능하면|nếu có thể|
    nếu có thắc mắc|nếu cần""",
)
"""Conditions that are none; cut out before conditions are looked for."""
NEGATION = (
    """not|cannot|can't|don't|didn't|won't|wouldn't|couldn't|isn't|never|neither|nor|unable|without|no way|nobody|
    i doubt|we doubt|hardly|refuse to|no podemos|
    no vamos|no hemos|todavia no|aun no|nunca|nao|ainda nao|nicht|kein|keine|keinen|niemals|noch nicht|ne|n'est|
    n'avons|n'ont|pas|jamais|non|не|нет|нельзя|لا يمكن|لا نستطيع|لا نريد|لم نقبل|لم نوافق|لن نقبل|لن نوافق|ليس|
    değil|henüz|不能|不会|没法|无法|尚未|还没|暂未|未能|勿|先不|暂不|ません|ないで|できない|않|못|없|không|chưa""",
)
"""Beside an agreement it makes none of it."""
WAITS = (
    """before we|before placing|before ordering|until we|waiting for|wait for|pending|need approval|needs approval|
    need to check|have to check|will be able|not yet|yet to|审批|等客户|等老板|等领导|antes de|a la espera|
    esperando|aguardando|warten|wartet|freigabe abwarten|en attente|attendons|in attesa|ждем согласован*|
    ждем решен*|ожидаем решен*|ожидаем согласован*|ждем ответа от|в ожидании|بانتظار|ننتظر|bekliyoruz|onay bekl*|
    お待ち|待って|대기|기다|đang chờ|chờ duyệt""",
)
"""The order is still to be decided on."""
THANKS = (
    """thank you for|thanks for|many thanks for|谢谢你们的|谢谢您的|感谢|gracias por|danke fur|vielen dank fur|
    merci pour|merci de|grazie per|obrigado pel*|obrigada pel*|спасибо за|شكرا على|شكرا ل|için teşekkür*|ありがとう|
    감사합니다|cảm ơn""",
)
"""What stands with them is not asked for."""
BUT = """but|however|although|though|except|pero|sin embargo|excepto|porem|contudo|exceto|aber|jedoch|allerdings|mais|
    cependant|toutefois|sauf|però|tuttavia|eccetto|но|однако|кроме|لكن|ولكن|ama|fakat|ancak|yalnız|nhưng|tuy nhiên|trừ|
    但是|但|不过|只是|除了|ただし|しかし|하지만|그러나|다만"""
"""Behind these words begins what an agreement does not cover."""
OFFERS = (
    """our target|target is|our budget|target|can you do|could you do|you can do|you could do|you can make|
    you can offer|you can give|you can reach|you can match|can you make|could you make|can you offer|
    could you offer|can you give|could you give|can you accept|could you accept|can you match|could you match|
    can you reach|can you reduce|can you sell|can you supply at|do it for|make it|match|we can pay|we could pay|
    we can do|we can offer|we offer|our offer|our price|we propose|we suggest|what about|how about|we need usd|
    we need us|we need eur|we are looking for|max|maximum|at most|no more than|not more than|below|under|down to|
    we pay|last price|we buy at|we get it for|we get it at|they offer|offered us|offering us|quoted us|quotes us|
    能不能做|能否做|能做|可以做|可以做到|做到|给到|能给|可不可以|能不能|能否|行不行|行吗|可以吗|怎么样|最多|不超过|
    我们出|我出|只能给|别家|报给我们|pueden hacer|puede hacer|pueden ofrecer|podrian|podria|ofrecemos|proponemos|
    maximo|nos ofrecen|que tal|podem fazer|pode fazer|poderiam|propomos|oferecemos|konnen sie|konnten sie|
    wir bieten|unser preis|maximal|hochstens|schlagen vor|pouvez-vous|pourriez-vous|nous proposons|nous offrons|
    pouvez vous|pourriez vous|potete|potreste|proponiamo|offriamo|massimo|можете|сможете|могли бы|предлагаем|
    готовы по|не более|не дороже|максимум|هل يمكن|يمكنكم|نقترح|نعرض|yapabilir misiniz|yapar mısınız|olabilir mi|
    öneriyoruz|en fazla|olur mu|でお願い|できますか|可能でしょうか|いただけます|頂けます|希望します|가능할까요|
    가능한가요|가능합니까|해주실 수|제안|được không|có thể|đề nghị|tối đa""",
)
"""Beside a sum of money it is an offer of his own."""
REVISE = (
    """revise the quotation|revise your quotation|revise the quote|revise your quote|revise your offer|
    revise the offer|revised quotation|revised quote|revised offer|requote|re-quote|new quotation|
    update the quotation|update your quotation|updated quotation|updated quote|更新报价|重新报价|重报|改一下报价|
    修改报价|新报价|revisar la cotizacion|actualizar la cotizacion|nueva cotizacion|nova cotacao|
    atualizar a cotacao|neues angebot|angebot uberarbeiten|angebot anpassen|nouveau devis|nouvelle offre|
    modifier le devis|revoir le devis|nuova offerta|nuovo preventivo|новое предложение|пересчита*|обновите|عرض جديد|
    تعديل العرض|yeni teklif|teklifi revize*|再見積|見積を修正|見積もりを修正|재견적|견적 수정|báo giá lại|
    báo giá mới""",
)
"""He wants another quotation in the place of this one."""
BEST_PRICE = (
    """best price|final price|lowest price|last price|best offer|final offer|最低价|最好的价格|最终价|实价|
    mejor precio|precio final|melhor preco|bester preis|letzter preis|meilleur prix|dernier prix|miglior prezzo|
    prezzo migliore|лучшая цена|последняя цена|окончательная цена|افضل سعر|اخر سعر|en iyi fiyat*|son fiyat*|
    最終価格|ベストプライス|최저가|최종 가격|giá tốt nhất|giá cuối""",
)
"""Asked whether it is the best one: a question about the price, no objection yet."""
ASKS = (
    """what|which|when|how|how many|how much|where|why|who|do you|does it|is it|is the|are the|are you|can you|
    could you|would you|will you|please confirm|pls confirm|please advise|pls advise|please clarify|please tell|
    please send|please check|请问|什么|多少|哪|怎么|是否|是不是|有没有|能否|能不能|可否|请确认|麻烦确认|que|cual|
    cuando|cuanto|como|por favor confirme*|favor confirmar|qual|quando|quanto|was|welche|welcher|wann|wie|wieviel|
    bitte bestatigen|bitte teilen|quel|quelle|quand|combien|comment|merci de confirmer|veuillez confirmer|quale|
    si prega di confermare|какой|какая|какие|когда|сколько|уточните|подскажите|подтвердите|ما هو|ما هي|كم سعر|
    كم المده|كم مده|متى|هل يمكن|هل لديكم|هل تستطيع|يرجي تاكيد|يرجى تاكيد|ne kadar|ne zaman|nedir|hangi|教えて|
    いくら|いつ|でしょうか|ご確認ください|얼마|언제|인가요|입니까|알려|bao nhiêu|khi nào|thế nào|vui lòng xác nhận""",
)
