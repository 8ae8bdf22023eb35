"""How actors stand to each other: arithmetic over tables that are handed in; nothing here opens a file or a database."""
