"""Characters to lines, columns, tables, paragraphs, headings and notes in reading order."""
