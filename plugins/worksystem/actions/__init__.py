"""What people do to work, as plans: the edits that make an action, or why it is refused and what would be allowed."""
