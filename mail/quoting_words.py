"""The words with which mail programs of the last 25 years introduce an older letter, in the languages that the trade meets."""

from __future__ import annotations

SAID = (
    # whole words in scripts that part words by blanks
    r"(?<![^\W\d_])(?:wrote|writes|said|says|schrieb(?:en|st)?|schreibt|a [ée]crit|[ée]crit|[ée]crivait|"
    r"escribi[oó]|escrib[ií]a|"
    r"ha escrito|escreveu|ha scritto|scrisse|scrive|schreef|schrijft|heeft geschreven|het volgende geschreven|"
    r"skrev|skriver|kirjoitti|"
    r"napisał\(?a?\)?|"
    r"napisał[ao]?|pisze|napsala?\(?a?\)?|napísala?\(?a?\)?|píše|ezt írta|írta|a scris|scris|va escriure|"
    r"napisa[ol]a?|je napisa[ol]|"
    r"rašė|rakstīja|kirjutas|έγραψε|γράφει|כתבה?|כתב/ה|пишет|написала?\(?а?\)?|написал|писал[аи]?|пише|написав|"
    r"написа|je написао|"
    r"yazdı|yazmış|şunu yazdı|كتب(?:ت)?|كتابة ما يلي بواسطة|نوشت|đã viết|viết|menulis|lähetti)(?![^\W\d_])"
    # pieces of words in the others
    r"|写道|寫道|写到|寫到|提到|来信说|書きました|書かれました|のメール|님이 작성|작성|이\(가\) 쓴 글|쓴 글|"
    r"เขียนว่า|เขียน"
)
"""Verbs of attributions: "On 3 March 2026 Eva wrote:"."""

OPENS = (
    r"On|At|Am|Den|Le|El|Em|Il(?: giorno)?|Op|Dne|Dnia|W dniu|Pe|La|În data|Στις|На|В|Vào|Vào lúc|Pada|"
    r"Pada tanggal|Tanggal|Ngày|"
    r"ใน|ในวันที่|เมื่อ|في|בתאריך|ב-|در تاریخ|El dia|El día|Kuupäev|V|Dana|U|Dato|Le jour|Am Tag|Date|"
    r"Excerpts from|In article|"
    r"In message|In (?:a|his|her|the) message|In data|Con fecha|Fecha|Pe data|Ti|Ke|Vào ngày"
)
"""First words of attributions that begin with a date."""

OPENS_BARE = r"在|于|於|=+|-+|\*|‐+|Quoting|Zitat von|Zitiere|Citando a?|Citazione|Quoting message from|Cytowanie|Citát"
"""First signs of attributions that need no blank behind them."""

QUOTING = (
    r"quoting|zitat von|zitiere|citando a|citando|citazione|cytowanie|selon|en réponse à|excerpts from|replying to|"
    r"in (?:reply|response|answer) to"
)

WEEKDAY = (
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mo|di|"
    r"mi|do|fr|sa|so|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|"
    r"jeudi|vendredi|"
    r"samedi|dimanche|mié|jue|vie|sáb|dom|lunes|martes|miércoles|jueves|viernes|sábado|domingo|seg|ter|qua|qui|sex|"
    r"segunda|terça|"
    r"quarta|quinta|sexta|gio|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|ma|wo|vr|za|zo|maandag|"
    r"dinsdag|woensdag|"
    r"donderdag|vrijdag|zaterdag|zondag|mån|tis|ons|tors|fre|lör|sön|man|tirs|tir|lør|søn|ke|to|pe|la|su|ti|pon|wt|"
    r"śr|czw|pt|sob|"
    r"nie|ndz|po|út|st|čt|pá|ne|ut|št|pi|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|"
    r"воскресенье|"
    r"paz|pzt|sal|çar|per|cum|cmt|lu|mie|joi|vi|sâ|du|pirmd|otrd|trešd|uto|sri|čet|pet|ned|tor|torek|sreda"
)

