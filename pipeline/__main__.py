"""`python -m pipeline` is `wenmai`."""

import sys

from pipeline.cli import main

sys.exit(main())
