"""What makes the name of a village a name: the words before it, and which names are something else as well."""

from __future__ import annotations

BEFORE_A_PLACE = frozenset(
    """in te uit bij nabij rond gemeente plaats dorp stad at near from municipality town village w z gminie gmina у в з місті""".split()  # noqa: SIM905  # a list of words reads as one
)
"""Words after which a place is named, in the languages that have such words."""
ORDINARY = frozenset(
    """anderen bakhuizen bergen broekhuizen dieren dijken donderen driehuis duiven gasteren halfweg handel helden hemmen
    herten hoeven houten huizen kampen klimmen leiden lieren linden losser mander meeuwen middelaar monster mussel nieuwdorp
    nieuwland nijland nooitgedacht noorden ommeren oudendijk oranje overberg overslag putten rekken roden ruinen sloten
    tegelen veenhuizen velden wateren watergang wetering wijngaarden winkel zegge zevenhuizen zuidland vijfhuizen meppen
    wijnbergen westhoek nieuwendijk noordhoek austerlitz waarde""".split()  # noqa: SIM905  # the same
)
"""Names of six letters or more that are ordinary words too: without a capital nobody means the village."""
LARGER = frozenset({"nederland", "america", "philippine", "zurich", "willemstad"})
"""Villages whose name is first of all that of something larger: who says it does not mean the village."""
