"""`python -m tenir`, for machines where the command is not on the PATH."""

import sys

from tenir.cli import main

sys.exit(main())
