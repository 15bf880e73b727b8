"""Every record by id, links in both directions, cycles, and the one filter language."""
