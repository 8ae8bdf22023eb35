"""How two actors stand: a probability for each level of the peace scale, see docs/levels.md."""
