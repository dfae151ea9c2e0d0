"""How wide words are in the drawings, before any browser has set them."""

_NARROW = frozenset("iljtfrI.,:;'’‘|!()[] ")
_WIDE = frozenset("mwMWQO%@—")


def width(text: str, size: float) -> float:
    """In the units of `size` (the font's), to some five per cent on the wide side, for Libre Franklin; a script that it
    lacks is set in another font, of full width."""
    em = 0.0
    for c in text:
        if c in _NARROW:
            em += 0.31
        elif c in _WIDE:
            em += 0.88
        elif c > "\u2e80":
            em += 1.0
        elif c.isupper():
            em += 0.68
        else:
            em += 0.56
    return round(em * size, 1)
