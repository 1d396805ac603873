"""The words by which mail systems all over the world say that a mail did not arrive: tables, no logic. All in lower case."""

from __future__ import annotations


def _told(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split("|") if each.strip())


FAILED_SUBJECTS = _told(
    """undeliver|un-deliver|delivery status|error sending|not sent|could not be sent|couldn't be sent|sending error|
    considered unsolicited|mail problem|message problem|not accepted|too many hops|message expired|expired message|
    transport error|delivery notification|delivery fail|failed delivery|
    delivery has failed|delivery failure|failure notice|failure delivery|delivery error|delivery problem|delivery report|
    delivery attempt|delivery incomplete|delivery final failure|permanent delivery|
    returned mail|mail returned|message returned|returned to sender|return to sender|returned message|returned email|
    returned e-mail|mail delivery|mail failure|mail failed|mail error|mail system error|email delivery|e-mail delivery|
    message delivery fail|message delivery has fail|message delivery status|message status|
    not delivered|wasn't delivered|was not delivered|not be delivered|couldn't be delivered|cannot be delivered|
    can't be delivered|can not be delivered|non-deliver|nondeliver|non deliver|not deliverable|unable to deliver|
    failed to deliver|failure to deliver|problem delivering|error delivering|couldn't deliver|could not deliver|
    delayed mail|mail delayed|message delayed|delivery delayed|delivery delay|could not send message|
    unable to send|error sending|sending failed|send failure|user unknown|unknown user|unknown recipient|
    invalid recipient|recipient unknown|no such user|mailbox full|quota exceeded|over quota|mailbox unavailable|
    host unknown|unknown host|unknown address|address not found|bounced mail|bounced message|bounce notification|
    mail bounce|message bounce|email bounce|mail rejected|message rejected|rejected mail|rejected message|
    rejected:|email rejected|mail refused|message refused|message blocked|mail blocked|blocked by our|
    automatically rejected|ndn:|non-livr|
    退信|退件|退回的邮件|邮件退回|邮件被退回|被退回|投递失败|投递错误|投递状态|投遞失敗|投遞狀態|无法投递|無法投遞|不能投递|
    未送达|未送達|未能送达|无法送达|無法送達|送达失败|无法传递|無法傳遞|传递失败|傳遞失敗|传送失败|傳送失敗|发送失败|發送失敗|
    寄送失敗|寄信失敗|递送失败|遞送失敗|未传递|未傳遞|未投递|無法遞送|无法递送|无法发送|傳送延遲|发信失败|
    配信不能|配信エラー|配信できません|配信に失敗|配信失敗|送信エラー|送信できません|送信失敗|宛先不明|配達不能|未配信|配信不可|
    返送|不達|반송|전송 실패|전송실패|발송 실패|발송실패|배달 실패|배달되지|배달할 수 없|전달되지|전달할 수 없|전달 실패|
    unzustellbar|nicht zustellbar|nicht zugestellt|zustellung fehlgeschlagen|fehlgeschlagene zustellung|
    zustellungsfehler|zustellfehler|fehler bei der zustellung|fehler beim versand|zustellungsstatus|
    übermittlungsstatus|nicht übermittelt|zustellung nicht möglich|mail nicht zugestellt|zurückgewiesen|
    nicht ausgeliefert|rückläufer|zustellung verzögert|
    no se puede entregar|no se ha podido entregar|no se pudo entregar|no entregad|no ha sido entregad|no se entregó|
    correo devuelto|mensaje devuelto|devuelto al remitente|devolución de correo|entrega fallida|fallo en la entrega|
    fallo de entrega|error de entrega|error en la entrega|error al entregar|imposible entregar|entrega de correo|
    notificación de estado de entrega|notificación de entrega|fallo en el envío|error en el envío|no entregable|
    non remis|échec de la remise|échec de remise|échec de la livraison|échec de livraison|échec d'envoi|
    échec de l'envoi|échec de distribution|non distribu|non délivré|non delivré|impossible à remettre|
    impossible de remettre|rapport de non-remise|notification d'état de remise|courrier retourné|message retourné|
    erreur d'acheminement|erreur de distribution|remise impossible|
    não entregue|nao entregue|não entregável|falha na entrega|falha de entrega|falha no envio|falha ao entregar|
    erro na entrega|erro de entrega|erro no envio|mensagem devolvida|e-mail devolvido|email devolvido|
    não foi entregue|não pode ser entregue|não é possível entregar|impossível entregar|notificação de status de entrega|
    mancato recapito|mancata consegna|impossibile recapitare|impossibile consegnare|non recapitabile|non recapitat|
    non consegnat|errore di consegna|errore nella consegna|errore consegna|consegna non riuscita|recapito fallito|
    messaggio respinto|notifica sullo stato del recapito|
    не доставлен|недоставлен|не может быть доставлен|не удалось доставить|ошибка доставки|сбой доставки|
    невозможно доставить|невозможность доставки|доставка невозможна|уведомление о состоянии доставки|
    сообщение не отправлено|возврат почты|возвращен отправителю|не удается доставить|статусе доставки|
    onbestelbaar|niet bezorgd|niet afgeleverd|kan niet worden bezorgd|bezorging mislukt|aflevering mislukt|
    niedostarczon|nie dostarczono|nie można dostarczyć|nie została dostarczona|niedoręczon|zwrot poczty|
    błąd doręczenia|błąd dostarczenia|nedoručiteln|nedoručen|nepodařilo se doručit|nedoručiteľn|
    kézbesíthetetlen|kézbesítés sikertelen|sikertelen kézbesítés|nem kézbesíthető|teslim edilem|teslim edileme|
    iletilemedi|teslimat başarısız|gönderilemedi|går inte att leverera|kunde inte leverera|olevererbar|ej levererat|
    kan ikke leveres|ikke leveret|ikke levert|uleverbar|kunne ikke leveres|ei voi toimittaa|ei voitu toimittaa|
    toimitus epäonnistui|toimittaminen epäonnistui|toimittamaton|δεν είναι δυνατή η παράδοση|αδύνατη η παράδοση|
    μη παραδοτέο|αποτυχία παράδοσης|δεν παραδόθηκε|nelivrat|imposibil de livrat|nu se poate livra|nu a fost livrat|
    livrare eșuată|недоставен|не е доставен|није испоруч|nije isporuč|isporuka nije uspjela|nedostavlj|
    neįteikt|neizdevās piegādāt|ei õnnestunud|edastamata|
    לא ניתן למסירה|לא נמסר|מסירה נכשלה|تعذر التسليم|تعذر تسليم|غير قابل للتسليم|لم يتم تسليم|فشل التسليم|فشل تسليم|
    ไม่สามารถส่ง|ส่งไม่ได้|ไม่สามารถจัดส่ง|không gửi được|không thể gửi|gửi không thành công|không chuyển được|
    không thể chuyển|tidak terkirim|tidak dapat dikirim|gagal terkirim|gagal dikirim|pengiriman gagal|
    no s'ha pogut lliurar|no lliurat"""
)
"""Each says in a subject that a mail did not arrive (or has not arrived yet). A person may use some of them, too."""