ORIGINAL = (
    r"original(?:\s+(?:message|e-?mail|mail|appointment|text|nachricht|meddelande))?|reply\s+message|"
    r"replied\s+message|"
    r"reply\s+from|(?:the\s+)?previous\s+message|message\s+history|in\s+reply\s+to|quoted\s+(?:text|message)|"
    r"mensaje\s+(?:original|anterior|inicial)|correo\s+original|mensagem\s+(?:original|anterior)|"
    r"e-?mail\s+original|"
    r"messaggio\s+originale?|messaggio\s+originario|"
    r"message\s+(?:d\s?['’´]\s?origine|initial|original|orig)|mail\s+original|e-?mail\s+d['’]origine|"
    r"courriel\s+original|"
    r"urspr(?:ü|ue|u)ngliche\s+(?:nachricht|mitteilung|e-?mail|mail)|original-?(?:nachricht|mail|e-?mail|"
    r"mitteilung)|"
    r"oorspronkelijke?\s+(?:bericht|e-?mail|mail)|ursprungligt\s+(?:meddelande|mail)|originalmeddelande|"
    r"oprindelig\s+(?:meddelelse|besked|mail)|original\s+meddelelse|opprinnelig\s+(?:melding|e-?post)|"
    r"alkuperäinen\s+(?:viesti|sähköposti)|(?:oryginalna|pierwotna)\s+wiadomo(?:ść|śc|sc)|wiadomo(?:ść|"
    r"sc)\s+(?:oryginalna|pierwotna)|"
    r"p(?:ů|u)vodn(?:í|i|á|a)\s+(?:zpr(?:á|a)va|spr(?:á|a)va|e-?mail)|eredeti\s+(?:üzenet|e-?mail|lev[ée]l)|"
    r"mesaj(?:ul)?\s+original|"
    r"αρχικό\s+μήνυμα|πρωτότυπο\s+μήνυμα|исходное\s+(?:сообщение|письмо)|первоначальное\s+(?:сообщение|письмо)|"
    r"оригинальное\s+(?:сообщение|письмо)|вихідне\s+повідомлення|початкове\s+повідомлення|оригинално\s+съобщение|"
    r"(?:orijinal|özgün|asıl)\s+(?:mesaj|ileti|e-?posta)|izvorna\s+poruka|izvirno\s+sporočilo|"
    r"הודעה\s+מקורית|ההודעה\s+המקורית|الرسالة\s+الأصلية|رسالة\s+أصلية|"
    r"(?:thư|tin\s+nhắn|tin|email)\s+gốc|pesan\s+asli|(?:ข้อความ|อีเมล)(?:ต้นฉบับ|เดิม)|"
    r"元のメッセージ|元のメール|オリジナル\s*メッセージ|원본\s*(?:메시지|메세지|메일|이메일|편지)|"
    r"原始(?:邮件(?:信息|内容)?|郵件|信息|消息|訊息|信件|來信)|原(?:邮件|郵件|信件|信)(?:信息|内容)?|"
    r"邮件原[件文]|来信原文|"
    r"(?:回复|答复|回覆)(?:的)?(?:原)?(?:邮件|郵件|信件)(?:信息)?|历史邮件|往来邮件|您的来信"
)
"""What stands between dashes above the letter that is answered."""

