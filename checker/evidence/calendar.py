"""Dates as people and machines write them, read into ISO 8601.

Written dates are read with the month names and the numeric order of the page's language; machine dates
(ISO 8601 and the common deviations from it) by their digits. Nothing is guessed: a date without a year
has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timezone
from functools import lru_cache

from checker.lexicon import Lexicon

_ISO = re.compile(
    r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})(?:[T ]?(?P<t>\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?![\d/-])")
_CJK = re.compile(r"(?:(\d{4})\s*年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_CJK_SHORT = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?[:.h時点时]\s?([0-5]\d)(?!\d)")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(slots=True)
class Found:
    """A date in a text: its ISO value ('' when it has no year) and where it stands.

    ``other`` is the value when day and month change places ('' where they cannot).
    """

    value: str
    start: int
    end: int
    other: str = ""

    def read(self, days: frozenset[str]) -> str:
        """The value, or the other reading where only that is among ``days`` known from the page's data."""
        return self.other if self.other in days and self.value not in days else self.value


def iso_date(text: str) -> str:
    """A machine date as ``YYYY-MM-DD`` or ``YYYY-MM-DDThh:mm[:ss][±hh:mm]``, or '' when it is none."""
    text = text.strip()
    match = _ISO.match(text)
    if not match or not _valid(match["y"], match["m"], match["d"]):
        return _epoch(text) if text.isdigit() and len(text) in (10, 13) else ""
    day = f"{match['y']}-{match['m']}-{match['d']}"
    if not match["t"]:
        return day
    time = match["t"] if ":" in match["t"] else ":".join(re.findall("..", match["t"]))
    zone = match["z"] or ""
    zone = zone[:3] + ":" + zone[3:] if len(zone) == 5 else zone
    return f"{day}T{time}{zone}"


def _epoch(text: str) -> str:
    seconds = int(text[:10])
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds > 631152000 else ""


def _valid(year: str | int, month: str | int, day: str | int) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return 1900 <= int(year) <= 2100


def parse_moment(value: str) -> datetime | None:
    """A date value of :func:`iso_date` as a time with zone (UTC where none is given), or None."""
    try:
        moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


@lru_cache(maxsize=16)
def _month_pattern(lexicon: Lexicon) -> re.Pattern[str] | None:
    names = sorted((re.escape(n) for n in lexicon.months), key=len, reverse=True)
    if not names:
        return None
    month = rf"(?<![^\W\d_])(?P<mon>{'|'.join(names)})\.?(?![^\W\d_])"
    of = r"(?:de|del|d'|do|of)?"
    return re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|°|ª|\.)?\s*{of}\s*{month}(?:,?\s*{of}\s*(?P<y1>\d{{4}})(?!\d))?"
        rf"|{month.replace('?P<mon>', '?P<mon2>')}\s*(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?(?!\d|:\d)(?:,?\s*(?P<y2>\d{{4}})(?!\d))?"
    )


def find_dates(folded: str, lexicon: Lexicon) -> list[Found]:
    """The dates written in a folded text, in reading order."""
    text = folded.translate(_ARABIC_DIGITS) if not folded.isascii() else folded
    found: list[Found] = []
    for match in _CJK.finditer(text):
        if _valid(*match.groups()):
            found.append(Found(f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", match.start(), match.end()))
    if not found:
        found += [Found("", m.start(), m.end()) for m in _CJK_SHORT.finditer(text)]
    pattern = _month_pattern(lexicon)
    for match in pattern.finditer(text) if pattern else ():
        day, name, year = match["d1"] or match["d2"], match["mon"] or match["mon2"], match["y1"] or match["y2"]
        month = lexicon.months.get(name, 0)
        if 1 <= int(day) <= 31 and (not year or _valid(year, month, day)):
            found.append(Found(f"{year}-{month:02}-{int(day):02}" if year else "", match.start(), match.end()))
    for match in _NUMERIC.finditer(text):
        if value := _numeric(match, lexicon.date_order):
            swapped = f"{value[:5]}{value[8:]}-{value[5:7]}" if len(match[1]) < 3 and int(value[8:]) <= 12 else ""
            found.append(Found(value, match.start(), match.end(), swapped))
    for match in _ISO.finditer(text):
        if "-" in match[0] and (value := iso_date(match[0])) and not any(f.start <= match.start() < f.end for f in found):
            found.append(Found(value[:10], match.start(), match.start() + 10))
    return sorted((f for f in found if f.value or f.end), key=lambda f: f.start)


def _numeric(match: re.Match[str], order: str) -> str:
    first, second, third = match[1], match[3], match[4]
    if len(first) == 4:
        year, month, day = first, second, third
    elif len(third) in (2, 4):
        if order == "ymd" and len(third) == 2 and len(first) == 2 and int(first) > 12:
            year, month, day = "20" + first, second, third
        else:
            year = third if len(third) == 4 else "20" + third
            day, month = (second, first) if order == "mdy" and int(first) <= 12 else (first, second)
            if int(month) > 12:
                day, month = month, day
    else:
        return ""
    return f"{year}-{int(month):02}-{int(day):02}" if _valid(year, month, day) else ""


def has_time(folded: str) -> bool:
    """Whether a text shows a time of day."""
    return bool(_TIME.search(folded))
