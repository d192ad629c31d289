"""What all stages share: records, schemas, tables, configs, errors, text, the result store and parallel work.

`core` knows no stage and imports no heavy library at import time (spaCy, scikit-learn, gensim and datasets stay in their adapters).
"""
