"""Take the language out of a meaning, so that texts are near by what they say (no Django here).

The model puts all texts of one language near to each other, and those of one length. ``means.npz``
holds where the middle of each language lies, for passages (``p_``) and for questions (``q_``):
means of 505 sentences of FLORES-200 (devtest, CC BY-SA 4.0), and how much further on the middle of
short texts lies (``_short``): half of it as in that language, half as in all three, from the 347
terms that this product's term bases begin with. It belongs to one model: another needs another.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from pobratym.search.ranking.model import NAME, Vectors

VERSION = f"{NAME}/2"
"""Model and centring; whoever changes either changes this, and all meanings are made anew."""
stored_as = np.dtype("<f2")
"""How meanings are kept: half precision, small and exact enough; no sum is made in it."""
_SHORT, _LONG = 20, 60
_LANGUAGES = ("pl", "uk", "en")


def centred(vectors: Vectors, texts: Sequence[tuple[str, str]], *, are_questions: bool) -> Vectors:
    """Give vectors without their language, of length 1.

    Args:
        vectors: as the model gave them.
        texts: language and words of each.
        are_questions: the model was told so.
    """
    kind = "q" if are_questions else "p"
    means = _means()
    middle: Vectors = np.stack(
        [means.get(f"{kind}_{language}", means[kind]) for language, _ in texts]
    )
    lengths = np.array([len(words) for _, words in texts], np.float32)
    further = np.stack(
        [means.get(f"{kind}_{language}_short", means[f"{kind}_short"]) for language, _ in texts]
    )
    shortness: Vectors = (1 - np.clip((lengths - _SHORT) / (_LONG - _SHORT), 0, 1)).astype(
        np.float32
    )
    moved = vectors - middle - shortness[:, None] * further
    sizes = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    found: Vectors = (moved / sizes).astype(np.float32)
    return found


@cache
def _means() -> dict[str, Vectors]:
    with np.load(Path(__file__).with_name("means.npz")) as file:
        means: dict[str, Vectors] = {name: file[name] for name in file.files}
    for kind in "pq":  # for a language of its own mean, the middle of those we know
        middle = np.mean([means[f"{kind}_{one}"] for one in _LANGUAGES], axis=0)
        means[kind] = middle.astype(np.float32)
    return means
