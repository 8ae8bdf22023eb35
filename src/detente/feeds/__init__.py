"""Event feeds: how their files look and what their columns mean. docs/feeds.md tells how to add one."""