FORWARDED = (
    r"forwarded\s+(?:message|by|e-?mail|mail|letter)|fwd(?:ed)?\s+message|begin\s+forwarded\s+message|"
    r"forward(?:ed)?\s+header|"
    r"weitergeleitete\s+(?:nachricht|mail|e-?mail)|weitergeleitet\s+von|"
    r"anfang\s+der\s+weitergeleiteten\s+nachricht|"
    r"(?:début\s+du\s+)?message\s+(?:transf[ée]r[ée]|réexpédié)|transf[ée]r[ée]\s+par|courriel\s+transféré|"
    r"(?:inicio\s+del\s+)?mensaje\s+reenviado|reenviado\s+por|(?:início\s+da\s+)?mensagem\s+(?:encaminhada|"
    r"reencaminhada|reenviada)|"
    r"encaminhado\s+por|(?:inizio\s+)?messaggio\s+inoltrato|inoltrato\s+da|(?:start\s+|"
    r"begin\s+)?doorgestuurd\s+(?:bericht|door)|"
    r"doorgezonden\s+bericht|vidarebefordrat\s+(?:meddelande|brev)|videresendt\s+(?:meddelelse|besked|melding|"
    r"e-?post|af)|"
    r"(?:edelleen)?välitetty\s+viesti(?:\s+alkaa)?|przekazana\s+wiadomość|przesłana\s+(?:dalej\s+)?wiadomość|"
    r"treść\s+przekazanej\s+wiadomości|"
    r"(?:początek\s+)?przekazywanej\s+wiadomości|wiadomość\s+przekazana|p[rř]epos(?:laná|ílaná)\s+zpráva|"
    r"přeposlaný\s+e-?mail|preposlaná\s+správa|"
    r"továbbított\s+(?:üzenet|levél)|mesaj\s+(?:redirecționat|redirectionat|transmis)|προωθημένο\s+μήνυμα|"
    r"пересылаемое\s+(?:сообщение|письмо)|пересланное\s+(?:сообщение|письмо)|перенаправленное\s+(?:сообщение|"
    r"письмо)|"
    r"(?:начало\s+)?переадресованно(?:го|е)\s+(?:сообщени[яе]|письм[ао])|переслане\s+повідомлення|"
    r"(?:iletilen|iletilmiş|yönlendirilen|yönlendirilmiş)\s+(?:mesaj|ileti|e-?posta)(?:\s+başlangıcı)?|"
    r"הודעה\s+שהועברה|"
    r"(?:بداية\s+)?(?:الرسالة|رسالة)\s+(?:المعاد\s+توجيهها|معاد\s+توجيهها|المحولة|محولة)|(?:bắt\s+đầu\s+)?(?:thư|"
    r"tin\s+nhắn)\s+(?:đã\s+)?(?:được\s+)?chuyển\s+tiếp|"
    r"pesan\s+(?:terusan|yang\s+diteruskan)|ข้อความที่ส่งต่อ|転送(?:された)?\s*(?:メッセージ|メール)|(?:전달된|"
    r"전달)\s*(?:메시지|"
    r"메일)(?:\s*시작)?|"
    r"(?:被)?(?:转发|轉發|轉寄)的?(?:原)?(?:邮件|郵件|信件|消息|訊息)(?:的?信息)?|(?:以下|下面)是(?:被)?(?:转发|"
    r"轉寄)的?(?:邮件|郵件)|"
    r"(?:开始|開始)(?:转发|轉寄)的?(?:邮件|郵件)|(?:开始|開始)(?:转发|轉寄)(?:邮件|郵件)"
)
"""What stands above a letter that is passed on."""

FORWARD_SIGN = (
    r"f(?:or)?wa?r?d|reenviad|encaminhad|inoltrat|transf[ée]r|réexpédi|weitergeleitet|doorgest|doorgez|vidarebef|"
    r"videresendt|"
    r"välitetty|przek|przesł|p[rř]epos|redirec|προωθημ|пересыла|пересл|перенапр|переадр|ileti?l|yönlendir|שהועברה|"
    r"توجيه|محول|"
    r"chuyển\s+tiếp|terus|ส่งต่อ|转发|轉|转寄|転送|전달"
)

