"""What a cell means: text without what does not belong in it, codes, dates, numbers, addresses, and people's names."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.core.directory.telephone import TelephoneError, read_telephone, without_extension
from bot.core.importing.table import Cell
from bot.core.written_day import MONTHS

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SIGNS: dict[str, str | int | None] = {
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "–": "-",
    "—": "-",
    "−": "-",
    "\u00a0": " ",
    "\u202f": " ",
}
_DASHES = str.maketrans(_SIGNS)
_QUOTES = "\"'“”„‟‘’‚«»`´"
_MOJIBAKE = re.compile(r"[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|â€")
_DEFUSED = re.compile(r"^'[=+\-@\t\r']")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d+")
_CODE = re.compile(r"(?:.*/)?\s*(?:gm)?\s*0*(\d{1,4})(?:[.,]0+)?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_DUTCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}.*)?")
_WRITTEN = re.compile(r"(?:\w+dag,?\s+)?(\d{1,2})[- ]([a-z]+)\.?[- ](\d{4})", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36526, 73051)
"""Day numbers of a spreadsheet from 2000 to 2099."""
_CENTURY = 100
_OLDEST = 2000
_TELEPHONES = re.compile(r"\s*(?:;|\||\n|\bof\b|\ben\b|\s/\s|,(?=\s*(?:\+|0|\()))\s*")
_SLASHED = re.compile(r"(?<=\d)\s*/\s*(?=(?:\+|0|14\s*0))")
_EMAILS = re.compile(r"[^\s<>;,()|]+@[^\s<>;,()|]+")
EMAIL = re.compile(r"[A-Za-z0-9._%+'&-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_WEB = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", re.IGNORECASE)
_FUNCTIONS = re.compile(
    r"wmo|zg\b|vng|redactie|info|loket|zorg|sociaal|team|gemeente|toegang|post|klant|contact|aanmeld|centrum|meldpunt|balie|wijk|jeugd|"
    r"admin|factu|declar|inkoop|contract|beheer|afdeling|servicelijn|secretariaat|receptie|advies|consul|beleid|bureau|"
    r"cluster|dienst|domein|financ|front|back|office|algemeen|help|hulp|informatie|intake|kcc|kwaliteit|maatschap|"
    r"ondersteuning|participatie|punt|samen|welzijn|werk|meedoen|website|cli[eë]nt|verwijz|tolk|vraag|mail|regio|doof|blind|zicht|gehoor",
    re.IGNORECASE,
)
"""Words that a desk, a team or its mailbox has, and a person has not."""
_PERSON = re.compile(
    r"\b(?:mevr?(?:ouw)?|mw|dhr|de heer|mevr|drs|mr|ir)\b\.?\s+\S|\b[A-Z]\.\s*(?:[A-Z]\.\s*)*(?:[a-z]+\s+)*[A-Z][\w'’-]+|@"
)
_TWO_NAMES = re.compile(r"[A-Z][a-zà-ÿ'’-]+(?:\s+(?:van|de|den|der|ten|ter|el|al|'t))*\s+[A-Z][a-zà-ÿ'’-]+")
_TEMPORARY = re.compile(r"\(?\s*(?:tot|t/m|vanaf|per)\s+\d{1,2}[-/. ]", re.IGNORECASE)
_PERSONAL_MAIL = re.compile(r"[a-z]{1,2}\.[a-z'-]{2,}(?:\.[a-z'-]+)*|[a-z]{2,}\.(?:[a-z]+\.)*[a-z'-]{2,}|[a-z]+_[a-z]+")
_FREE_MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "hotmail",
        "outlook",
        "live",
        "msn",
        "yahoo",
        "icloud",
        "me",
        "ziggo",
        "kpnmail",
        "kpnplanet",
        "planet",
        "hetnet",
        "home",
        "xs4all",
        "upcmail",
        "casema",
        "gmx",
        "protonmail",
        "proton",
        "telfort",
        "quicknet",
        "zonnet",
    ]
)
_CLIENT = re.compile(
    r"\bbsn\b|burgerservicenummer|\bcli[eë]nt\w*\b|\bgeboren\b|\bgeboortedatum\b|\bpati[eë]nt", re.IGNORECASE
)
_NINE = re.compile(r"(?<!\d)(\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?!\d)")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_ELEVEN = 11


def clean(cell: Cell) -> tuple[str, bool]:
    """The cell as text without what nobody sees or meant, and whether anything was taken away or put right."""
    if cell is None:
        return "", False
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell)), False
    text = str(cell)
    if _DEFUSED.match(text):  # what an export of ours put before a formula
        return " ".join(text[1:].split()), False
    mended = _mended(text)
    plain = _INVISIBLE.sub("", mended).translate(_DASHES)
    plain = " ".join(plain.split())
    return plain, plain != " ".join(text.replace("\u00a0", " ").split()) or "\t" in text


def unquoted(text: str) -> str:
    """Without quotation marks around it."""
    return text.strip().strip(_QUOTES).strip()


def read_code(text: str) -> str | None:
    """A municipality's code of four digits from any form of it; None where it is none."""
    match = _CODE.fullmatch(unquoted(text))
    return match[1].zfill(4) if match else None


