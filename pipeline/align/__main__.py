"""Run stage `align` on one corpus: `python -m pipeline.align corpora/demo`."""

import sys

from pipeline.align.stage import run
from pipeline.core.stages import run_stage

if __name__ == "__main__":
    sys.exit(run_stage("align", run))
