"""The words of signatures in the languages that the trade meets: closings, footers of programs, titles, disclaimers."""

from __future__ import annotations

CLOSINGS = (
    # English
    r"(?:with\s+)?(?:(?:my|our|the)\s+)?(?:(?:very|most)\s+)?(?:best|kind(?:est)?|warm(?:est)?|many|friendly|good|"
    r"cordial|personal)\s+"
    r"(?:personal\s+)?(?:regards?|wishes|greetings|rgds)(?:\s+from\s+[^\n.!?]{2,30})?|(?:best\s+)?regards|"
    r"b\.?\s?rgds|rgds|b\.?/?r(?:egards)?\.?|"
    r"with\s+regards|all\s+the\s+best|yours\s+(?:very\s+)?(?:sincerely|faithfully|truly|respectfully|cordially)|"
    r"(?:yours|very\s+truly\s+yours)|"
    r"(?:very\s+)?(?:sincerely|respectfully|cordially|faithfully|warmly)(?:\s+yours)?|cheers|"
    r"greetings\s+from\s+[^\n.!?]{2,30}|best|"
    r"(?:many\s+)?(?:thanks|thank\s+you|thx|tks)(?:\s+(?:so|very)\s+much|\s+a\s+lot|\s+in\s+advance|"
    r"\s+again)?\s*(?:&|and|with|,|\+|/)\s*"
    r"(?:with\s+)?(?:best|kind|warm)?\s*(?:regards|rgds|wishes|br)|tks\s*(?:&|n)\s*rgds|"
    # German
    r"(?:mit\s+)?(?:den\s+)?(?:ganz\s+)?(?:(?:freundlich|best|viel|herzlich|lieb|schön|sonnig|kollegial)(?:en?|er|"
    r"em|e)?\s+)(?:und\s+\w{4,14}\s+)?"
    r"gr(?:ü|ue|u)(?:ß|ss|s)(?:en?)?(?:\s+(?:aus|von|nach|an|vom|und)\s+[^\n.!?]{2,30})?|gr(?:ü|ue)(?:ß|ss)e?|"
    r"m\.?\s?f\.?\s?g\.?|vg|lg|bg|"
    r"hochachtungsvoll|gru(?:ß|ss)(?:\s+aus\s+[^\n.!?]{2,30})?|"
    # French
    r"(?:bien|très|trés)?\s*(?:cordialement|amicalement|respectueusement)(?:\s+vôtre)?|(?:meilleures|sincères|"
    r"cordiales|mes|nos)?\s*"
    r"(?:(?:meilleures|sincères|cordiales|respectueuses)\s+)?salutations(?:\s+(?:distinguées|cordiales|"
    r"les\s+meilleures|respectueuses))?|"
    r"(?:bien\s+)?à\s+vous|sincèrement|cdlt|cdt|(?:veuillez|je\s+vous\s+prie|nous\s+vous\s+prions|"
    r"dans\s+l['’]attente)[^\n?]{0,40}"
    r"(?:agréer|recevoir|croire)[^\n?]{0,130}|"
    # Spanish, Portuguese, Italian
    r"(?:(?:un|muy|reciban?|le\s+envío|les?\s+enviamos)\s+){0,2}(?:(?:cordial(?:es)?|atentos?|afectuosos?|"
    r"muchos)\s+)?saludos?"
    r"(?:\s+(?:cordial(?:es)?|atentos?|afectuosos?|desde\s+[^\n.!?]{2,30}))?|(?:muy\s+)?(?:atentamente|atte\.?|"
    r"cordialmente)|(?:un\s+)?(?:fuerte\s+)?abrazo|"
    r"at\.?(?:te|enciosamente)\.?|att\.?|(?:com\s+os\s+)?(?:meus|nossos)?\s*(?:melhores\s+)?cumprimentos|"
    r"(?:cordiais\s+)?saudações|"
    r"(?:um\s+)?abraços?|abs\.?|respeitosamente|(?:i\s+(?:miei|nostri)\s+)?(?:più\s+)?(?:cordiali|distinti|"
    r"migliori)\s+saluti|(?:un\s+)?(?:cordiale\s+)?saluto|"
    r"(?:cordiali\s+)?saluti|porgo\s+[^\n.!?]{0,20}saluti|salutacions|atentament|"
    # Dutch, Scandinavian, Finnish
    r"(?:met\s+)?(?:(?:zeer|heel)\s+)?(?:vriendelijke|hartelijke|beste)\s+groet(?:en|jes)?|groet(?:en|jes)?|mvg|"
    r"hoogachtend|"
    r"(?:med\s+)?(?:de\s+)?(?:v[äe]nn?liga?|venlige?|bästa|bedste|beste)\s+(?:hälsning(?:ar)?|hilsen(?:er)?|"
    r"hilsner)|mvh\.?|vh|hälsningar|hilsen|"
    r"(?:parhain|ystävällisin|terveisin|kunnioittavasti)(?:\s+terveisin)?|"
    # Polish, Czech, Slovak, Hungarian, Romanian, Croatian, Bulgarian
    r"z\s+(?:poważaniem|wyrazami\s+szacunku|pozdrowieniami)|(?:serdecznie\s+)?pozdrawiam(?:\s+serdecznie)?|"
    r"(?:łączę\s+)?pozdrowienia|"
    r"s\s+(?:přátelským\s+|priateľským\s+)?pozdrav(?:em|om)|s\s+úctou|(?:szívélyes\s+)?üdvözlettel|tisztelettel|"
    r"üdv|"
    r"cu\s+(?:stimă|stima|respect|drag)|cele\s+bune|s(?:a)?\s+(?:poštovanjem|štovanjem)|lp|lep\s+pozdrav|(?:с|"
    r"със)\s+уважение|поздрави|"
    # Greek, Hebrew, Russian, Ukrainian, Turkish
    r"με\s+(?:εκτίμηση|εκτιμηση|φιλικούς\s+χαιρετισμούς)|φιλικά|בברכה(?:\s+רבה)?|בכבוד\s+רב|с\s+(?:(?:глубоким|"
    r"искренним)\s+)?уважением|"
    r"с\s+(?:наилучшими|найкращими)\s+пожеланиями|(?:с|з)\s+(?:повагою|найкращими\s+побажаннями)|"
    r"всего\s+(?:доброго|наилучшего)|"
    r"(?:(?:en\s+iyi|iyi)\s+)?(?:dileklerim(?:iz)?le|saygılar(?:ım(?:ız)?la|ımı?\s+sunarım)?|selamlar(?:ımla)?)|"
    r"iyi\s+çalışmalar(?:\s+dilerim)?|kolay\s+gelsin|"
    # Arabic, Persian, Vietnamese, Indonesian, Thai
    r"(?:مع\s+)?(?:خالص|أطيب|اطيب|أجمل|وافر)\s+(?:التحيات?|تحياتي|التحية|الاحترام|التقدير)(?:\s+والتقدير)?|"
    r"(?:مع\s+)?تحيات(?:ي|نا)|مع\s+(?:التحية|الاحترام|التقدير)|"
    r"و?تفضلوا\s+بقبول\s+[^\n?]{3,40}|با\s+احترام|(?:kính\s+thư|thân\s+ái|thân\s+mến|"
    r"trân\s+trọng(?:\s+kính\s+chào)?|kính\s+chào)|"
    r"hormat\s+(?:saya|kami)|salam(?:\s+(?:hormat|hangat|sejahtera))?|ขอแสดงความนับถือ(?:อย่างสูง)?|"
    r"ด้วยความ(?:เคารพ|นับถือ)(?:อย่างสูง)?|"
    # Chinese, Japanese
    r"此\s*致|敬\s*[禮礼]|致|[礼禮]|(?:顺|順)(?:祝|颂|頌|致)[^\n，。？?]{0,8}|(?:敬|谨|即)(?:祝|颂|頌|"
    r"启)[^\n，。？?]{0,8}|祝[:：]?\s?(?:好|商祺|"
    r"商安|商祺!|安好|一切顺利|一切順利|顺利|顺心)|"
    r"祝(?:您|你|贵司|貴司)?(?:们)?(?:工作|生活|身体|生意|商业|周末|事业)(?:愉快|顺利|順利|健康|兴隆|興隆|快乐|"
    r"进步)|商祺|谨启|謹啟|敬上|谨上|謹上|致礼|致禮|祝商祺|"
    r"敬具|草々|謹白|以上(?:、?(?:よろしく|宜しく)お願い(?:いた|致)?します)?"
)
"""Formulas above the name at the end. What only thanks is not among them: a thank-you is a word of the writer."""

