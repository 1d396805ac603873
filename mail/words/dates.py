"""Months, weekdays and the words of being away and coming back, as absence notes write them. Lower case."""

from __future__ import annotations

MONTHS: tuple[str, ...] = (
    "january|jan|januar|jänner|enero|ene|janvier|janv|janeiro|gennaio|gen|января|январь|янв|januari|stycznia|ocak|ledna|"
    "januári|ianuarie|tammikuuta|jaan",
    "february|feb|febr|februar|febrero|février|fevrier|févr|fév|fevereiro|fev|febbraio|февраля|февраль|фев|februari|lutego|"
    "şubat|února|helmikuuta",
    "march|mar|märz|maerz|mrz|marzo|mars|março|marco|марта|март|мар|maart|marca|mart|března|maaliskuuta",
    "april|apr|abril|abr|avril|avr|aprile|апреля|апрель|апр|kwietnia|nisan|dubna|huhtikuuta",
    "may|mai|mayo|maio|maggio|mag|мая|май|mei|maja|mayıs|května|toukokuuta|maj",
    "june|jun|juni|junio|juin|junho|giugno|giu|июня|июнь|июн|czerwca|haziran|června|kesäkuuta",
    "july|jul|juli|julio|juillet|juil|julho|luglio|lug|июля|июль|июл|lipca|temmuz|července|heinäkuuta",
    "august|aug|agosto|ago|août|aout|августа|август|авг|augustus|sierpnia|ağustos|srpna|augusti|elokuuta",
    "september|sep|sept|septiembre|setiembre|septembre|setembro|set|settembre|сентября|сентябрь|сен|сент|września|eylül|"
    "září|syyskuuta",
    "october|oct|oktober|okt|octubre|octobre|outubro|out|ottobre|ott|октября|октябрь|окт|października|ekim|října|lokakuuta",
    "november|nov|noviembre|novembre|novembro|ноября|ноябрь|ноя|listopada|kasım|listopadu|marraskuuta",
    "december|dec|dezember|dez|diciembre|dic|décembre|decembre|déc|dezembro|dicembre|декабря|декабрь|дек|december|"
    "grudnia|aralık|prosince|joulukuuta",
)
WEEKDAYS: tuple[str, ...] = (
    "monday|montag|lunes|lundi|segunda-feira|segunda|lunedì|lunedi|понедельника|понедельник|maandag|poniedziałek|"
    "pazartesi|星期一|周一|週一|月曜日|월요일",
    "tuesday|dienstag|martes|mardi|terça-feira|terça|martedì|martedi|вторника|вторник|dinsdag|wtorek|salı|星期二|周二|"
    "週二|火曜日|화요일",
    "wednesday|mittwoch|miércoles|miercoles|mercredi|quarta-feira|mercoledì|mercoledi|среды|среду|woensdag|środę|"
    "çarşamba|星期三|周三|週三|水曜日|수요일",
    "thursday|donnerstag|jueves|jeudi|quinta-feira|giovedì|giovedi|четверга|четверг|donderdag|czwartek|perşembe|"
    "星期四|周四|週四|木曜日|목요일",
    "friday|freitag|viernes|vendredi|sexta-feira|venerdì|venerdi|пятницы|пятницу|vrijdag|piątek|cuma|星期五|周五|週五|"
    "金曜日|금요일",
    "saturday|samstag|sonnabend|sábado|sabado|samedi|sabato|субботы|субботу|zaterdag|sobotę|cumartesi|星期六|周六|"
    "週六|土曜日|토요일",
    "sunday|sonntag|domingo|dimanche|domenica|воскресенья|воскресенье|zondag|niedzielę|pazar|星期日|星期天|周日|週日|"
    "日曜日|일요일",
)
TOMORROW = "tomorrow|morgen wieder|mañana|demain|amanhã|domani|завтра|明天|明日|내일"

RETURNS_BEFORE = (
    r"return|be back|back (?:on|in|at|from|to|by)|back:|am back|i'm back|in the office (?:again )?(?:on|from)|"
    r"available (?:again )?(?:on|from)|resume|regres|volver|vuelvo|reincorpor|de vuelta|zurück|wieder|erreichbar ab|ab dem|"
    r"\bab\b|retour|serai de|reviens|reprendr|volto|voltar|retorn|rientr|torn|di nuovo|вернусь|вернётся|вернется|выйду|"
    r"снова|terug|weer|wracam|powrót|wrócę|返回|回来|回來|上班|恢复|復工|复工|回到|戻|出社|복귀|출근|dön"
)
RETURNS_AFTER = (
    r"返回|回来|回來|上班|恢复|回到|回公司|复工|起上班|开始上班|より|から出社|に戻|出社|복귀|출근|부터 근무|"
    r"tarihinde (?:döne|ofis)|döneceğ|zurück|wieder|zurueck|de retour|je serai de retour"
)
UNTIL_BEFORE = (
    r"until|till|til|through|thru|to|up to|hasta|al|bis|bis zum|bis einschließlich|jusqu|au|até|ate|a|fino al|al|"
    r"до|по|tot|tot en met|t/m|do|-|–|—|~|～|至|到|直到|截至"
)
UNTIL_AFTER = r"まで|까지|止|为止|為止|结束|之前|kadar|inclusive|einschl|inclus"
