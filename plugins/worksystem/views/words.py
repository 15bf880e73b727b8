"""Counts and lists as people say them; figures say them too, so the words stand in `model`."""

from worksystem.model.words import MONTHS, count_of, day_words, duration_words, list_words, number_of

__all__ = ["MONTHS", "count_of", "day_words", "duration_words", "list_words", "number_of"]
