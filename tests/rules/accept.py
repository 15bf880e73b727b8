"""Write `messages.txt` anew from the pages; read the difference before it is committed.

Run it as `python -m tests.rules.accept` in the repository's root.
"""

import tempfile
from pathlib import Path

from tests.rules.test_pages import MESSAGES, render_messages

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        MESSAGES.write_text(render_messages(Path(folder)), encoding="utf-8")
