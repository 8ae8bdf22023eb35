"""The dullest forecasts, for every other to be measured against."""
