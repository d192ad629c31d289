"""Run the stage on one corpus: `python -m pipeline.extract corpora/demo`."""

import sys

from pipeline.core.stages import run_stage
from pipeline.extract.stage import run

if __name__ == "__main__":
    sys.exit(run_stage("extract", run))
