"""The labels by which web forms and platforms name a person's facts, in the languages of the trade: a table, no logic.

Lower case, without "your", "customer's", stars, brackets and numbers: mail.labelled takes these off before it looks.
"""

LABELS = {
    "name": (
        "name|full name|fullname|contact name|contact person|contact|person|buyer|buyer name|buyer info|"
        "buyer information|from|from name|sender|sender name|sent by|submitted by|posted by|customer|"
        "customer name|client|client name|visitor|visitor name|user|username|attn|first and last name|"
        "first name last name|name and surname|names|who|member|requester|requester name|attendee|lead name|"
        "nombre|nombre completo|nombre y apellidos|nombre y apellido|nombres|persona de contacto|contacto|"
        "remitente|solicitante|nom|nom complet|nom et prénom|nom prénom|prénom et nom|nom et prenom|"
        "personne de contact|expéditeur|vor- und nachname|vor und nachname|vorname nachname|vorname, nachname|"
        "ansprechpartner|ansprechpartnerin|kontaktperson|absender|nome|nome completo|nome e cognome|"
        "nome cognome|nome e sobrenome|pessoa de contato|contato|referente|mittente|naam|volledige naam|"
        "contactpersoon|imię i nazwisko|imię|navn|namn|nimi|jméno|jméno a příjmení|név|nume|όνομα|"
        "ονοματεπώνυμο|имя|ваше имя|фио|ф.и.о.|имя и фамилия|контактное лицо|отправитель|від кого|ім'я|от|"
        "от кого|ad soyad|adı soyadı|adınız|adınız soyadınız|isim|ad|isim soyisim|yetkili|gönderen|الاسم|اسم|"
        "الاسم الكامل|اسمك|الإسم|المرسل|نام|お名前|氏名|名前|ご氏名|ご担当者名|ご担当者|担当者名|担当者|"
        "差出人|이름|성명|성함|담당자|담당자명|보낸 사람|họ tên|họ và tên|tên|tên khách hàng|người liên hệ|"
        "nama|nama lengkap|ชื่อ|ชื่อ-นามสกุล|שם|שם מלא|姓名|名字|联系人|联系人姓名|称呼|买家|客户|采购商|"
        "询价人|发件人|姓名称呼|聯絡人|聯絡人姓名|買家|訪客|访客|昵称|留言人"
    ),
    "first": (
        "first name|firstname|given name|fname|forename|vorname|prénom|prenom|primer nombre|primeiro nome|"
        "voornaam|förnamn|fornavn|etunimi|keresztnév|prenume|имя пользователя|名（名）"
    ),
    "surname": (
        "last name|lastname|surname|family name|lname|second name|apellido|apellidos|nachname|familienname|"
        "nom de famille|sobrenome|cognome|фамилия|achternaam|nazwisko|etternavn|efternamn|příjmení|vezetéknév|"
        "soyad|soyadı|soyadınız|姓|姓氏|姓（姓）"
    ),
    "email": (
        "email|e-mail|mail|email address|e-mail address|mail address|contact email|buyer email|e mail|"
        "emailaddress|email id|mail id|from email|reply to|reply-to|respond to|correo|correo electrónico|"
        "correo electronico|email de contacto|e-mail de contacto|dirección de correo electrónico|"
        "dirección de correo|courriel|adresse e-mail|adresse email|adresse mail|adresse électronique|mél|"
        "e-mail-adresse|emailadresse|email-adresse|mailadresse|e-mail adresse|indirizzo email|"
        "indirizzo e-mail|posta elettronica|endereço de e-mail|endereço de email|adres e-mail|e-mailadres|"
        "mailadres|почта|эл. почта|электронная почта|e-mail адрес|эл.почта|адрес электронной почты|"
        "електронна пошта|имейл|e-posta|eposta|e-posta adresi|e-posta adresiniz|البريد الإلكتروني|"
        "البريد الالكتروني|بريد إلكتروني|بريدك الإلكتروني|ایمیل|メールアドレス|メール|eメール|e-mailアドレス|"
        '이메일|이메일 주소|메일|địa chỉ email|thư điện tử|alamat email|surel|อีเมล|דוא"ל|אימייל|邮箱|'
        "电子邮件|电子邮箱|邮件|邮箱地址|郵箱|信箱|电邮|電郵|電子郵件|電子信箱|邮箱账号|邮件地址"
    ),
    "company": (
        "which company are you from|which company do you represent|what company do you work for|"
        "company|company name|organization|organisation|organization name|firm|business name|business|"
        "company/organization|company / organization|employer|institution|shop name|account name|companyname|"
        "empresa|nombre de la empresa|compañía|compania|razón social|razon social|organización|negocio|firma|"
        "unternehmen|firmenname|firma / institution|société|societe|entreprise|nom de la société|"
        "nom de l'entreprise|raison sociale|organisme|azienda|ragione sociale|nome azienda|nome da empresa|"
        "razão social|bedrijf|bedrijfsnaam|nazwa firmy|firmanavn|företag|yritys|společnost|cég|cégnév|"
        "компания|организация|название компании|название организации|наименование организации|фирма|компанія|"
        "şirket|firma adı|şirket adı|kurum|firma ünvanı|الشركة|اسم الشركة|شركة|المؤسسة|شرکت|会社名|御社名|"
        "貴社名|会社|法人名|企業名|ご所属|회사명|회사|업체명|상호|기업명|công ty|tên công ty|nama perusahaan|"
        "perusahaan|บริษัท|חברה|公司|公司名称|公司名|企业|企业名称|单位|单位名称|公司全称|公司名稱|企業名稱|"
        "贵公司名称|店铺名称|所在公司"
    ),
    "country": (
        "country|country/region|country / region|country or region|country/territory|region|location|"
        "buyer country|nation|nationality|country name|buyer location|buyer region|from country|"
        "registered country|destination country|country code|país|pais|país/región|land|land/region|pays|"
        "pays/région|paese|nazione|país/região|kraj|maa|země|ország|țara|χώρα|страна|страна/регион|країна|"
        "ülke|ülkeniz|البلد|الدولة|بلد|کشور|国名|お住まいの国|국가|나라|국가/지역|quốc gia|negara|ประเทศ|ארץ|"
        "国家|国家/地区|国家地区|所在国家|国别|國家|國家/地區|国家或地区|地区|地區|所在地|所在国|买家国家|"
        "来自国家|所在地区"
    ),
    "phone": (
        "phone|tel|telephone|phone number|phone no|telephone number|mobile|mobile number|mobile phone|"
        "mobile no|cell|cell phone|cellphone|whatsapp|whatsapp number|phone/whatsapp|tel/whatsapp|"
        "whatsapp/phone|phone / whatsapp|contact number|contact no|number|tel no|tel/fax|phone/mobile|"
        "daytime phone|work phone|primary phone|wechat/whatsapp|whatsapp/wechat|mobile/whatsapp|phonenumber|"
        "teléfono|telefono|teléfono móvil|móvil|celular|número de teléfono|teléfono de contacto|telefon|"
        "telefonnummer|handy|handynummer|rückrufnummer|mobil|mobilnummer|telefon/handy|téléphone|"
        "numéro de téléphone|portable|tél|mobile phone number|telefone|telemóvel|telefone/whatsapp|cellulare|"
        "numero di telefono|recapito telefonico|telefoon|telefoonnummer|numer telefonu|puhelin|telefonszám|"
        "τηλέφωνο|телефон|ваш телефон|номер телефона|контактный телефон|моб. телефон|мобильный|тел|тел.|"
        "telefon numarası|cep telefonu|telefonunuz|gsm|الهاتف|رقم الهاتف|هاتف|الجوال|رقم الجوال|جوال|الموبايل|"
        "تلفن|電話番号|お電話番号|電話|携帯電話|tel番号|전화번호|전화|연락처|휴대폰|휴대전화|핸드폰|"
        "điện thoại|số điện thoại|sđt|di động|telepon|nomor telepon|no. hp|โทรศัพท์|เบอร์โทร|טלפון|נייד|电话|"
        "手机|联系电话|电话号码|手机号|手机号码|电话/whatsapp|聯絡電話|手機|联系方式|聯繫電話|公司电话|"
        "电话/手机|联系手机"
    ),
    "website": (
        "website|web|site|url|company website|web site|homepage|web page|webpage|website url|site url|"
        "company url|sitio web|página web|pagina web|webseite|internetseite|site web|site internet|sito web|"
        "sito|site da empresa|strona www|сайт|веб-сайт|web sitesi|الموقع|الموقع الإلكتروني|ホームページ|"
        "サイト|홈페이지|웹사이트|trang web|situs web|网址|网站|公司网站|公司网址|網址|網站|主页"
    ),
    "position": (
        "job title|position|title|role|designation|job position|function|cargo|puesto|funktion|poste|fonction|"
        "ruolo|должность|görev|المسمى الوظيفي|役職|部署名|직책|chức vụ|jabatan|职位|职务|職位|职称|department|"
        "abteilung|departamento|部门"
    ),
    "address": (
        "address|street|street address|address 1|city|town|state|province|zip|zip code|postal code|postcode|"
        "dirección|ciudad|provincia|straße|strasse|ort|plz|plz/ort|stadt|adresse|ville|code postal|indirizzo|"
        "città|cap|endereço|cidade|estado|cep|адрес|город|индекс|adres|şehir|العنوان|المدينة|住所|郵便番号|"
        "ご住所|주소|địa chỉ|alamat|地址|城市|省份|邮编|公司地址|fax|telefax|传真"
    ),
    "subject": (
        "subject|topic|inquiry subject|message subject|title of message|regarding|re|asunto|tema|betreff|"
        "objet|sujet|oggetto|assunto|onderwerp|temat|тема|тема сообщения|konu|الموضوع|موضوع|件名|題名|"
        "お問い合わせ件名|제목|chủ đề|tiêu đề|subjek|หัวข้อ|נושא|主题|标题|主題|主旨|留言主题|询盘主题|"
        "询价主题|邮件主题"
    ),
    "message": (
        "message|message body|message text|comments|comment|inquiry|enquiry|inquiry details|inquiry content|"
        "inquiry message|enquiry details|details|content|message content|message details|requirements|"
        "requirement|detailed requirements|buying requirements|requirement details|question|questions|"
        "question or comment|comment or message|comments or questions|comments/questions|description|text|"
        "body|note|notes|request|how can we help|how can we help you|how may we help you|"
        "what do you need|what are you looking for|what would you like to buy|tell us about your project|"
        "what can we help you with|additional information|additional comments|additional details|"
        "further information|other requirements|tell us more|tell us about your project|"
        "message from the buyer|message from buyer|buyer message|buyer's message|contact message|"
        "project details|remarks|remark|mensaje|consulta|comentario|comentarios|su consulta|detalles|"
        "observaciones|descripción|nachricht|mitteilung|anfrage|bemerkung|bemerkungen|kommentar|freitext|"
        "ihr anliegen|anliegen|nachrichtentext|votre message|commentaire|commentaires|demande|votre demande|"
        "texte|précisions|mensagem|comentário|comentários|sua mensagem|messaggio|richiesta|testo|"
        "note aggiuntive|bericht|opmerking|opmerkingen|vraag|wiadomość|treść|treść wiadomości|besked|melding|"
        "meddelande|viesti|zpráva|üzenet|mesaj|mesajul|μήνυμα|сообщение|текст сообщения|комментарий|вопрос|"
        "ваш вопрос|текст|содержание|повідомлення|mesajınız|açıklama|yorum|الرسالة|رسالة|رسالتك|نص الرسالة|"
        "التفاصيل|الاستفسار|پیام|メッセージ|お問い合わせ内容|お問合せ内容|ご質問|内容|本文|ご相談内容|"
        "お問い合わせ|메시지|문의내용|문의 내용|내용|메세지|nội dung|tin nhắn|lời nhắn|nội dung tin nhắn|"
        "pesan|ข้อความ|הודעה|留言|留言内容|询盘内容|信息内容|需求|采购需求|消息|备注|咨询内容|询价内容|"
        "详细内容|详细需求|問題|訊息|訊息內容|留言內容|詢價內容|諮詢內容|产品需求|买家留言|邮件内容|补充说明|"
        "详情|需求描述|反馈内容"
    ),
    "note": (
        "ip|ip address|remote ip|user ip|sender ip|sender's ip|page|page url|page title|source|source url|"
        "source page|referrer|referer|user agent|browser|date|time|date/time|submitted|submitted on|"
        "submitted at|submission date|submission id|submission time|form|form name|form id|entry id|entry|"
        "sent from|sent on|created|created at|newsletter|consent|gdpr|privacy policy|datenschutz|i agree|"
        "terms|utm_source|utm source|lead source|credit|powered by|remote name|language|locale|post date|"
        "inquiry id|inquiry no|rfq id|message id|ref|reference|expires|expiry date|captcha|recaptcha|device|"
        "timestamp|conversation id|chat id|ticket|ticket id|agent|served by|department name|chat started on|"
        "duration|rating|ip地址|来源|来源页面|来源网址|提交时间|提交日期|浏览器|留言时间|时间|询盘时间|"
        "发送时间|日期|询盘编号|会员等级|注册时间|fecha|datum|uhrzeit|data|дата"
    ),
}
"""Each slot with its labels. `first` and `surname` make a name; `note` is what a form says of itself and ends a message."""

