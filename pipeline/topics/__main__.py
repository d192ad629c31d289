"""`python -m pipeline.topics corpora/<c>`: run the stage."""

import sys

from pipeline.core.stages import run_stage
from pipeline.topics.stage import run

if __name__ == "__main__":
    sys.exit(run_stage("topics", run))
