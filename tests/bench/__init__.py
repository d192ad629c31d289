"""Speed, measured on purpose (`make bench-…`) and never in the suite: machines are shared and noisy."""
