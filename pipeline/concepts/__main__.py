"""Run stage `concepts`: `python -m pipeline.concepts corpora/demo`."""

import sys

from pipeline.concepts.stage import run
from pipeline.core.stages import run_stage

if __name__ == "__main__":
    sys.exit(run_stage("concepts", run))
