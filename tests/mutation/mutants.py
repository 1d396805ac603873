"""Mutants: each rule of permission, approval and state is broken on purpose, a little; the tests have to notice (make mutants).

Why our own: the known tools change what stands within functions; our decisions stand in tables at the top of a file (who
may, what may follow), and a row taken out of a table is the mutant that matters most. Nothing in the tree is touched: the
changed source is given to the child process that runs the tests, by an import hook.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = {"Refused", "line", "title", "word", "tell"}
"""Calls whose words are for people: other words are no other rule."""

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the line, what was changed into what, and the whole changed source."""

    file: str
    line: int
    what: str
    source: str

    @property
    def name(self) -> str:
        """Without the line, so that it stays the same when something is written above it."""
        return f"{self.file} {self.what}"


def unchanged(file: str) -> Mutant:
    """The file as it is: tests that fail with it notice nothing."""
    return Mutant(file, 0, "unchanged", (ROOT / file).read_text(encoding="utf-8"))


def mutants_of(file: str) -> Iterator[Mutant]:
    """Every mutant of a file that differs from it."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    whole = ast.unparse(tree)
    nodes = [each for each in ast.walk(tree) if hasattr(each, "lineno")]
    kept_out = set(_kept_out(tree))
    for place, node in enumerate(nodes):
        if id(node) in kept_out:
            continue
        for number in range(_ways(node)):
            changed = copy.deepcopy(tree)
            twin = [each for each in ast.walk(changed) if hasattr(each, "lineno")][place]
            before, taken_out = ast.unparse(twin), _taken_out(twin, number)
            replaced = _changed(twin, number)
            _put(changed, twin, replaced)
            source = ast.unparse(ast.fix_missing_locations(changed))
            if source != whole:
                after = ast.unparse(replaced) if replaced is not None else "(gone)"
                what = taken_out or f"{_short(before)} -> {_short(after)}"
                yield Mutant(file, node.lineno, what, source)


def _taken_out(node: ast.AST, number: int) -> str:
    """What a table is without; empty for other changes."""
    match node:
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) | ast.List(elts=elements):
            return f"without {_short(ast.unparse(elements[number]))} in {_short(ast.unparse(node))}"
        case ast.Dict(keys=keys):
            key = keys[number]
            return f"without {_short(ast.unparse(key)) if key else '**'} in {_short(ast.unparse(node))}"
    return ""


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def _kept_out(tree: ast.Module) -> Iterator[int]:
    """Docstrings, annotations, imports, decorators, and the words of sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from (id(node), id(node.value))
        if isinstance(node, ast.Call) and _called(node) in SENTENCES:
            yield from (id(each) for argument in node.args[:1] for each in ast.walk(argument))
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if part is not None:
                yield from (id(each) for each in ast.walk(part))
        for each in getattr(node, "decorator_list", ()):
            yield from (id(inner) for inner in ast.walk(each))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            yield from (id(each) for each in ast.walk(node))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _ways(node: ast.AST) -> int:
    """How many changes of this node there are."""
    match node:
        case ast.Compare(ops=ops):
            return sum(type(each) in COMPARED for each in ops)
        case ast.BoolOp(values=values):
            return 1 + len(values)
        case ast.UnaryOp(op=ast.Not()) | ast.IfExp() | ast.Raise():
            return 1
        case ast.BinOp(op=op):
            return int(type(op) in COUNTED) * 2
        case ast.Constant(value=value):
            return int(isinstance(value, bool | int | str) and value != "")
        case (
            ast.Set(elts=elements) | ast.Tuple(elts=elements, ctx=ast.Load()) | ast.List(elts=elements, ctx=ast.Load())
        ):
            return len(elements) if len(elements) > 1 else 0
        case ast.Dict(keys=keys):
            return len(keys)
        case ast.If() | ast.While():
            return 1
        case ast.Return(value=value):
            return int(value is not None and not (isinstance(value, ast.Constant) and value.value is None))
        case ast.comprehension(ifs=ifs):
            return len(ifs)
    return 0


def _changed(node: ast.AST, number: int) -> ast.AST | None:
    """The node in another way; None: it is gone."""
    match node:
        case ast.Compare(ops=ops):
            place = [at for at, each in enumerate(ops) if type(each) in COMPARED][number]
            ops[place] = COMPARED[type(ops[place])]()
        case ast.BoolOp(op=op, values=values):
            if number == 0:
                node.op = ast.And() if isinstance(op, ast.Or) else ast.Or()
            elif len(values) > 2:
                values.pop(number - 1)
            else:
                return values[2 - number]
        case ast.UnaryOp(operand=operand):
            return operand
        case ast.IfExp(body=body, orelse=orelse):
            node.body, node.orelse = orelse, body
        case ast.Raise():
            return ast.Pass()
        case ast.BinOp(op=op, left=left):
            if number == 1:
                return left
            node.op = COUNTED[type(op)]()
        case ast.Constant(value=value):
            node.value = (
                not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else str(value) + "x"
            )
        case ast.Set(elts=elements) | ast.Tuple(elts=elements) | ast.List(elts=elements):
            elements.pop(number)
        case ast.Dict(keys=keys, values=values):
            keys.pop(number)
            values.pop(number)
        case ast.If(test=test) | ast.While(test=test):
            node.test = ast.UnaryOp(ast.Not(), test)
        case ast.Return():
            node.value = ast.Constant(None)
        case ast.comprehension(ifs=ifs):
            ifs.pop(number)
    return node


def _put(tree: ast.AST, old: ast.AST, new: ast.AST | None) -> None:
    """Puts the changed node where the old one stood."""
    if new is old:
        return
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list):
                for place, each in enumerate(value):
                    if each is old:
                        value[place] = new
