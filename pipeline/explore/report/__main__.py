"""`python -m pipeline.explore.report corpora/<c>`, as dvc.yaml calls it."""

import sys

from pipeline.core.stages import run_stage
from pipeline.explore.report.stage import run

if __name__ == "__main__":
    sys.exit(run_stage("report", run))
