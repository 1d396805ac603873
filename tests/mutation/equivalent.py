"""Mutants that change nothing that anybody could notice, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping

_AMONG_ALL = "the row is among those that are made for every open state, too"
_AS_FALSE = "None is as false as False for whoever asks"
_MOVES = "{(State.RECEIVED, State.LOGGED), (State.LOGGED, State.MERGED"

EQUIVALENT: Mapping[str, str] = {
    "rules/permission.py owner is not None and owner in {viewer.id, *viewer.stands_in"
    " -> owner in {viewer.id, *viewer.stands_in_for}": "no colleague has the number None: it only tells the types",
    "rules/inquiry.py without State.TRIAGED in {State.TRIAGED, State.NOT_INQUIRY, State.LOGGED}": (
        "a triaged one stays triaged either way"
    ),
    "rules/inquiry.py without State.LOGGED in (State.LOGGED, State.NOT_INQUIRY)": _AMONG_ALL,
    "rules/inquiry.py without State.NOT_INQUIRY in (State.LOGGED, State.NOT_INQUIRY)": _AMONG_ALL,
    "rules/inquiry.py without State.LOGGED in (State.LOGGED, State.MERGED)": _AMONG_ALL,
    "rules/inquiry.py without State.MERGED in (State.LOGGED, State.MERGED)": _AMONG_ALL,
    f"rules/inquiry.py without (State.LOGGED, State.MERGED) in {_MOVES}": _AMONG_ALL,
    f"rules/inquiry.py without (State.LOGGED, State.NOT_INQUIRY) in {_MOVES}": _AMONG_ALL,
    "rules/approval.py return False -> return None": _AS_FALSE,
    "rules/guessing.py return False -> return None": _AS_FALSE,
    "rules/guessing.py former is None or limit.every is None or (not too_many(forme"
    " -> limit.every is None or not too_many(former, limit, now)": "too_many says no for None by itself",
}
