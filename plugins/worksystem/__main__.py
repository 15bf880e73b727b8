"""`python -m worksystem`, the same as the command."""

import sys

from worksystem.cli import main

if __name__ == "__main__":
    sys.exit(main())
