"""`wenmai serve`: the results of one corpus as pages and as a read-only JSON API, on this machine alone.

Question answered: what stands behind this number? Every number leads to its works, these to their sentences, these to the PDF page with the
sentence marked, and from there to how it was made.

    chain         is the last run of the corpus complete, by dvc.lock?
    snapshot      an immutable copy of its tables; switched when a new run is complete, so that no page shows half of one
    reader        the tables of one snapshot, read when a page needs them
    views/        what a page shows, as records: the same for the page and the API
    pages, api    the routes
    page_images   pages of source PDFs as pictures, made in a worker process
    guard         Host check, GET and HEAD alone, security headers, cache of answers
    application   all of it as one ASGI application

Nothing is written but the snapshot in the per-user cache. What a URL names is looked up in the tables; no part of it becomes a path.
"""
