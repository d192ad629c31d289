"""What stands beside a concept, and what two periods use differently: networks, neighbours, citations, comparison."""
