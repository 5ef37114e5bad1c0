"""``python -m reportgen``: the command line where the script is not on the path."""

import sys

from reportgen.cli import main

if __name__ == "__main__":
    sys.exit(main())
