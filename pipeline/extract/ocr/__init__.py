"""Which pages are recognised, by which engine, and how what it reads is put back on the page."""