THANKS = (
    r"(?:many\s+|much\s+)?(?:thanks|thank\s+you|thx|tks|ty)\b[^\n.?]{0,40}|danke[^\n.?]{0,30}|"
    r"vielen\s+dank[^\n.?]{0,30}|(?:muchas\s+)?gracias[^\n.?]{0,30}|"
    r"merci[^\n.?]{0,30}|(?:muito\s+)?obrigad[oa][^\n.?]{0,20}|grazie[^\n.?]{0,20}|"
    r"(?:bij\s+voorbaat\s+)?dank[^\n.?]{0,20}|bedankt|tack[^\n.?]{0,20}|tak[^\n.?]{0,16}|takk|kiitos[^\n.?]{0,20}|"
    r"dziękuję[^\n.?]{0,16}|děkuji[^\n.?]{0,16}|köszönöm|mulțumesc|ευχαριστώ|תודה[^\n.?]{0,16}|"
    r"спасибо[^\n.?]{0,20}|дякую|teşekkürler|teşekkür\s+ederim|شكرا[^\n.?]{0,20}|cảm\s+ơn[^\n.?]{0,20}|"
    r"terima\s+kasih|ขอบคุณ[^\n.?]{0,12}|谢谢|多谢|謝謝|感谢|非常感谢|ありがとうございます|(?:何卒|どうぞ|"
    r"以上、?)?(?:よろしく|宜しく)お願い(?:いた|致|"
    r"申し上げ)?(?:し)?ます|감사합니다|고맙습니다"
)
"""Thanks at the end stay; the block of name and telephone below them goes."""

