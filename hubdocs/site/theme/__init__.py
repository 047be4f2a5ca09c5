"""The MkDocs theme `hubdocs`: Material's scripts and search inside pages of our own."""
