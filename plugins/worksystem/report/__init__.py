"""Findings as text, lines, JSON, SARIF, and as GitHub, GitLab and JUnit have them: one module a format."""
