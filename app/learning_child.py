"""The child that learns: scikit-learn is loaded here and nowhere else, for some seconds a night.

Reads {"letters": [[mark, ...], ...], "spam": [0 | 1, ...]} from standard input and writes {"right", "found", "model"}.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

from rules.learned import FOUND, RIGHT

MEMORY = 2_000_000_000
"""Bytes of address space."""
_FOLDS, _IN_LETTERS, _MOST_WORDS = 5, 2, 4_000


def main() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard),) * 2)
    os.nice(10)
    asked = json.load(sys.stdin.buffer)
    json.dump(learnt(asked["letters"], asked["spam"]), sys.stdout, ensure_ascii=False)


def learnt(letters: Sequence[Sequence[str]], spam: Sequence[int]) -> dict[str, Any]:
    """A linear table of words, tried by cross-validation: each letter is weighed by what the others taught.

    `least` is the lowest sum from which of the letters marked RIGHT in a hundred are spam; the model is None where there
    is no such sum, or where it would find less than FOUND in a hundred.
    """
    import numpy
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import precision_recall_curve
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    words = CountVectorizer(analyzer=list, binary=True, min_df=_IN_LETTERS, max_features=_MOST_WORDS)
    line = make_pipeline(words, LogisticRegression(class_weight="balanced", solver="liblinear", random_state=0))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    sums = cross_val_predict(line, letters, spam, cv=folds, method="decision_function")
    right, found, leasts = precision_recall_curve(spam, sums)
    good = numpy.flatnonzero(right[:-1] * 100 >= RIGHT)
    best = int(good[numpy.argmax(found[good])]) if good.size else -1
    told = {"right": round(float(right[best]) * 100), "found": round(float(found[best]) * 100)} if good.size else {}
    if not good.size or told["found"] < FOUND:
        return {"right": 0, "found": 0, **told, "model": None}
    line.fit(letters, spam)
    coefficients = line[-1].coef_[0]
    weights = {word: round(float(coefficients[at]), 4) for word, at in line[0].vocabulary_.items()}
    model = {"bias": float(line[-1].intercept_[0]), "least": float(leasts[best]), "weights": weights}
    return {**told, "model": model}
