"""Results put together for people: files on disk, pages, notebooks."""
