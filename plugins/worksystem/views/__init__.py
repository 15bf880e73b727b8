"""What readers see, as plain data: no HTML, no Markdown, no addresses."""
