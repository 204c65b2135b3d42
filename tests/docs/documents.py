"""The project's own documents, and the tables in them, as the tests read them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
ALL = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))


def name(path: Path) -> str:
    """Return a document's path inside the project, as tests are named."""
    return path.relative_to(ROOT).as_posix()


def rows(path: Path, heading: str) -> list[list[str]]:
    """Return the cells of the table under ``heading``, without its first two lines."""
    lines = path.read_text("utf-8").splitlines()
    below = lines[lines.index(heading) + 1 :]
    start = next(place for place, line in enumerate(below) if line.startswith("|"))
    table = []
    for line in below[start:]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table[2:]


def blocks(path: Path, language: str) -> str:
    """Return a document with all but its code blocks of ``language`` made blank lines."""
    inside = False
    kept = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("```"):
            inside = not inside and line == f"```{language}"
            kept.append("")
        else:
            kept.append(line if inside else "")
    return "\n".join(kept)
