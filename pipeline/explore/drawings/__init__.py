"""Charts, maps and networks as SVG, and what renders them for print."""
