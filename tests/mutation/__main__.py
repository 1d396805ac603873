"""python -m tests.mutation [FILE...]: makes every mutant, runs the tests of its table, tells the score of each file."""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import ROOT, Mutant, mutants_of, unchanged

AT_LEAST = 85
"""Per cent of the mutants of each file that the tests have to notice."""
PATIENCE = 120.0
"""Seconds; who runs for ever has been noticed, too."""
QUICKLY = (
    "-x",
    "-q",
    "--noconftest",
    "--assert=plain",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=",
    "-o",
    "filterwarnings=",
)
"""Rules are pure: their tests need no database and no plugin, so nothing is loaded but the rule itself."""
TESTS: dict[str, tuple[str, ...]] = {
    "rules/permission.py": ("tests/rules/test_permission.py",),
    "rules/inquiry.py": ("tests/rules/test_inquiry.py",),
    "rules/enrolment.py": ("tests/rules/test_enrolment.py",),
    "rules/approval.py": ("tests/rules/test_approval.py", "tests/rules/test_approval_reach.py"),
    "rules/guessing.py": ("tests/rules/test_guessing.py",),
    "rules/quote_approval.py": ("tests/rules/test_quote_approval.py",),
    "rules/quote_moves.py": ("tests/rules/test_quote_moves.py",),
}
"""Each file, and the tests that are the rule book of it."""


class Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the mutant in place of the file when it is imported."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = mutant.file.removesuffix(".py").replace("/", ".")

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(ROOT / self.mutant.file)
        exec(compile(self.mutant.source, module.__file__, "exec"), module.__dict__)


def main(wanted: Sequence[str]) -> int:
    files = [each for each in TESTS if not wanted or each in wanted]
    worst = 100.0
    print("| file | mutants | noticed | the same in effect | score |\n|---|---|---|---|---|")
    survivors: list[Mutant] = []
    for file in files:
        if not _survivors([unchanged(file)]):
            print(f"{file}: its tests fail without any change")
            return 1
        made = [each for each in mutants_of(file) if each.name not in EQUIVALENT]
        same = sum(each.name in EQUIVALENT for each in mutants_of(file))
        missed = _survivors(made)
        score = 100.0 * (len(made) - len(missed)) / max(1, len(made))
        worst = min(worst, score)
        survivors += missed
        print(f"| {file} | {len(made)} | {len(made) - len(missed)} | {same} | {score:.0f} % |", flush=True)
    for each in survivors:
        print(f"not noticed: line {each.line} of {each.name}")
    return 0 if worst >= AT_LEAST else 1


def _survivors(mutants: list[Mutant]) -> list[Mutant]:
    """Those that no test noticed; as many at once as there are cores."""
    waiting, running, missed = list(mutants), dict[int, tuple[Mutant, float]](), list[Mutant]()
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 2):
            mutant = waiting.pop()
            running[_child(mutant)] = (mutant, time.monotonic() + PATIENCE)
        for pid, (mutant, until) in list(running.items()):
            done, status = os.waitpid(pid, os.WNOHANG)
            if done == 0 and time.monotonic() > until:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                running.pop(pid)
            elif done:
                running.pop(pid)
                missed += [mutant] if os.waitstatus_to_exitcode(status) == 0 else []
        time.sleep(0.02)
    return missed


def _child(mutant: Mutant) -> int:
    """A child that runs the tests against the mutant; its exit code is that of the tests."""
    pid = os.fork()
    if pid:
        return pid
    sys.meta_path.insert(0, Changed(mutant))
    sys.dont_write_bytecode = True
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os._exit(int(pytest.main([*QUICKLY, *TESTS[mutant.file]])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
