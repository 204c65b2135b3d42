"""What the source says of itself: kinds of entry, settings, commands."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import dienhong

SRC = Path(dienhong.__path__[0])


@dataclass(frozen=True, order=True)
class Written:
    """A kind of entry as one place of the source writes it."""

    kind: str
    module: str
    facts: tuple[str, ...]
    audience: str


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the path inside the package and the syntax of each module."""
    for path in sorted(SRC.rglob("*.py")):
        yield path.relative_to(SRC).as_posix(), ast.parse(path.read_text("utf-8"))


def entries_written() -> list[Written]:
    """Return every kind that a call of ``write_entry`` names, itself or through a helper."""
    found: set[Written] = set()
    for module, tree in modules():
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in calls(function, "write_entry"):
                for kind in _kinds(call.args[0], function, tree):
                    found.add(Written(kind, module, _facts(call), _audience(call)))
    return sorted(found)


def calls(tree: ast.AST, name: str) -> list[ast.Call]:
    """Return the calls of a plain name."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def _kinds(given: ast.expr, function: ast.FunctionDef, tree: ast.Module) -> list[str]:
    names = [argument.arg for argument in function.args.args]
    if isinstance(given, ast.Name) and given.id in names:
        place = names.index(given.id)
        return [
            kind
            for call in calls(tree, function.name)
            for kind in _kinds(call.args[place], function, tree)
        ]
    return [
        node.value
        for node in ast.walk(given)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == name), None)


def _facts(call: ast.Call) -> tuple[str, ...]:
    facts = _keyword(call, "facts")
    if facts is None:
        return ()
    assert isinstance(facts, ast.Dict), f"facts are written out, line {call.lineno}"
    return tuple(ast.literal_eval(key) for key in facts.keys if key is not None)


def _audience(call: ast.Call) -> str:
    audience = _keyword(call, "audience")
    return ast.literal_eval(audience) if audience else "office"


def refusals(room: str) -> list[str]:
    """Return the checks of a room's rules; those beside ``rules.py`` with their module's name."""
    return [
        node.name if path.stem == "rules" else f"{path.stem}.{node.name}"
        for path in (SRC / room).glob("rules*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("check_")
    ]


def rules() -> list[str]:
    """Return the names of the modules of rules that stand beside a room's ``rules.py``."""
    return [f"dienhong.{path.parent.name}.{path.stem}" for path in SRC.glob("*/rules_*.py")]


def settings_read() -> list[tuple[str, str]]:
    """Return name and default of each variable of the environment that the settings read."""
    tree = ast.parse((SRC / "site" / "settings.py").read_text("utf-8"))
    return sorted(
        (ast.literal_eval(call.args[0]), ast.literal_eval(call.args[1]))
        for helper in ("_text", "_list", "_yes")
        for call in calls(tree, helper)
        if isinstance(call.args[0], ast.Constant)
    )


def commands() -> list[str]:
    """Return the names of our own management commands."""
    folder = SRC / "site" / "management" / "commands"
    return sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")


@cache
def names_in(room: str) -> frozenset[str]:
    """Return every name that the modules of a room define, use or spell out as a value."""
    found: set[str] = set()
    for module, tree in modules():
        if module.startswith(f"{room}/"):
            for node in ast.walk(tree):
                found |= _names_of(node)
    return frozenset(found)


def _names_of(node: ast.AST) -> set[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
            return {name}
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return {name}
    return set()
