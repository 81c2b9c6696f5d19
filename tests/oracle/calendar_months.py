"""Month-ends and windows of twelve calendar months."""

from datetime import date, timedelta


def month_index(day: date) -> int:
    """Months since year 0: December 2025 is 2025 * 12 + 11."""
    return day.year * 12 + day.month - 1


def month_start(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)


def month_end(index: int) -> date:
    return month_start(index + 1) - timedelta(days=1)


def last_month_end(as_of: date) -> date:
    """The last month-end on or before a date: the current review."""
    index = month_index(as_of)
    return as_of if month_end(index) == as_of else month_end(index - 1)


def months_before(review: date, months: int) -> date:
    """The month-end `months` earlier: windows are open at this end."""
    return month_end(month_index(review) - months)
