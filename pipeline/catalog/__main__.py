"""Run the stage: `python -m pipeline.catalog corpora/<name>`."""

import sys

from pipeline.catalog.stage import run
from pipeline.core.stages import run_stage

if __name__ == "__main__":
    sys.exit(run_stage("catalog", run))