DEVICE = (
    r"iphon[eu]|ipad|ipod|apple\s+watch|macbook|samsung|galaxy|android|blackberry|htc|nokia|lumia|huawei|honor|"
    r"xiaomi|redmi|oppo|vivo|oneplus|xperia|"
    r"sony|motorola|pixel|windows|mobile(?:\s+(?:phone|device))?|smart\s?phone|tablet|cell(?:ular)?(?:\s?phone)?|"
    r"handheld|palm|treo|handy|mobiltelefon|smartphone|téléphone|móvil|celular|teléfono|телефон\w*|смартфон\w*|"
    r"айфон\w*|手机|手機|安卓|小米|华为|荣耀|魅族|携帯|スマートフォン|"
    r"phone|device|gerät|dispositivo|appareil|outlook|gmail|yahoo|aol|hotmail|mailbird|airmail|spark|mailspring|"
    r"em\s?client|proton(?:mail)?|tuta(?:nota)?|zoho|"
    r"blue\s?mail|boxer|edison|newton|superhuman|k-9|fairemail|aqua\s?mail|polymail|mailbox|thunderbird|roundcube|"
    r"webmail|mail\.ru|яндекс|yandex|gmx|"
    r"web\.de|t-online|vodafone|orange|telekom|verizon|at&t|t-mobile|sprint|libero|virgilio|laposte|sfr|rambler|"
    r"naver|네이버|daum|hanmail|"
    r"钉钉|dingtalk|飞书|foxmail|qq\s?邮箱|qq邮箱|网易邮箱|邮箱大师|邮箱|信箱|客户端|用戶端|mail\s+app|"
    r"mail\s+master|email\s+app|почт\w*|メール|"
    r"front|hey|missive|spike|mimestream|canary|nine|typeapp|mymail"
)

