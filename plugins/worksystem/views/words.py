"""Counts and lists as people say them; figures say them too, so the words stand in `model`."""

from worksystem.model.words import (
    MONTHS,
    capital,
    count_of,
    day_words,
    days_words,
    duration_words,
    list_words,
    number_of,
    percent_words,
)

__all__ = [
    "MONTHS",
    "capital",
    "count_of",
    "day_words",
    "days_words",
    "duration_words",
    "list_words",
    "number_of",
    "percent_words",
]
