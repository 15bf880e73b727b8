"""Views of how work flows: charts and maps made from figures, as plain values."""