SENT_START = (
    r"küldve|sent\s+(?:from|via|with|by|using|on|through)|sent\s+securely\s+(?:from|with|via)|written\s+on\s+(?:my|"
    r"a)|typed\s+on\s+(?:my|a)|composed\s+on\s+my|mobile\s+mail|"
    r"gesendet\s+(?:von|mit|über|via|vom|aus)|von\s+(?:meinem|unterwegs|samsung|mobil|outlook|iphone)|"
    r"verschickt\s+(?:von|mit)|diese\s+(?:nachricht|mail|e-mail)\s+wurde\s+(?:von|mit)|vom\s+(?:iphone|handy|"
    r"smartphone|mobil)|"
    r"envoyé\s+(?:de|depuis|à\s+partir|avec|par|du|via|d['’])|envoyée?s?\s+(?:de|depuis|via)|"
    r"enviado\s+(?:desde|do|da|de|pelo|por|con|com|a\s+partir|via|del|vía|a\s+través)|enviada\s+(?:do|desde|pelo|"
    r"a\s+partir)|mensaje\s+enviado\s+desde|"
    r"inviato\s+(?:da|dal|dall['’]|con|tramite)|verzonden\s+(?:vanaf|vanuit|met|via|door)|verstuurd\s+(?:vanaf|met|"
    r"via)|skickat?\s+(?:från|med|via)|från\s+min|"
    r"sendt\s+(?:fra|med|via)|lähetetty(?=\s)|wysłan[eoay]\s+(?:z|za|ze|przy)|wysłano\s+(?:z|za|ze)|"
    r"odesláno\s+(?:z|ze|pomocí)|odoslané\s+(?:z|zo|pomocou)|"
    r"trimis\s+(?:de\s+pe|din|cu|de)|στάλθηκε\s+από|εστάλη\s+από|נשלח\s+(?:מה|מ|באמצעות)\S*|отправлено\s+(?:с|со|"
    r"из|через)|надіслано\s+(?:з|із|за|через)|изпратено\s+от|"
    r"أُ?رسلت?\s+من|مرسل(?:ة)?\s+من|تم\s+الإرسال\s+من|được\s+gửi\s+từ|đã\s+gửi\s+từ|gửi\s+từ|dikirim\s+(?:dari|"
    r"melalui)|ส่งจาก|poslano\s+(?:s|sa|iz|z)|enviat\s+des|"
    r"发自|發自|来自|來自|從我的|从我的|发送自|傳送自|傳自|由我的"
)
"""A line that begins so and names a device or program is a footer."""

SENT_END = (
    r"gesendet|verschickt|gönderildi|küldve|elküldve|から送信|より送信|에서\s?보냄|에서\s?보냈습니다|에서\s?발송|"
    r"发送|發送|寄出|傳送|发出|lähetetty|skickat|sendt|verzonden|verstuurd"
)
"""A line that ends so and names a device or program is a footer."""

SENT_WHOLE = (
    r"[^\n]{0,30}\boutlook\b[^\n]{0,40}\b(?:ios|android|mobile|mac)\b[^\n]{0,30}|(?:get|obtenir|obtener|"
    r"télécharger|scarica|baixar)\s+(?:outlook|bluemail|aqua\s?mail|spark|boxer|typeapp|mymail|"
    r"yahoo\s+mail)\b[^\n]{0,30}|"
    r"(?:获取|下载|取得)[^\n]{0,20}outlook[^\n]{0,30}|yahoo!?\s+mail[^\n]{0,50}|sent\s+from\s+(?:my|"
    r"a)\s+[^\s.!?]{2,20}(?:\s[^\s.!?]{1,20}){0,3}|enviado\s+desde\s+mi\s+\S{2,20}(?:\s\S{2,20})?|"
    r"(?:please\s+)?(?:excuse|forgive|pardon|sorry\s+for)\s+(?:my\s+|the\s+|any\s+)?(?:brevity|typos|spelling|"
    r"mistakes)[^\n?]{0,60}|签名由\s?网易邮箱大师\s?定制|"
    r"signature\s+is\s+customized\s+by\s+netease\s+mail\s+master|(?:this\s+(?:e-?mail|"
    r"message)\s+was\s+)?sent\s+from\s+(?:the\s+)?(?:verizon|at&t|t-mobile|sprint|my\s+verizon)[^\n]{0,60}|"
    r"从\s?windows[^\n]{0,10}发送|搜狗输入法[^\n]{0,20}|connected\s+by\s+motoblur[^\n]{0,20}|(?:sent|"
    r"написано)\s+(?:by|"
    r"с\s+помощью|в)\s+(?:the\s+bat!?|mozilla\s+thunderbird)[^\n]{0,20}|"
    r"sent:?\s+(?:from|via)\s*:?\s*(?:iphone|ipad|mobile|outlook|mail\s+for\s+windows)[^\n]{0,40}|"
    r"mit\s+freundlichen\s+grüßen\s+von\s+meinem\s+iphone|"
    r"virus-?free\.?[^\n]{0,40}|без\s+вирусов\.?[^\n]{0,40}|libre\s+de\s+virus\.?[^\n]{0,40}|"
    r"virenfrei\.?[^\n]{0,40}|sans\s+virus\.?[^\n]{0,40}|livre\s+de\s+vírus\.?[^\n]{0,40}|"
    r"не\s+содержит\s+вирусов\.?[^\n]{0,40}|无病毒。?[^\n]{0,40}"
)

