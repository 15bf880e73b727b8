"""Figures of flow: what is counted, over which items, in which window, by which conventions."""
