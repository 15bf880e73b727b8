"""What a workflow allows, judged in one place for everybody who asks."""