TITLES = (
    r"manager|director|engineer|sales|purchas\w+|procurement|buyer|ceo|cto|cfo|coo|president|founder|owner|partner|"
    r"assistant|secretary|officer|executive|head\s+of|supervisor|"
    r"coordinator|consultant|specialist|representative|department|dept|division|import|export|trading|logistics|"
    r"marketing|"
    r"einkauf\w*|einkäufer\w*|leiter\w*|geschäftsführ\w*|vertrieb\w*|abteilung|prokurist\w*|sachbearbeit\w*|"
    r"gerente|compras|ventas|director\w*|jefe|jefa|departamento|"
    r"responsable|acheteur|acheteuse|achats|directeur|directrice|chargée?|gérant|comprador\w*|vendas|diretor\w*|"
    r"acquisti|responsabile|direttore|ufficio|inkoop\w*|verkoop|hoofd|"
    r"inköp\w*|försäljning|indkøb\w*|kierownik|dyrektor|zakup\w*|ředitel|nákup|igazgató|beszerz\w+|менеджер|"
    r"директор|отдел|начальник|закуп\w*|инженер|müdür\w*|satın\s?alma|uzman\w*|yönetici|"
    r"مدير|قسم|مشتريات|giám\s+đốc|trưởng\s+phòng|phòng|经理|經理|总监|總監|采购|採購|主管|总裁|总经理|业务|助理|"
    r"工程师|部门|部長|課長|係長|主任|担当|"
    r"代表取締役|営業|部|课|팀장|과장|부장|대리|대표|차장|이사"
)

COMPANY = (
    r"gmbh|mbh|kg|ohg|ag|ltd|limited|llc|inc|corp|corporation|company|co|b\.?v|n\.?v|s\.?a\.?r\.?l|s\.?a|"
    r"s\.?l\.?u?|s\.?p\.?a|s\.?r\.?l|oy|ab|a/s|aps|pty|pvt|plc|llp|fze|fzco|fzc|bhd|sdn|ltda|lda|eireli|"
    r"d\.?o\.?o|s\.?r\.?o|sp\.?\s?z\.?\s?o\.?o|kft|zrt|a\.?ş|şti|eood|ood|ooo|ооо|оао|зао|ао|ип|тов|pt|cv|jsc|"
    r"group|industries|enterprises|solutions|technologies|trading|s\.a\s?de\s?c\.v|công\s+ty|บริษัท"
)

STREET = (
    r"str\.|\w{3,20}stra(?:ß|ss)e|\w{3,20}str\.?|\w{3,20}weg|\w{3,20}platz|\w{3,20}gasse|street|st\.|road|rd\.?|"
    r"avenue|ave\.?|blvd\.?|boulevard|lane|suite|floor|building|bldg\.?|room|rm\.?|p\.?\s?o\.?\s?box|postfach|"
    r"rue|chemin|calle|c/|vía|via|viale|piazza|avenida|av\.?|rua|travessa|\w{3,20}straat|\w{2,20}laan|"
    r"\w{3,20}gatan|\w{3,20}vägen|\w{3,20}vej|\w{3,20}veien|\w{3,20}katu|ul\.?|ulica|utca|út|str|улица|ул\.?|пр\.?|"
    r"д\.|cad\.?|caddesi|sok\.?|sokak|mah\.?|industrial\s+(?:zone|park|area|estate)|đường|quận|jl\.?|jalan|ถนน|شارع"
)