OWNERS = (
    "your|the|our|buyer's|buyers|customer's|customer|client|contact|sender's|sender|visitor|visitor's|user|"
    "billing|shipping|please enter your|enter your|what is your|what's your|business|work|personal|primary|"
    "company's|su|tu|ihr|ihre|ihren|dein|deine|votre|vos|ton|seu|sua|vostro|vostra|il tuo|la tua|tua|tuo|uw|"
    "je|twoje|twój|din|ditt|váš|vaše|ваш|ваша|ваше|您的|你的|买家|客户|采购商|询价人|联系人|貴社|ご|お"
).split("|")
"""What stands before a label and says nothing."""

OPTIONAL = (
    "(required)|(optional)|(pflichtfeld)|(optional)|(obligatorio)|(obligatoire)|(obbligatorio)|(obrigatório)|"
    "(必填)|(選填)|(必須)|(필수)|required|optional"
).split("|")

EMPTY = frozenset(
    (
        "(empty)|-|--|---|.|/|[empty]|aucun|empty|keine|n.a.|n/a|na|nil|ninguno|none|not provided|not set|"
        "null|undefined|unknown|–|—|无|未填写|無"
    ).split("|")
)
"""Values that say nothing."""

FOOTERS = (
    "this e-mail was sent from a contact form|this email was sent from a contact form|"
    "this message was sent from|this mail is sent via|this mail was sent via|"
    "this is a notification that a contact form|sent via contact form|sent from your website|"
    "you received this email because|you are receiving this|you can reply to this|"
    "reply to this email to respond|reply directly to|to reply to this|if you believe this|"
    "manage your notifications|view this submission|view submission|view response|view in dashboard|"
    "powered by|unsubscribe|this form was submitted|this email was generated|this message has been sent|"
    "do not reply to this|please do not reply|please don't reply|to edit your email settings|"
    "to edit your notification|note: your e-mail|report this message|create your own|this was submitted|"
    "message sent from page|reply now|reply to buyer|answer now|view details|view more|contact buyer|"
    "quote now|reply to this inquiry|respond now|send your quotation|diese e-mail wurde|diese nachricht wurde|"
    "este mensaje se ha enviado|este correo se ha enviado|este e-mail foi enviado|esta mensagem foi enviada|"
    "cet e-mail a été envoyé|ce message a été envoyé|questa e-mail è stata|это письмо отправлено|"
    "это сообщение отправлено|bu e-posta|此邮件由|该邮件来自|本邮件由|此邮件来自|系统自动发送|请勿直接回复|"
    "此为系统邮件|立即回复|点击回复|马上回复|查看详情|退订|此電子郵件是|このメールは|이 메일은|copyright|©|"
    "all rights reserved|best regards, the|kind regards, the|the alibaba|your made-in-china|alibaba.com team|"
    "阿里巴巴国际站"
).split("|")
"""How a line begins with which a form or a platform speaks for itself again: the message ends above it."""
