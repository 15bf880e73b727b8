"""The records of a work system: what the words in its files mean, and what to say when they don't fit."""
