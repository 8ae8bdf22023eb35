"""The browser's view: `detente serve`. How a page or a resource is added: `pages.py` and `api/__init__.py`."""
