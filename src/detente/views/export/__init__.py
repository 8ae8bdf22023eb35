"""Worlds as files for other programs: tables, networks, linked data, entities; each with the licences of its rows."""