CONTACT_LABEL = (
    r"tel(?:e(?:phone|fon|fono|f))?|phones?|ph|fon|mob(?:ile|il|iel)?|cell(?:phone|ulare?)?|handy|fax|telefax|"
    r"direct(?:\s+(?:line|dial))?|office|whats\s?app|wechat|weixin|wx|skype|viber|telegram|line|qq|e-?mail|mail|"
    r"web(?:site)?|homepage|internet|url|"
    r"tél(?:éphone)?|portable|móvil|movil|celular|teléfono|telefone|telemóvel|cellulare|telefon|gsm|komórka|"
    r"telefonszám|τηλ|κιν|φαξ|טל|טלפון|נייד|פקס|тел(?:ефон)?|моб|факс|сайт|почта|cep|faks|هاتف|جوال|موبايل|فاكس|"
    r"тел/факс|"
    r"sdt|đt|điện\s+thoại|hp|โทร|แฟกซ์|电话|電話|手机|手機|行動電話|传真|傳真|微信|邮箱|电邮|邮件|網址|网址|地址|"
    r"住所|携帯|전화|휴대폰|핸드폰|팩스|이메일|주소|add|"
    r"addr|address|adresse|anschrift|dirección|endereço|indirizzo|адрес|t|p|m|f|d|o|e|w|a|h/p|m/p"
)