DELAYED_SUBJECTS = _told(
    """delayed|(delay)|delay notif|still being retried|warning: could not send|warning: message|verzögert|verzögerung|
    retard|retrasad|retraso|atrasad|atraso|ritardat|ritardo|延迟|延遲|遅延|지연|задерж|отложен|opóźnion|vertraagd|
    gecikti|försenad|forsinket"""
)

RETRIES = _told(
    """will be retried|will keep trying|will continue to try|will continue trying|keep trying|will try again|
    will retry|still trying|still being retried|will be attempted|continue to be attempted|
    no action is required|you do not need to resend|need not resend|do not resend|this is a warning message only|
    this is just a warning|warning only|not been delivered yet|has not yet been delivered|not yet been delivered|
    has been delayed|delivery is delayed|delivery delayed|will make further attempts|
    further delivery attempts|delivery attempts will continue|retrying|
    继续尝试|繼續嘗試|稍后重试|稍後重試|会再次尝试|系统会继续|尚未送达|尚未送達|再試行|再送を試み|다시 시도|
    weiterhin versuch|weitere versuche|erneut versuch|wird es weiter|noch nicht zugestellt|verzögert|
    seguirá intentando|se seguirá|volverá a intentar|reintentar|continuera|réessayer|nouvelle tentative|
    continuará tentando|tentará novamente|tentaremos novamente|riprover|ulteriori tentativi|
    попытки доставки будут|будет предпринята|будут продолжены|повторн"""
)
GIVEN_UP = _told(
    """given up|giving up|gave up|permanent|failed permanently|fatal|will not be retried|no further attempts|
    not be tried again|will not try again|has been returned|is being returned|returned to you|could not be delivered|
    couldn't be delivered|was not delivered|wasn't delivered|retry timeout exceeded|retry time not reached|
    retry timeout|message expired|has expired|timed out|timeout exceeded|too long|undeliverable|
    不再尝试|已放弃|永久|退回|退信|endgültig|dauerhaft|permanente|définitive|definitiv|окончательно|恒久"""
)

