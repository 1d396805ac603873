"""What machines write about accounts and codes, and what swindlers write. As in mail.words.buying."""

from __future__ import annotations

VERIFICATION = (
    """verification code|verification codes|verify your email|verify your e-mail|verify your account|
    verify your identity|verify your device|verify your login|verify your new|verify it's you|confirm your email|
    confirm your e-mail|confirm your account|confirm your identity|confirm your registration|
    confirm your subscription|confirm your new|one-time password|one time password|one-time passcode|
    one-time code|one time code|one-time pin|security code|login code|log-in code|sign-in code|sign in code|
    authentication code|authorization code|confirmation code|access code is|activation code|activation link|
    activate your account|activate your email|reset your password|resetting your password|password reset|
    reset password|password has been changed|password was changed|password has been reset|password was reset|
    password changed|password expires|password will expire|your otp|otp code|otp is|otp for|
    new sign-in|new sign in|new login|new device|signed in from|sign-in attempt|login attempt|
    recovery code|recovery email|backup codes|two-step verification|two-factor authentication|
    confirmation instructions|domain control validation|certificate validation|email address verification|
    email verification|gmail forwarding confirmation|forwarding confirmation""",
    """验证码|校验码|动态码|动态密码|激活您的|激活账号|激活邮箱|验证您的|验证邮箱|邮箱验证|重置密码|找回密码|修改密码|密码已|
    确认您的邮箱|登录提醒|异地登录|登录验证|安全验证|绑定邮箱|确认码|認証コード|確認コード|パスワードの再設定|
    パスワードをリセット|パスワードリセット|ワンタイムパスワード|メールアドレスの確認|ログイン通知|인증번호|인증 코드|인증코드|
    비밀번호 재설정|비밀번호 변경|이메일 인증|로그인 알림|رمز التحقق|رمز التفعيل|كود التحقق|إعادة تعيين كلمة المرور|
    تأكيد البريد|mã xác minh|mã xác nhận|mã otp|đặt lại mật khẩu|xác minh email""",
    """codigo de verificacion|codigo de seguridad|codigo de acceso|codigo de confirmacion|verifique su correo|
    verifica tu correo|verifica tu cuenta|confirme su correo|confirma tu correo|confirma tu cuenta|
    restablecer contrasena|restablecer tu contrasena|restablecer su contrasena|activa tu cuenta|
    bestatigungscode|verifizierungscode|sicherheitscode|einmalpasswort|zugangscode|anmeldecode|
    bestatigen sie ihre e-mail|bestatige deine e-mail|passwort zurucksetzen|passworts zurucksetzen|
    neue anmeldung|aktivieren sie ihr konto|code de verification|code de securite|code de confirmation|
    confirmez votre adresse|confirmez votre compte|verifiez votre adresse|reinitialiser votre mot de passe|
    reinitialisation de votre mot de passe|reinitialisation du mot de passe|activez votre compte|
    nouvelle connexion|codigo de verificacao|codigo de seguranca|confirme seu e-mail|confirme seu email|
    redefinir sua senha|redefinicao de senha|ative sua conta|codice di verifica|codice di sicurezza|
    codice di conferma|conferma il tuo indirizzo|conferma la tua email|reimposta la password|
    reimpostazione della password|attiva il tuo account|nuovo accesso|код подтверждения|проверочный код|
    код безопасности|код доступа|подтвердите адрес|подтвердите регистрацию|подтверждение регистрации|
    восстановление пароля|сброс пароля|смена пароля|активация аккаунта|новый вход|doğrulama kodu|onay kodu|
    güvenlik kodu|şifre sıfırla*|şifrenizi sıfırla*|e-posta adresinizi doğrula*|hesabınızı doğrula*|
    verificatiecode|bevestigingscode|wachtwoord""",
)
ACCOUNT = (
    """magic link|sign in to|sign-in link|login link|log in to|your pin is|passcode|access code|approver token|
    complete your registration|complete your sign-up|set your password|create your password|choose a password|
    accept your invitation|accept the invitation|accept invitation|invited you|been invited|security alert|
    security notification|two-factor|two-step|verify|activate|suspicious activity|unusual activity|
    your new account|your account has been created|welcome to your account|account recovery|
    登录|登陆|邀请您加入|安全提醒|安全通知|iniciar sesion|restablecer|contrasena|anmelden bei|passwort|mot de passe|
    redefinir|senha|reimposta|пароль|пароля|şifre*|パスワード|비밀번호|كلمة المرور|mật khẩu""",
)
"""What machines write about accounts, and people about other things."""

