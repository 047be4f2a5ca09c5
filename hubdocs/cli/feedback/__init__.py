"""`hubdocs feedback`: taking in what people say, and telling it."""
