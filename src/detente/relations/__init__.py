"""How actors stand to each other: arithmetic over tables handed in; nothing here opens a file or a database."""
