"""Take the screenshots of the README from the built site: run it after `make site SERVE=0`, with Python of `.venv`.

Needs Chromium; `CHROMIUM` in the environment names it where it is not /usr/bin/chromium.
"""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / ".github" / "images"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHOTS = (("home", "", "light"), ("board", "boards/delivery/", "light"))


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of single requests."""


def main() -> None:
    """Serve the built site on loopback and photograph it at the size of a laptop."""
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    IMAGES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for name, address, scheme in SHOTS:
            page = browser.new_page(viewport={"width": 1440, "height": 900}, color_scheme=scheme)
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}", wait_until="load")
            page.wait_for_timeout(600)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
