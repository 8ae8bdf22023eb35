"""The event lexicon: frames of lemmas in, PLOVER and CAMEO codings out."""
