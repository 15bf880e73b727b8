"""A saved file under work/ is on the site a moment later, without anybody asking for it."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.site.sites import SYSTEM, write_site
from tests.systems import write_files

PAGE = "records/items/OPS-1/"
LONGEST = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`mkdocs serve` in a folder, from the moment it serves; the address of the site."""
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", address]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = []
            for line in process.stderr:
                said.append(line)
                if "Serving on" in line:
                    break
            assert said, "mkdocs said nothing"
            assert "Serving on" in said[-1], "".join(said)
            yield f"http://{address}/"
        finally:
            process.terminate()
            process.communicate(timeout=LONGEST)


def get(address: str) -> str:
    with urlopen(address, timeout=LONGEST) as answer:
        return str(answer.read().decode())


def wait_for_rebuild(site: str, page: str) -> None:
    """Ask as the page's own script does: the answer comes with the next finished build, or after a minute."""
    call = re.search(r"livereload\((\d+), (\d+)\)", page)
    assert call
    get(f"{site}livereload/{call[1]}/{call[2]}")


def test_a_saved_item_is_on_its_page(tmp_path: Path) -> None:
    write_site(tmp_path)
    with serving(tmp_path) as site:
        page = get(site + PAGE)
        assert "Rotate the payment certificates" in page
        # A save right at the start may come before the first look at the files: then a second one is seen.
        for title in ("Renew the payment certificates", "Renew all payment certificates"):
            item = SYSTEM["work/items/OPS-1.yml"].replace("Rotate the payment certificates", title)
            write_files(tmp_path, {"work/items/OPS-1.yml": item, "work/worksystem.yml": SYSTEM["work/worksystem.yml"]})
            wait_for_rebuild(site, page)
            page = get(site + PAGE)
            if title in page:
                break
        assert title in page
        assert "Rotate the payment certificates" not in page
