"""Where tables are computed: DuckDB in this process, or Spark. Measures are handed frames and know neither."""