DISCLAIMER_SURE = (
    r"(?:this|the)\s+(?:e-?mail|electronic\s+mail|message|communication|"
    r"transmission)(?:\s+message)?[^\n.]{0,100}?(?:confidential|privileged|intended|legally)|intended\s+(?:solely|"
    r"only|exclusively)?\s*(?:for\s+the|recipient)|"
    r"confidential(?:ity)?\s+(?:notice|note|information|warning)|if\s+you\s+(?:are\s+not\s+the\s+(?:intended|"
    r"named)|have\s+received\s+this|received\s+this\s+(?:e-?mail|message|communication)\s+(?:in\s+error|"
    r"by\s+mistake))|"
    r"(?:consider|think\s+(?:of|about)|save)\s+the\s+(?:environment|planet|trees)\s+before|"
    r"before\s+(?:you\s+)?print(?:ing)?\s+th(?:is|e)\s+(?:e-?)?mail|think\s+(?:green\s+)?before\s+(?:you\s+)?print|"
    r"please\s+consider\s+(?:the|your)\s+environment|"
    r"(?:has\s+been|was)\s+(?:checked|scanned)\s+(?:for|by)\s+(?:all\s+known\s+)?(?:viruses|avast|avg|norton|"
    r"mcafee|mailscanner|messagelabs|the\s)|auf\s+viren\s+(?:geprüft|überprüft|untersucht)|"
    r"analys[ée]e?\s+par\s+(?:l['’]anti|avast)|"
    r"diese\s+(?:e-?mail|nachricht)[^\n.]{0,60}(?:vertraulich|rechtlich\s+geschützt|ausschließlich\s+für)|"
    r"nicht\s+der\s+(?:richtige|vorgesehene|beabsichtigte)\s+(?:adressat|empfänger)|"
    r"denken\s+sie\s+an\s+die\s+umwelt|"
    r"(?:ce|cet|le\s+présent)\s+(?:message|courriel|e-?mail|mail)[^\n.]{0,80}(?:confidentiel|destiné|exclusi|"
    r"propriété)|pens(?:ez|ons)\s+à\s+l['’]environnement|n['’]imprime[rz]\s+(?:ce|cet|que)|"
    r"(?:este|el\s+presente)\s+(?:mensaje|correo|e-?mail)[^\n.]{0,100}(?:confidencial|dirig|exclusiv|privilegiad|"
    r"destinatari)|antes\s+de\s+imprimir|proteja\s+el\s+medio\s+ambiente|(?:esta|a\s+presente)\s+(?:mensagem|"
    r"comunicação)[^\n.]{0,100}(?:confidencia|destin|exclusiv|sigilos)|"
    r"(?:quest[oa]|il\s+presente|la\s+presente|le\s+informazioni\s+contenute)\s+(?:messaggio|e-?mail|comunicazione|"
    r"in)[^\n.]{0,120}(?:riservat|confidenzial|destinatari|esclusiv)|prima\s+di\s+stampare|(?:dit|"
    r"deze)\s+(?:bericht|e-?mail)[^\n.]{0,100}(?:vertrouwelijk|bestemd|geadresseerde)|denk\s+aan\s+het\s+milieu|"
    r"(?:detta|denna|dette|denne)\s+(?:meddelande|e-?post|e-?mail|meddelelse|mail)[^\n.]{0,100}(?:konfidentiel|"
    r"sekretess|fortrolig|avsedd|bestemt|tilsigtet)|(?:tämä)\s+(?:viesti|sähköposti)[^\n.]{0,60}luottamuksell|"
    r"(?:ta|niniejsza|treść)[^\n.]{0,60}(?:wiadomość|wiadomości)[^\n.]{0,100}(?:poufn|przeznaczon|adresat)|"
    r"(?:данное|настоящее|это)\s+(?:сообщение|письмо)[^\n.]{0,120}(?:конфиденциал|предназначен|адресат)|"
    r"(?:bu|işbu)\s+(?:e-?posta|elektronik|mesaj|ileti)[^\n.]{0,120}(?:gizli|kişiye\s+özel|yalnızca|sadece)|(?:هذه|"
    r"هذا)\s+(?:الرسالة|البريد)[^\n.]{0,100}(?:سري|المرسل\s+إلي|مخصص)|"
    r"本(?:邮件|郵件|电子邮件|電子郵件|信件|メール)[^\n。]{0,60}(?:保密|机密|機密|收件人|秘密|限於|仅供|僅供|"
    r"宛先)|(?:内容)?保密(?:声明|说明|信息)|このメール(?:は|"
    r"に)[^\n。]{0,60}(?:秘密|機密|宛先|誤)|이\s*(?:메일|전자우편|이메일)[^\n.]{0,60}(?:기밀|수신인|비밀)|(?:thư|"
    r"email)\s+này[^\n.]{0,80}(?:bảo\s+mật|người\s+nhận)|"
    r"to\s+unsubscribe\s+from\s+this\s+(?:group|list)|you\s+(?:received|are\s+receiving)\s+this\s+(?:message|"
    r"e-?mail)\s+because|subscribed\s+to\s+the\s+google\s+groups|view\s+this\s+discussion\s+(?:on|visit)|"
    r"views?\s+(?:or|and)\s+opinions?\s+(?:expressed|presented|contained)|sole(?:ly)?\s+(?:those|"
    r"the\s+views)\s+of\s+the\s+(?:author|sender)|https?://\S{4,200}/(?:mailman|listinfo)/"
)
"""One of these in a paragraph at the end, and it is nobody's own words."""

DISCLAIMER_HINTS = (
    r"confidential|privileged|unauthori[sz]ed|intended\s+recipient|disclos|disseminat|notify\s+(?:the\s+)?sender|"
    r"in\s+error|delete\s+(?:this|it|the|all)|liab(?:le|ility)|virus|viruses|attachments?\s+(?:for|to|may)|copying|"
    r"vertraulich|unbefugt|irrtümlich|vernichten|weitergabe|empfänger|confidentiel|destinataire|erreur|détruire|"
    r"confidencial|destinatario|destinatário|error|prohibid|proibid|elimin|borrar|"
    r"riservat|destinatari|errore|cancell|vertrouwelijk|geadresseerde|verwijder|vergissing|poufn|adresat|usun|"
    r"конфиденциальн|адресат|удалит|ошибк|gizli|alıcı|silin|سري|خطأ|保密|机密|機密|误|誤|删除|刪除|削除|收件人|"
    r"秘密|기밀|삭제|bảo\s+mật|"
    r"unsubscribe|abmelden|désabonner|darse\s+de\s+baja|退订|mailing\s+list|groups\.google\.com|listinfo|mailman"
)
"""Three different ones in a paragraph at the end weigh as much."""

