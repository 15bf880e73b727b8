"""The site: pages rendered from views, and the adapter that puts them into MkDocs."""
