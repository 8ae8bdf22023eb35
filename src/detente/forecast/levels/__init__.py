"""How far it will go: levels of the peace scale and rungs of cooperation, from base rates."""
