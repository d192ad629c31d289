"""What the pages show and the API returns, as records: each function takes the reader of a snapshot and what was asked."""