ABOVE_THIS_LINE = (
    r"(?:reply|repl(?:ies|ying)|respon[ds]e?|answer|write|type|comments?|text|message|"
    r"post)\b.{0,50}\babove\s+th(?:is|e|ese)\s+(?:line|delimiter|marker|dashed line|text|message)|"
    r"(?:do\s+not|don['’]t)\s+(?:write|reply|edit|type|enter|remove|change|modify|delete|answer).{0,30}\b(?:below|"
    r"under|after|past)\b.{0,20}\b(?:line|this)|"
    r"(?:do\s+not|don['’]t)\s+(?:write|reply|edit)\s+below|(?:oberhalb|über)\s+diese[rn]?\s+(?:zeile|"
    r"linie).{0,40}(?:antwort|schreib)|"
    r"antwort.{0,60}(?:oberhalb|über)\s+diese[rn]?\s+(?:zeile|linie)|(?:répon|écri|"
    r"saisi).{0,50}au[- ]dessus\s+de\s+cette\s+ligne|"
    r"(?:respond|respuesta|escrib|contest).{0,60}(?:encima|arriba)\s+de\s+esta\s+l[ií]nea|"
    r"(?:respond|respost|escrev|digit).{0,60}acima\s+desta\s+linha|(?:rispond|risposta|"
    r"scriv).{0,60}sopra\s+(?:a\s+)?questa\s+(?:riga|linea)|"
    r"(?:antwoord|reageer|typ).{0,60}boven\s+deze\s+(?:regel|lijn)|(?:svar|skriv).{0,50}(?:ovenfor|over|"
    r"ovanför)\s+denn[ea]\s+(?:linje|rad)|"
    r"(?:ответ|пишите|введите).{0,60}выше\s+этой\s+(?:линии|строки|черты)|(?:odpow|pisz).{0,60}(?:powyżej|"
    r"nad)\s+t(?:ej|ą)\s+lini|"
    r"(?:在|请在)?此(?:行|线)(?:之)?(?:上方|以上|上面).{0,12}(?:回复|回覆|答复|输入)|(?:回复|回覆|"
    r"答复).{0,12}(?:此|这|這)(?:行|线|條線|"
    r"条线)(?:之)?(?:上方|以上|上面)|"
    r"この行(?:より|の)上に.{0,12}(?:返信|入力|ご記入)|이\s*줄\s*위에.{0,16}(?:답장|회신|입력)"
)
"""Helpdesks put such a line above what they sent; all below it is theirs."""

END_MARK = (
    r"(?:end(?:\s+of)?|ende\s+der|fin\s+del?|fin\s+du|fine|конец)\s+(?:the\s+)?(?:original|forwarded|quoted|"
    r"weitergeleiteten?|ursprünglichen|mensaje|message|messaggio|исходного|пересылаемого)\b.{0,40}"
)

