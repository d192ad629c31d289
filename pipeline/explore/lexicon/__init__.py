"""Work on the lexicon with the real matcher and the finished tables: check, diff, suggest, SKOS. Reading the files is core's business."""