OPENINGS = _told(
    """this is the mail system at host|this is the mail delivery agent at|this is the mail delivery system at|
    qmail-send program|this is the postfix program|this is the machine generated|
    i'm afraid i wasn't able to deliver|i am afraid i wasn't able to deliver|wasn't able to deliver|
    was not able to deliver|created automatically by mail delivery software|created automatically by the mail system|
    automatically by mail delivery|automatically generated delivery status notification|
    could not be delivered|couldn't be delivered|could not deliver|couldn't deliver|cannot be delivered|
    can't be delivered|can not be delivered|could not be sent to|could not be relayed|
    did not reach some or all|did not reach the following|did not reach these|did not reach all|
    had permanent fatal errors|had permanent delivery errors|had transient non-fatal errors|had delivery problems|
    had delivery errors|had permanent|delivery to the following|delivery to these|delivery has failed|
    delivery failed|delivery failure|delivery of the mail|delivery attempts|
    wasn't delivered|was not delivered|has not been delivered|have not been delivered|not been delivered|
    were not delivered|not delivered to|unable to deliver|undeliverable|undelivered|
    failed to deliver|failed to be delivered|failed delivery|failed recipient|the following recipient|
    the following address|following user|error occurred while|an error was detected|
    problem delivering|problems delivering|trouble delivering|having trouble deliver|error delivering|
    unable to send|returned to you|being returned|return to sender|returned to sender|
    message has been rejected|message was rejected|has been rejected|was rejected by|been blocked|was blocked|
    mail rejected|permanent error|permanent failure|bounced|
    a message that you sent|a message you sent|message you sent|mail you sent|email you sent|
    message from you|message that you have sent|the message with subject|
    system couldn't|transcript of session|session transcript|reason for failure|reason for non-delivery|
    non-delivery|nondelivery|mailbox is full|mailbox full|quota|no longer valid|no longer active|
    退信|退回|无法投递|無法投遞|无法送达|無法送達|未能送达|未送达|未送達|投递失败|投遞失敗|不能投递|无法发送|未能投递|
    无法传递|無法傳遞|没有发送成功|发送失败|傳送失敗|无法到达|不成功|被拒|拒收|
    配信できません|配信できなかった|送信できません|送信できなかった|お届けできません|お届けできなかった|届きませんでした|
    送信されませんでした|配信されませんでした|宛先不明|エラー|반송|전송되지|전달되지|배달되지|보내지 못|전송하지 못|전달하지 못|
    nicht zugestellt|nicht zustellbar|unzustellbar|konnte nicht|zustellung|nicht übermittelt|
    no se pudo|no se ha podido|no ha podido|no ha sido posible|no se puede|no pudo ser|no fue entregad|
    n'a pas pu|n'ont pas pu|n'a pu être|impossible de|échec de|pas été remis|pas été distribué|pas été délivré|
    não pôde ser|nao pode ser|não foi possível|não foi entregue|falha na entrega|não pode ser entregue|
    non è stato possibile|non può essere|impossibile|non è stato recapitato|non è stato consegnato|non recapitat|
    не доставлено|не было доставлено|не может быть доставлен|не удалось|невозможно доставить|
    niet worden bezorgd|niet bezorgd|niet afgeleverd|nie można|nie została|nelze doručit|nepodařilo|
    teslim edilem|iletilemedi|nem lehet|nem sikerült|kunde inte|gick inte|kunne ikke|ei voitu|δεν ήταν δυνατ|
    تعذر|لم يتم|לא ניתן|ไม่สามารถ|không thể|không gửi được|tidak dapat"""
)
"""What stands in the notice itself. Each alone proves nothing: it counts only with a machine for its sender."""