MAILBOX_PHISHING = (
    """your mailbox is full|mailbox is almost full|mailbox has exceeded|mailbox storage|mailbox quota|
    mailbox is out of storage|exceeded its storage|exceeded your storage|storage limit has been|
    email quota|mail quota|upgrade your mailbox|upgrade your email|validate your mailbox|validate your email|
    validate your account|revalidate|re-validate|re-activate your email|reactivate your email|
    reactivate your mailbox|keep same password|keep my password|keep current password|keep the same password|
    retain your password|continue using your current password|password for your account expires|
    password expires today|password is set to expire|your password will expire|
    your email account will be|email will be deactivated|email will be suspended|email will be closed|
    email will be blocked|account will be deactivated|account will be suspended|account will be terminated|
    mailbox will be deactivated|mailbox will be suspended|mailbox will be closed|mailbox deactivation|
    email deactivation|termination request|shut down request|pending messages|undelivered messages|
    messages pending|incoming messages are pending|messages are on hold|held messages|quarantined messages|
    release messages|release pending|release all messages|incoming mails were held|failed to sync|
    failed to deliver messages to your inbox|mail server error on your|it support desk|it helpdesk|
    webmail upgrade|webmail administrator|email administrator|server upgrade|
    shared a file with you via|shared a secure document|secure document has been shared|docusign document|
    you have a new voicemail|new voice message|fax received for|
    邮箱容量|邮箱空间|邮箱已满|邮箱即将|邮箱停用|邮箱升级|邮箱备案|邮箱将被|邮箱系统升级|邮箱认证|账号将被停用|账户将被冻结|
    系统管理员通知|密码即将过期|密码过期|延迟接收|收件延迟|未读邮件被|邮件被拦截|oa系统升级|工资补贴|补贴申领|
    buzon esta lleno|buzon lleno|cuenta de correo sera|postfach ist voll|postfach voll|
    ihr e-mail-konto wird|boite mail est pleine|boite aux lettres est pleine|votre compte de messagerie|
    caixa de correio esta cheia|caixa postal cheia|casella di posta e piena|casella piena|
    почтовый ящик переполнен|ящик будет заблокирован|メールボックスの容量|メールボックスがいっぱい""",
)
SCAMS = (
    """next of kin|late client|deceased client|late husband|late father|inheritance|unclaimed funds|unclaimed fund|
    dormant account|abandoned sum|million dollars|million united states dollars|million us dollars|million usd|
    million pounds|million euros|lottery|you have won|you are a winner|won the sum|winning notification|
    winning number|prize money|cash prize|claim your prize|claims agent|compensation fund|atm card|
    charity donation|donate the sum|donation of|donated to you|widow|orphanage|motherless babies|barrister|
    foreign beneficiary|fund beneficiary|overdue fund|transfer the fund|transfer this fund|
    transfer of funds|overinvoiced|over-invoiced|contract overpayment|central bank of nigeria|
    nigeria|bank of africa|terminal illness|dear beloved|
    beloved in christ|dearest one|dear friend i am|your kind assistance|utmost confidentiality|
    strictly confidential|confidential business|mutual benefit|investment partner in your country|
    bitcoin wallet|btc wallet|btc address|bitcoin address|pay in bitcoin|bitcoins to|recorded you|your webcam|
    i hacked|have hacked|hacked your|access to your device|access to all your devices|malware on|trojan on|
    your contacts and relatives|adult site|adult sites|adult websites|adult video|porn|pornography|xxx|nude|
    naked|horny|hot girls|hot teens|sexy|sex|erotic|orgasm|penis|erection|erectile|male enhancement|
    enlargement|impotence|viagra|v1agra|vi@gra|viagara|cialis|c1alis|levitra|tadalafil|sildenafil|valium|xanax|
    vicodin|phentermine|ambien|prescription drugs|online pharmacy|canadian pharmacy|canadian meds|
    no prescription|without prescription|generic drugs|weight loss|lose weight|lose pounds|burn fat|diet pills|
    diet pill|anti-aging|human growth hormone|hair loss|miracle cure|quit smoking|
    online casino|casino|casinos|slot machines|jackpot|free chips|sports betting|gambling|
    dating site|single ladies|russian brides|find love|meet singles|replica watches|replica watch|
    rolex|luxury watches|designer replicas|earn money from home|make money online|make money fast|
    make money from home|make money at home|work from home|home based business|
    financial freedom|get rich|extra income|earn thousands|earn up to|multi level marketing|mlm|
    pyramid scheme|chain letter|be your own boss|no experience required|income opportunity|
    business opportunity of|unlimited income|mortgage rates|mortgage rate|refinance|home loan|debt free|
    get out of debt|eliminate debt|consolidate your debt|bad credit|credit repair|credit card debt|
    pre-approved|preapproved|life insurance|insurance quotes|car warranty|
    penny stock|stock alert|hot stock|stock pick|strong buy|investor alert|undervalued stock|otcbb|
    university diploma|university degree|diplomas from|degree without|bachelors masters|
    cheap software|oem software|software at low|cracked software|cable descrambler|descrambler|
    toner cartridges|millions of email addresses|million email addresses|
    email addresses on cd|bulk email|bulk e-mail|bulk friendly|direct email marketing|
    removed from this list|removed from our list|removed from future mailings|remove in the subject|
    this is not spam|not a spam|act now|risk free|risk-free|100% free|absolutely free|
    free gift|free membership|free access|as seen on tv|
    limited supply|congratulations you|you have been selected|you've been selected|
    gift card|survey reward|claim your reward|iphone for|package is waiting|parcel is on hold|
    unpaid customs fee|reschedule your delivery|account has been limited|account has been suspended|
    account has been locked|verify your billing|update your billing|update your payment|confirm your bank|
    unauthorized transaction|unusual sign-in|your paypal|your ebay account|your apple id|netflix account|
    tax refund|stimulus payment|covid relief""",
    """彩票|六合彩|时时彩|博彩|赌场|赌博|真人娱乐|棋牌|体育投注|成人用品|成人电影|色情|激情|裸聊|一夜情|同城交友|伟哥|壮阳|
    办证|刻章|发票代开|高仿|名表|娱乐城|兼职刷单|日赚|月入过万|免费领取|恭喜您中奖|恭喜中奖|中奖|贷款秒批|无抵押贷款|
    信用卡套现|股票内幕|荐股|涨停|窃听|复制卡|枪支|迷药|私家侦探|代写论文|减肥|丰胸|
    viagra|herencia|loteria|ha ganado|casino|credito sin|adelgazar|perder peso|gana dinero|
    heredero|erbschaft|lotterie|gewonnen|gewinnspiel|potenzmittel|abnehmen|geld verdienen|
    heritage|loterie|vous avez gagne|perdre du poids|gagner de l'argent|rencontres|
    ha vinto|lotteria|eredita|dimagrire|guadagnare|namoro|ganhe dinheiro|emagrecer|
    казино|виагра|лотерея|вы выиграли|наследство|похуд*|знакомства|заработок в интернете|интим""",
)
"""One of these may stand in anybody's letter; two do not stand in a buyer's who asks for nothing."""

