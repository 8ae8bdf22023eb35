"""The prediction ledger: who said what would come, what came of it, and how good speakers and Detente have been."""
