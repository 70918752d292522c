"""`python -m bot.cli …` is `kennispunt …`."""

import sys

from bot.cli import main

sys.exit(main())
