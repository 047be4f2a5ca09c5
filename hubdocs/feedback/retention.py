"""How long responses are kept."""

from __future__ import annotations

import calendar
import datetime
import re

_MONTHS = re.compile(r"([1-9][0-9]{0,2})\s*(?:m|months?)")
_YEAR = 12


def day_before_which(written: str, today: datetime.date) -> datetime.date:
    """The day before which everything goes: `24m` ago, or a date.

    Raises:
        ValueError: It is neither, or lies in the future.
    """
    if found := _MONTHS.fullmatch(written.strip().lower()):
        return _months_before(today, int(found[1]))
    try:
        day = datetime.date.fromisoformat(written.strip())
    except ValueError:
        raise ValueError(f"{written} is neither months, such as 24m, nor a date, such as 2026-11-30") from None
    if day > today:
        raise ValueError(f"{written} lies in the future")
    return day


def _months_before(day: datetime.date, months: int) -> datetime.date:
    """The same day some months before; the month's last where it has no such day."""
    year, month = divmod(day.year * _YEAR + day.month - 1 - months, _YEAR)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