BANNERS = (
    r"(?:\[?\W{0,3}(?:external|extern|externe|externo|ext)\W{0,3}(?:e-?mail|mail|message|sender)?\W{0,4}$)|"
    r"(?:caution|warning|attention|achtung|notice|external(?:\s+e-?mail)?|"
    r"vorsicht)\s*[:!\]\-–][^\n]{0,60}(?:e-?mail|message|mail|nachricht|sender)[^\n]{0,40}"
    r"(?:originated|from\s+outside|external|outside|came\s+from|extern|außerhalb)[^\n]*|this\s+(?:e-?mail|"
    r"message)\s+(?:originated|came|was\s+sent|is)\s+(?:from\s+)?outside[^\n]*|"
    r"(?:you\s+don['’]t\s+often\s+get\s+email\s+from|sie\s+erhalten\s+nicht\s+(?:oft|häufig)\s+e-?mails?\s+von|"
    r"vous\s+n['’]obtenez\s+pas\s+souvent|no\s+suele\s+recibir\s+correos?|"
    r"some\s+people\s+who\s+received\s+this\s+message\s+don['’]t\s+often)[^\n]*|"
    r"do\s+not\s+click\s+(?:on\s+)?(?:any\s+)?links\s+or\s+open[^\n]*|您通常不会收到来自[^\n]*"
)
"""What gateways and programs put above a letter that comes from outside."""

LEGAL_LINE = (
    r"registered\s+(?:office|in\s+england|address)|company\s+(?:registration|reg\.?)\s+(?:no|number)|"
    r"sitz\s+der\s+gesellschaft|registergericht|amtsgericht\s+\w+|handelsregister|hrb\s?\d|ust-?\s?id|steuernummer|"
    r"vat\s+(?:no|reg|number|id)\b|p\.?\s?iva\b|siret\b|r\.?c\.?s\.?\s\w+|geschäftsführ(?:er|ung|erin)\s*[:：]|"
    r"cif\s*[:：]|nip\s*[:：]|iban\s*[:：]|bic\s*[:：]|инн\s*[:：/]|огрн"
)
"""Lines about the firm that law wants in letters."""

SOCIAL = (
    r"(?:follow|visit|find|like|join)\s+us\b|visit\s+our\s+(?:web\s?site|homepage|booth)|(?:folgen|"
    r"besuchen)\s+sie\s+uns|suivez[- ]nous|retrouvez[- ]nous|síguenos|visite\s+nuestr[ao]|visítenos|"
    r"siga[- ]nos|visite\s+nosso|seguici|visitate|volg\s+ons|bezoek\s+ons|följ\s+oss|følg\s+os|obserwuj\s+nas|"
    r"odwiedź|bizi\s+takip|подписывайтесь|关注我们|扫(?:码|一扫)|欢迎关注"
)
"""Invitations below a name."""

KEPT_LABEL = (
    r"(?:deliver(?:y)?|ship(?:ping|ment)?|send|consign\w*|notify|invoice|billing|liefer\w*|rechnungs\w*|entrega|"
    r"envío|livraison|consegna|factur\w*|destin\w*|доставк\w*|送货|收货|发货|交货|送貨|收貨|お届け|送付)"
    r"[^\n]{0,40}(?:to|address|adresse|anschrift|dirección|endereço|indirizzo|party|ee|адрес|地址|先)?\s*[:：]?|name|"
    r"first\s+name|last\s+name|company(?:\s+name)?|country|message|subject|quantity|product|model|qty|"
    r"nombre|empresa|país|mensaje|firma|nachricht|menge|nom|société|pays|姓名|公司|公司名称|国家|留言|产品|数量|型号"
)
"""Labels of addresses and forms that a writer gives on purpose: no signature."""