def read_day(cell: Cell) -> tuple[date | None, str, str]:
    """A day, what is to be told of it, and what is wrong with it (one of the two is empty)."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _likely(cell, str(cell))
    text, _ = clean(cell)
    number = re.fullmatch(r"(\d{1,6})(?:[.,]\d+)?", text)
    if number:
        day = _EPOCH + timedelta(days=int(number[1]))
        if int(number[1]) not in _SERIALS:
            return None, "", f"'{text}' is geen datum. Schrijf bijvoorbeeld 2026-02-01"
        return day, f"'{text}' is een dagnummer van het rekenblad: {day.isoformat()}", ""
    return _read_written(text)


def _read_written(text: str) -> tuple[date | None, str, str]:
    told = ""
    if match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DUTCH.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        if year < _CENTURY:
            year += _OLDEST
            told = f"'{text}' is gelezen als {year:04}-{month:02}-{day:02}"
    elif (match := _WRITTEN.fullmatch(text)) and match[2].casefold() in MONTHS:
        day, month, year = int(match[1]), MONTHS[match[2].casefold()], int(match[3])
    else:
        return None, "", f"'{text}' is geen dag. Schrijf dag, maand en jaar, bijvoorbeeld 2026-02-01"
    try:
        found = date(year, month, day)
    except ValueError:
        return None, "", f"'{text}' bestaat niet als datum. De dag komt eerst: 13-2-2026, of schrijf 2026-02-13"
    likely, _, wrong = _likely(found, text)
    return likely, told, wrong


def _likely(day: date, text: str) -> tuple[date | None, str, str]:
    if day.year < _OLDEST:
        return None, "", f"'{text}' is te lang geleden ({day.isoformat()}). Kijk of de datum klopt"
    return day, "", ""


def read_phones(cell: Cell) -> tuple[list[str], list[str], str]:
    """The telephone numbers of a cell, what is to be told of them, and what is wrong; an extension stands behind its number."""
    text, _ = clean(cell.strip().replace("\n", ";") if isinstance(cell, str) else cell)
    text = unquoted(text)
    if _SCIENTIFIC.fullmatch(text):
        return (
            [],
            [],
            f"'{text}' is geen telefoonnummer meer: het rekenblad maakte er een getal van. Typ het opnieuw in een tekstkolom",
        )
    found: list[str] = []
    told: list[str] = []
    parts = [part for piece in _TELEPHONES.split(text) for part in _SLASHED.split(piece) if part.strip()]
    for part in parts:
        plain, extension = without_extension(part)
        number = unquoted(plain).removeprefix("tel:").strip(" :")
        try:
            kept = _read_phone(number, told)
        except TelephoneError as error:
            return [], [], str(error)
        found.append(f"{kept}, toestel {extension}" if extension else kept)
    if len(found) > 1:
        told.append(f"in één cel staan {len(found)} nummers: {' en '.join(found)}")
    return list(dict.fromkeys(found)), told, ""


def _read_phone(number: str, told: list[str]) -> str:
    try:
        return read_telephone(number)
    except TelephoneError:
        digits = re.sub(r"[\s().-]", "", number)
        if re.fullmatch(r"31[1-9]\d{8}", digits):
            whole = read_telephone(f"+{digits}")
            told.append(f"bij '{number}' was de + weg: {whole}")
            return whole
        if not re.fullmatch(r"[1-9]\d{8}", digits):
            raise
        whole = read_telephone(f"0{digits}")
        told.append(f"bij '{number}' was de eerste 0 weg: {whole}")
        return whole


def read_emails(cell: Cell) -> tuple[list[str], list[str], str]:
    """The addresses of a cell, what is to be told of them, and what is wrong."""
    text, _ = clean(cell)
    text = re.sub(r"mailto:", "", unquoted(text), flags=re.IGNORECASE)
    text = re.sub(r"\s*(?:\[at\]|\(at\)|\s+at\s+)\s*", "@", text, flags=re.IGNORECASE)
    found = [address.strip(_QUOTES + ".") for address in _EMAILS.findall(re.sub(r"\s*@\s*", "@", text))]
    if not found or any(not EMAIL.fullmatch(address) for address in found):
        return [], [], f"'{text}' is geen e-mailadres, zoals wmo@voorbeeld.nl"
    lower = [address.casefold() for address in found]
    told = [f"in één cel staan {len(found)} adressen: {' en '.join(lower)}"] if len(found) > 1 else []
    return list(dict.fromkeys(lower)), told, ""


def read_website(cell: Cell) -> tuple[list[str], list[str], str]:
    """The web address of a cell, and what is wrong with it."""
    text = unquoted(clean(cell)[0])
    if not _WEB.fullmatch(text):
        return [], [], f"'{text}' is geen webadres, zoals www.voorbeeld.nl"
    return [text.removesuffix("/") if text.count("/") <= len("://x") - 1 else text], [], ""


def names_a_person(label: str) -> bool:
    """Whether a desk's name looks like the name of somebody."""
    if _PERSON.search(label) or _TEMPORARY.search(label):
        return True
    return _TWO_NAMES.fullmatch(label) is not None and not _FUNCTIONS.search(label)


def personal_address(email: str) -> bool:
    """Whether an address looks like somebody's own: a first name or initial, a dot and a name."""
    local = email.partition("@")[0].casefold()
    return _PERSONAL_MAIL.fullmatch(local) is not None and not _FUNCTIONS.search(local)


def free_address(email: str) -> bool:
    """Whether an address is of a mail service that everybody can have one of."""
    return email.partition("@")[2].split(".")[0].casefold() in _FREE_MAIL


def has_client_data(text: str) -> bool:
    """Whether a remark tells of a client: by its words, or by a citizen service number that is right."""
    return _CLIENT.search(text) is not None or any(_is_bsn(match[1]) for match in _NINE.finditer(text))


def _is_bsn(written: str) -> bool:
    digits = [int(letter) for letter in written if letter.isdigit()]
    return any(digits) and sum(weight * digit for weight, digit in zip(_WEIGHTS, digits, strict=True)) % _ELEVEN == 0


def _mended(text: str) -> str:
    """Text that was read in the wrong encoding once, put right: 'SÃºdwest' is 'Súdwest'."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
