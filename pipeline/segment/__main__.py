"""Run stage `segment`: `python -m pipeline.segment corpora/demo`."""

import sys

from pipeline.core.stages import run_stage
from pipeline.segment.stage import run

if __name__ == "__main__":
    sys.exit(run_stage("segment", run))
