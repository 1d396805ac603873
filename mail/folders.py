"""Which of a server's folders is Sent, Junk, Archive: by special use, else by the names that providers give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SPECIAL_USE = {"sent": ("\\sent",), "junk": ("\\junk", "\\spam"), "archive": ("\\archive",)}

_NAMES = {
    "sent": "Sent|Sent Mail|Sent Items|Sent Messages|Sent-Mail|已发送|已发送邮件|已传送|寄件備份|寄件备份|寄件匣|已傳送郵件"
    "|Gesendet|Gesendete Elemente|Gesendete Objekte|Enviados|Elementos enviados|Correo enviado|Enviadas|Itens enviados"
    "|Envoyés|Messages envoyés|Éléments envoyés|Inviati|Posta inviata|Inviata|Verzonden|Verzonden items|Отправленные"
    "|Wysłane|Elementy wysłane|Gönderilmiş Öğeler|送信済み|送信済みアイテム|보낸편지함|OUTBOX",
    "junk": "Junk|Spam|Junk Mail|Junk E-mail|Junk Email|Bulk Mail|Bulk|垃圾邮件|垃圾箱|垃圾郵件|垃圾信件匣|垃圾信|可疑邮件"
    "|Spamverdacht|Junk-E-Mail|Correo no deseado|Lixo eletrônico|Courrier indésirable|Indésirables|Posta indesiderata"
    "|Ongewenste e-mail|Спам|Wiadomości-śmieci|Gereksiz E-posta|迷惑メール|스팸메일함",
    "archive": "Archive|Archives|All Copies|归档|歸檔|Archiv|Archivo|Archivio",
}
_KNOWN = {role: tuple(name.casefold() for name in names.split("|")) for role, names in _NAMES.items()}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as LIST tells it: its full name, decoded, and its flags in lower case."""

    name: str
    delimiter: str
    flags: frozenset[str] = frozenset()

    @property
    def leaf(self) -> str:
        return self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name


def folder_for(role: str, folders: Iterable[Folder]) -> str | None:
    """The folder that plays a role; None where there is none. Special use wins, then the earlier name in the table."""
    open_ones = [each for each in folders if not each.flags & {"\\noselect", "\\nonexistent"}]
    for each in open_ones:
        if each.flags & set(_SPECIAL_USE[role]):
            return each.name
    known = _KNOWN[role]
    named = [each for each in open_ones if each.leaf.casefold() in known]
    named.sort(key=lambda each: (known.index(each.leaf.casefold()), len(each.name), each.name))
    return named[0].name if named else None