FIELDS = {
    "from": (
        "from|de|von|da|van|fra|från|expéditeur|absender|remitente|remetente|mittente|afzender|lähettäjä|od|"
        "nadawca|odesílatel|"
        "feladó|de la|expeditor|από|αποστολέας|מאת|от|отправитель|від|відправник|kimden|gönderen|من|المرسل|từ|"
        "người gửi|dari|pengirim|"
        "จาก|ผู้ส่ง|差出人|送信者|送信元|from name|보낸사람|보낸이|보낸 사람|발신자|발신|发件人|寄件人|寄件者|"
        "發件人|发信人|发送人|發送人|发送者|"
        "发送方|šalje|pošiljatelj|saatja|nuo|no|از"
    ),
    "date": (
        "sent|date|date sent|sent on|sent at|received|enviado|enviado el|enviada em|enviado em|enviada|enviado a|"
        "fecha|data|data de envio|"
        "fecha de envío|gesendet|gesendet am|datum|gesendet um|envoyé|envoyé le|envoyé à|date d'envoi|inviato|"
        "inviato il|data invio|"
        "отправлено|отправлен|дата|дата отправки|дата и время|verzonden|verzonden op|verzonden om|verstuurd|"
        "skickat|skickat den|sendt|dato|lähetetty|"
        "päivämäärä|päiväys|pvm|wysłano|wysłane|data wysłania|odesláno|odoslané|odoslaný|dátum|küldve|elküldve|"
        "küldés ideje|küldés dátuma|"
        "trimis|trimis la|στάλθηκε|ημερομηνία|εστάλη|נשלח|תאריך|נשלח בתאריך|надіслано|gönderme tarihi|gönderilme|"
        "gönderildi|"
        "gönderim tarihi|tarih|تاريخ الإرسال|تم الإرسال|التاريخ|أرسلت|đã gửi|gửi|gửi lúc|ngày|vào lúc|dikirim|"
        "terkirim|tanggal|dikirim pada|ส่ง|ส่งเมื่อ|"
        "วันที่|送信日時|送信|日時|日付|送信日|보낸날짜|보낸 날짜|보낸시간|날짜|일시|발송일|발신일|发送时间|"
        "发送日期|发信时间|发件日期|发送于|日期|時間|时间|"
        "寄件日期|傳送日期|發送時間|發送日期|发件时间|傳送時間|寄件時間|傳送|已傳送|已发送|poslano|изпратено|"
        "išsiųsta|تاریخ|prejeté|doručeno|время"
    ),
    "to": (
        "to|para|an|à|a|кому|получатель|aan|til|till|destinataire|empfänger|destinatario|destinatário|"
        "vastaanottaja|do|adresat|komu|pro|"
        "címzett|către|προς|παραλήπτης|אל|kime|alıcı|إلى|الى|المستلم|đến|tới|người nhận|kepada|untuk|ถึง|ผู้รับ|宛先|"
        "送信先|받는사람|받는이|받는 사람|"
        "수신자|수신|收件人|收信人|收件者|收件方|接收人|prima|za|per a|кому|до|به|kam|kellele"
    ),
    "cc": (
        "cc|c c|抄送|副本|抄送人|副本抄送|копия|копія|copia|copie|cópia|kopie|kopia|kopi|kopio|dw|másolat|"
        "másolatot kap|κοιν|"
        "κοινοποίηση|"
        "עותק|bilgi|نسخة|نسخة إلى|đồng kính gửi|đồng gửi|salinan|tembusan|สำเนา|sao chép|참조|bcc|密送|密件副本|"
        "kk|cci|cco"
    ),
    "subject": (
        "subject|asunto|assunto|betreff|objet|oggetto|тема|onderwerp|emne|ämne|aihe|temat|předmět|predmet|tárgy|"
        "subiect|θέμα|נושא|"
        "тема листа|konu|الموضوع|موضوع|chủ đề|tiêu đề|perihal|subjek|hal|judul|เรื่อง|หัวเรื่อง|件名|제목|主题|"
        "主題|主旨|标题|"
        "標題|"
        "относно|zadeva|assumpte|sujet|thema|re"
    ),
    "other": (
        "reply-to|reply to|antwort an|bitte antworten an|répondre à|responder a|rispondi a|importance|wichtigkeit|"
        "priorität|priority|"
        "importancia|importance|prioridad|priorité|attachments?|anlagen|anhänge|pièces jointes|adjuntos|"
        "archivos adjuntos|datos adjuntos|anexos|allegati|вложения|附件|添付ファイル|"
        "첨부|重要性|优先级|优先级别|message-id|organization|organisation|sensitivity|categories|when|where|"
        "gesendet von|"
        "sent by|please respond to|x-mailer|mailed-by|resent-from|"
        "newsgroups|list-unsubscribe|mailing list|return-path|user-agent|收件人地址|回复|回复地址|signed by"
    ),
}
"""Labels of the head that programs write above a quoted or forwarded letter."""

SURE_FIELDS = (
    "sent|gesendet|envoyé|inviato|отправлено|verzonden|skickat|sendt|lähetetty|wysłano|odesláno|odoslané|küldve|"
    "trimis|στάλθηκε|נשלח|"
    "надіслано|gönderme tarihi|gönderilme|تم الإرسال|đã gửi|dikirim|送信日時|差出人|보낸 사람|보낸사람|보낸 날짜|"
    "发件人|發件人|寄件人|寄件者|发送时间|"
    "發送時間|"
    "寄件日期|傳送日期|发信人|发件时间|enviado|enviado el|enviada em|enviado em|gesendet am|envoyé le|feladó|"
    "lähettäjä|kimden"
)
"""Labels that stand in no order and no shipping instruction."""