STRONG_OPENINGS = _told(
    """this is the mail system at host|qmail-send program|this is the postfix program|
    created automatically by mail delivery software|automatically generated delivery status notification|
    i'm afraid i wasn't able to deliver|i wasn't able to deliver your message|
    did not reach some or all of the intended recipients|did not reach the following recipient|
    had permanent fatal errors|had transient non-fatal errors|had permanent delivery errors|
    delivery to the following recipient failed|delivery to the following recipients failed|
    delivery to the following recipient has been delayed|delivery has failed to these recipients|
    could not be delivered to one or more|could not be delivered to all|
    could not be delivered to the following|couldn't be delivered to the following|
    unable to deliver your message|could not deliver your message|couldn't deliver your message|
    your message could not be delivered|your message couldn't be delivered|your message was not delivered|
    your message wasn't delivered|your mail could not be delivered|your email could not be delivered|
    your e-mail could not be delivered|message could not be delivered|was not delivered to|
    following recipient could not be reached|recipient(s) could not be reached|recipients could not be reached|
    transcript of session follows|session transcript follows|this is a permanent error|
    these recipients of your message have been processed by the mail server|
    this report relates to a message you sent|not listed in domino directory|not listed in public name|
    收件人邮箱不存在|您发送的邮件被退回|您的邮件被退回|邮件无法投递|邮件被退回|抱歉，您的邮件|很抱歉您的邮件|
    無法傳遞給下列收件者|无法传递给以下收件人|传递给以下收件人失败|
    次のあて先へのメッセージ|以下の宛先|メールを配信できません|
    die folgende adresse|an folgende empfänger|konnte nicht zugestellt werden|konnte nicht an|
    no se pudo entregar|no se ha podido entregar|n'a pas pu être remis|n'a pas pu être délivré|
    não pôde ser entregue|não foi possível entregar|non è stato possibile recapitare|
    не удалось доставить|не может быть доставлено|не было доставлено"""
)
"""Sentences that only mail systems write, and people who quote them."""

DAEMON_NAMES = _told(
    """mail delivery|delivery subsystem|delivery system|delivery agent|mailer-daemon|mailer daemon|mail daemon|
    mailerdaemon|postmaster|post master|mail administrator|mail system|mail server|mailserver|email system|e-mail system|
    message delivery|delivery status|delivery notification|delivery failure|mail router|internet mail|smtp gateway|
    mail gateway|smtp server|system administrator|systemadministrator|system attendant|microsoft outlook|
    returned mail|bounce|non-delivery|undeliver|mailsystem|administrador del sistema|administrador de sistema|
    administrateur système|administrateur|amministratore di sistema|administrador do sistema|systeembeheerder|
    администратор|почтовая система|почтовая служба|система доставки|служба доставки|
    系统管理员|系統管理員|邮件系统|郵件系統|邮件投递|郵件投遞|邮件管理员|郵件管理員|退信|邮局|邮件服务器|系统退信|系统邮件|
    メール配信|配信システム|システム管理者|メールシステム|메일 시스템|메일시스템|메일러 데몬|반송|시스템 관리자|
    mail-zustell|systemadmin|zustellsystem|sistema de correo|sistema de entrega|sistema de email|
    système de messagerie|service de messagerie|sistema di posta"""
)
DAEMON_LOCALS = _told(
    """mailer-daemon|mailer_daemon|mailerdaemon|maildaemon|mail-daemon|mail.daemon|mail_daemon|postmaster|post_master|
    post-master|postmast|mdaemon|bounce|bounces|bounced|bouncer|mailerror|mail-error|mailbounce|mailsystem|mail-system|
    mail.system|mailadmin|mail-admin|mailmaster|mailer|nobody|root|smtp|smtpd|mta|autoreply-bounce|undeliverable|
    undelivered|non-delivery|nondelivery|dsn|ndr|delivery|mail-delivery|maildelivery|mail|qmail|exim|daemon|
    symantec_antivirus_for_smtp_gateways|microsoftexchange329e71ec88ae4615bbc36ab6ce41109e|returned|mailgate|gateway|
    admin|administrator|sysadmin|systemadministrator|system|imss|complaints|mmsgateway|abuse|staff|antispam|spam-filter|
    mailmarshal|securitygateway|emailsecurity|avgateway|mailwall|mailscanner|fbl|feedbackloop"""
)
"""Local parts under which mail systems write. Some are people's as well: they count with a second sign only."""
