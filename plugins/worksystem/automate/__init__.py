"""What the automations of workflows would do on a day, as a plan of edits; nothing is read or written here."""

from worksystem.automate.outcome import Outcome, Skipped, Step, Told
from worksystem.automate.rule import Rule, list_rules, watched_fields
from worksystem.automate.run import automate

__all__ = ["Outcome", "Rule", "Skipped", "Step", "Told", "automate", "list_rules", "watched_fields"]
