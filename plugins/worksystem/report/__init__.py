"""Findings as text, lines, JSON, GitHub annotations and SARIF: one module a format, the same values in each."""
