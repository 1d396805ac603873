"""Why a mail did not arrive: status codes (RFC 3463) and the words of mail systems, each with the cause it stands for."""

from __future__ import annotations

UNKNOWN, DISABLED, FULL, HOST, LATE, REFUSED, TOO_LARGE, CONTENT = (
    "unknown",
    "disabled",
    "full",
    "host",
    "late",
    "refused",
    "too large",
    "content",
)
COMPLAINT = "complaint"
"""It arrived, and who got it called it spam (RFC 5965)."""

BY_STATUS: tuple[tuple[str, str], ...] = (
    ("1.0", UNKNOWN), ("1.10", HOST), ("1.1", UNKNOWN), ("1.2", HOST), ("1.3", UNKNOWN), ("1.4", UNKNOWN),
    ("1.6", DISABLED), ("1.8", REFUSED), ("1.7", REFUSED), ("2.1", DISABLED), ("2.2", FULL), ("2.3", TOO_LARGE),
    ("3.1", FULL), ("3.4", TOO_LARGE), ("4.1", LATE), ("4.3", HOST), ("4.4", HOST), ("4.6", HOST), ("4.7", LATE),
    ("6.", CONTENT), ("7.", REFUSED),
)  # fmt: skip
"""Subject and detail of an enhanced status code, the first that it begins with."""

BY_WORDS: tuple[tuple[str, str], ...] = (
    (
        FULL,
        r"mailbox (?:is )?full|mailbox size|over ?quota|quota|exceeded (?:its |the )?(?:storage|disk|mail)|disk full|"
        r"out of (?:disk )?space|insufficient (?:system )?storage|not enough (?:disk )?space|mailbox has exceeded|"
        r"邮箱已满|邮箱空间|空间不足|已满|容量|信箱已滿|信箱空間|容量を超|いっぱい|용량|postfach (?:ist )?voll|"
        r"speicherplatz|buzón (?:está )?lleno|cuota|boîte (?:aux lettres )?pleine|caixa (?:postal )?cheia|"
        r"casella piena|переполнен|превышен",
    ),
    (
        TOO_LARGE,
        r"message (?:size|too (?:large|big))|too large|size limit|exceeds? (?:the )?(?:maximum|size|fixed)|"
        r"邮件过大|邮件太大|大小超|zu groß|demasiado grande|trop (?:volumineux|gros)|muito grande|слишком большо",
    ),
    (
        DISABLED,
        r"(?:account|mailbox|user|address)[^.\n]{0,40}(?:disabled|inactive|suspended|deactivated|closed|"
        r"discontinued|no longer (?:available|active|in use|valid))|no longer (?:works|employed|with)|"
        r"停用|冻结|禁用|已注销|凍結|deaktiviert|deshabilitad|suspendid|désactivé|desativad|заблокирован|отключен",
    ),
    (
        UNKNOWN,
        r"user unknown|unknown user|no such (?:user|recipient|address|mailbox|account|local|person)|"
        r"(?:user|recipient|mailbox|account|address|e-?mail)[^.\n]{0,60}"
        r"(?:does ?n[o']t exist|not exist|not found|unknown|couldn't be found|could not be found|is ?n[o']t valid|"
        r"not known|invalid|unrecognized|unavailable|rejected)|"
        r"unknown (?:recipient|address|mailbox|account|local)|invalid (?:recipient|mailbox|address|user)|"
        r"bad (?:destination )?(?:mailbox|address)|not (?:a )?(?:known|valid) (?:user|recipient|mailbox|address)|"
        r"not listed in|no mailbox (?:here )?by that name|address not found|not our customer|"
        r"no account|unrouteable|does not exist|doesn't exist|不存在|无此用户|無此使用者|没有此用户|找不到|查無|未找到|"
        r"存在しません|見つかりません|宛先不明|존재하지|없는 사용자|existiert nicht|unbekannt|nicht gefunden|no existe|"
        r"desconocid|n'existe pas|inconnu|introuvable|não existe|desconhecid|non esiste|sconosciut|не существует|"
        r"не найден|неизвестн|bestaat niet|onbekend|nie istnieje|neexistuje|mevcut değil|bulunamadı",
    ),
    (
        REFUSED,
        r"spam|block(?:ed|list)|black ?list|denied|reputation|policy|not authori[sz]ed|unsolicited|dmarc|spf|dkim|"
        r"rejected (?:by|due|for|because)|reject|refused|prohibited|not accept|垃圾|拒收|被拒|拒绝|拒絕|黑名单|迷惑メール|"
        r"스팸|차단|abgelehnt|verweigert|rechazad|refusé|rejeté|recusad|rejeitad|rifiutat|отклонен|отверг",
    ),
    (CONTENT, r"virus|malware|attachment|banned|executable|病毒|附件|вирус"),
    (
        HOST,
        r"host (?:or domain name )?(?:unknown|not found|unreachable)|unknown host|domain[^.\n]{0,40}(?:not found|"
        r"does not exist|unknown)|no (?:such )?(?:host|domain|mx)|dns|name service|name server|no route|"
        r"connection (?:refused|timed out|reset|dropped)|could ?n[o']t (?:connect|be established)|network (?:is )?|"
        r"域名|连接|連線|connect",
    ),
    (LATE, r"expired|timed? ?out|retry|too long|delayed|days|hours|超时|逾時|timeout|延迟|час"),
)
"""In this order: a full mailbox is often called "user unavailable", and nearly everything is called "rejected"."""
