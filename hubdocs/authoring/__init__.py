"""What people write: from a document's files to nouns, from Markdown to clean HTML, and the first rules."""
