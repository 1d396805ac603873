"""The words of programs that answer by themselves: titles of absence notes, read receipts and acknowledgements. Lower case."""

from __future__ import annotations


def _told(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split("|") if each.strip())


AWAY_TITLES = _told(
    """out of office|out-of-office|is out of the office|is out of office|
    out of the office|automatic reply|automated reply|automatic response|
    automated response|autoreply|auto-reply|auto reply|autoresponder|auto-responder|autoresponse|auto-response|
    auto response|auto answer|autoanswer|auto:|(autoreply)|[auto-reply]|away from my mail|away from the office|
    away from office|on vacation|on holiday|on annual leave|on leave|on maternity|on parental leave|on business trip|
    vacation message|vacation reply|vacation response|vacation notice|holiday notice|absence notice|ooo:|[ooo]|
    i am away|i'm away|i am out|
    自动回复|自動回覆|自动答复|自動答覆|自动回信|自動回信|自动应答|自動應答|休假中|外出自动|不在办公室|不在辦公室|出差中|
    外出通知|休假通知|外出中|度假中|
    自動返信|自動応答|不在通知|不在のお知らせ|不在の連絡|外出のお知らせ|休暇のお知らせ|
    자동 응답|자동응답|자동 회신|자동회신|부재중|
    부재 중|자동답장|자동 답장|
    respuesta automática|respuesta automatica|contestación automática|contestacion automatica|fuera de la oficina|
    fuera de oficina|mensaje automático|ausente de la oficina|estoy de vacaciones|ausencia temporal|
    automatische antwort|automatische rückmeldung|automatische nachricht|automatische eingangsbestätigung|
    abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsmeldung|abwesenheitsbenachrichtigung|abwesenheitsagent|
    automatische abwesenheit|abwesenheit:|abwesend|außer haus|nicht im büro|urlaubsabwesenheit|urlaubsnotiz|
    réponse automatique|reponse automatique|réponse auto|message automatique|absence du bureau|absent du bureau|
    absente du bureau|message d'absence|absence temporaire|notification d'absence|avis d'absence|répondeur automatique|
    resposta automática|resposta automatica|ausência temporária|fora do escritório|fora do escritorio|
    ausência do escritório|mensagem automática|aviso de ausência|estou de férias|ausente do escritório|
    risposta automatica|risposta automatico|fuori sede|fuori ufficio|messaggio automatico|assenza dall'ufficio|
    assente dall'ufficio|risponditore automatico|in ferie|
    автоответ|автоматический ответ|автоматическое уведомление|вне офиса|нет на месте|нет в офисе|отсутствие на рабочем|
    автоматична відповідь|автовідповідь|поза офісом|automatisch antwoord|automatische reactie|automatisch bericht|
    afwezigheidsbericht|afwezigheidsassistent|niet aanwezig:|buiten kantoor|afwezig:|
    automatyczna odpowiedź|odpowiedź automatyczna|autoodpowiedź|poza biurem|nieobecność w biurze|
    automatická odpověď|mimo kancelář|nepřítomnost|automatická odpoveď|mimo kancelárie|automatikus válasz|
    irodán kívül|távollét|răspuns automat|raspuns automat|otomatik yanıt|otomatik cevap|otomatik yanit|ofis dışında|
    ofiste değil|autosvar|automatiskt svar|automatisk svar|frånvaro|frånvarande|fraværende|fravær|ikke til stede|
    ude af kontoret|automaattinen vastaus|poissa toimistosta|poissaolo|αυτόματη απάντηση|εκτός γραφείου|
    автоматичен отговор|automatski odgovor|samodejni odgovor|automatinis atsakymas|automātiska atbilde|
    automaatvastus|מענה אוטומטי|תשובה אוטומטית|מחוץ למשרד|رد تلقائي|الرد التلقائي|رد آلي|خارج المكتب|
    ตอบกลับอัตโนมัติ|การตอบกลับอัตโนมัติ|ไม่อยู่ที่สำนักงาน|trả lời tự động|thư trả lời tự động|vắng mặt|
    balasan otomatis|di luar kantor|balas automatik|resposta automàtica"""
)
"""Found anywhere in a subject. What people write, too ("on leave"), counts only at its beginning: see LOOSE_TITLES."""

LOOSE_TITLES = frozenset(
    _told(
        """on vacation|on holiday|on annual leave|on leave|on maternity|on parental leave|on business trip|i am away|
        i'm away|i am out|out of the office|away from the office|away from office|in ferie|auto answer|auto:|
        vacation notice|holiday notice|absence notice|度假中|出差中|外出中|休假中|休假通知|不在办公室|不在辦公室|
        fravær|frånvaro|távollét|nepřítomnost|поза офісом|вне офиса|нет на месте|нет в офисе|estoy de vacaciones|
        estou de férias|abwesend|außer haus|nicht im büro|message automatique|mensaje automático|mensagem automática|
        messaggio automatico|automatische nachricht|automatisch bericht|автоматическое уведомление|vắng mặt|ooo:"""
    )
)