MACHINE_PLACES = (
    "linkedin.com|facebookmail.com|twitter.com|x.com|instagram.com|pinterest.com|tiktok.com|youtube.com|medium.com|"
    "quora.com|reddit.com|xing.com|glassdoor.com|indeed.com|eventbrite.com|meetup.com|zoom.us|dropbox.com|"
    "slack.com|trello.com|notion.so|asana.com|canva.com|grammarly.com|github.com|atlassian.net|atlassian.com|"
    "paypal.com|payoneer.com|stripe.com|wise.com|pingpongx.com|worldfirst.com|godaddy.com|namecheap.com|"
    "google.com|accounts.google.com|youtube.com|apple.com|microsoft.com|microsoftonline.com|amazon.com|"
    "amazonaws.com|aliyun.com|tencent.com|qcloud.com|netease.com|zoho.com|hostgator.com|bluehost.com|"
    "cloudflare.com|mailchimp.com|hubspot.com|salesforce.com|intuit.com|docusign.net|docusign.com|"
    "adobe.com|adobesign.com|dhl.com|fedex.com|ups.com|tnt.com|maersk.com|17track.net|aftership.com|booking.com|"
    "trip.com|ctrip.com|airbnb.com|uber.com"
)
"""Whose no-reply addresses write about their own service, whatever words stand in it."""
