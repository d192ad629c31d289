"""What people ask of the topics: fits of their own, new documents, changes, word intrusion."""