READ_TITLES = _told(
    """read:|read receipt|return receipt (displayed)|return receipt|receipt:|not read:|deleted:|opened:|
    message read|disposition notification|delivered:|delivery receipt|relayed:|delivered to:|successful mail delivery|
    delivery status notification (success)|delivery status notification (relay)|
    delivery status notification (expand)|recall:|message recall|
    已读:|已讀:|已讀取:|已读回执|读取回执|讀取回條|讀取收條|回执:|已阅读|未读:|已送达:|已送達:|已传递:|已傳遞:|
    开封確認|開封済み:|開封済:|開封確認|既読:|읽음:|읽음 확인|수신 확인|배달됨:|
    gelesen:|gelesen -|lesebestätigung|empfangsbestätigung|ungelesen gelöscht|nicht gelesen:|zugestellt:|übermittelt:|
    lu :|lu:|lu\u202f:|accusé de lecture|accusé de réception|non lu :|non lu:|remis :|remis:|confirmation de lecture|
    leído:|leido:|confirmación de lectura|acuse de recibo|no leído:|entregado:|retransmitido:|
    lido:|lida:|confirmação de leitura|recibo de leitura|não lida:|entregue:|letto:|letta:|conferma di lettura|
    ricevuta di ritorno|non letto:|recapitato:|consegna:|accettazione:|прочитано:|прочтено:|уведомление о прочтении|
    не прочитано:|доставлено:|gelezen:|leesbevestiging|niet gelezen:|afgeleverd:|przeczytano:|
    potwierdzenie przeczytania|dostarczono:|přečteno:|prečítané:|olvasva:|elolvasva:|citit:|okundu:|okundu bilgisi|
    läst:|læst:|lest:|luettu:|διαβάστηκε:|αναγνώστηκε:|נקרא:|مقروءة:|تمت القراءة:|اقرأ:|đã đọc:|อ่านแล้ว:|dibaca:"""
)
"""At the beginning of a subject: what mail programs put before it when they say that a letter was shown or delivered."""

ACKNOWLEDGED_TITLES = _told(
    """ticket received|ticket created|ticket opened|request received|case created|case received|new ticket|
    we have received your|we've received your|we received your|your request has been received|your ticket has been|
    your message has been received|your email has been received|has been received|thank you for contacting|
    thanks for contacting|thank you for your email|thank you for your e-mail|thank you for your message|
    thanks for your email|thank you for your enquiry|thank you for your inquiry|acknowledgement of receipt|
    acknowledgment of receipt|confirmation of receipt|support request|autoack|
    eingangsbestätigung|ihre anfrage ist eingegangen|ihre anfrage|wir haben ihre|vielen dank für ihre nachricht|
    hemos recibido su|solicitud recibida|recibimos su|nous avons bien reçu|votre demande|bien reçu|
    recebemos seu|recebemos sua|abbiamo ricevuto|richiesta ricevuta|ваша заявка|ваше обращение|мы получили ваше|
    您的邮件已收到|已收到您的|我们已收到|工单|受付完了|お問い合わせを受け付け|お問い合わせありがとう|문의가 접수"""
)
"""A person may use them as well: they count only with a ticket's number, a robot's address or words of a robot."""

ROBOT_WORDS = _told(
    """this is an automated|this is an automatic|this is an auto|this email was automatically|automatically generated|
    automated message|automated response|automated reply|automatic response|automatic acknowledg|auto-generated|
    autogenerated|auto-reply|autoreply|do not reply to this|please do not reply|do not respond to this|
    this mailbox is not monitored|mailbox is unattended|unattended mailbox|no longer monitored|
    此邮件由系统自动|系统自动发送|系统自动回复|自动发送，请勿|请勿直接回复|请勿回复|这是一封自动|本邮件为自动|此為系統自動|請勿直接回覆|
    请不要直接回复|这是自动回复|automatisch generiert|automatisch erstellt|automatische antwort|automatische nachricht|
    bitte antworten sie nicht|nicht auf diese e-mail|mensaje automático|generado automáticamente|respuesta automática|
    no responda a este|por favor no responda|message automatique|généré automatiquement|réponse automatique|
    ne pas répondre|ne répondez pas|mensagem automática|gerada automaticamente|resposta automática|não responda|
    messaggio automatico|generato automaticamente|risposta automatica|non rispondere|
    автоматическ|сформировано автоматически|не отвечайте на|просьба не отвечать|自動送信|自動配信|自動返信|
    このメールに返信|発信専用|送信専用|자동으로 발송|발신 전용|발신전용|자동 발송|otomatik olarak|wiadomość została wygenerowana|
    automatisch verstuurd|automatisch gegenereerd"""
)

CHALLENGES = _told(
    """confirm that you are human|confirm you are human|prove you are human|prove that you are human|
    confirm that you are not a spammer|you are not a robot|sender verification|verify your message|
    confirm your message|confirm your email to me|requires confirmation|requires verification|
    is being held until|message is being held|has been quarantined until|awaiting your confirmation|
    approved senders|approved sender list|white list|whitelist|spam arrest|spamarrest|boxbe|challenge-response|
    challenge/response|active spam killer|tmda|ask: confirmation|to have your message delivered|
    complete this verification|one-time confirmation|确认您不是垃圾|白名单|请点击以下链接确认您的邮件"""
)
