"""Which project, which plans, and where their submissions stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.errors import CommandError
from plancheck.cli.words import Lang

if TYPE_CHECKING:
    from plancheck.plans.cache import PlanCache
    from plancheck.plans.load import LoadResult
    from plancheck.plans.plan import LoadedPlan


def find_root(given: Path | None, names: Sequence[str], start: Path) -> Path:
    """--root, else the project of the first plan named by its path, else the nearest one upward from `start`."""
    if given is not None:
        if not given.is_dir():
            raise CommandError("root.missing", folder=str(given))
        return given.absolute()
    for name in names:
        if (file := Path(name)).is_file():
            return _upward(file.absolute().parent) or file.absolute().parent
    root = _upward(start)
    if root is None:
        raise CommandError("root.none", folder=str(start))
    return root


def _upward(start: Path) -> Path | None:
    return next(
        (d for d in (start, *start.parents) if (d / "plancheck.yaml").is_file() or (d / "plans").is_dir()), None
    )


class Plans:
    """The plan files of a project, each loaded at most once."""

    def __init__(self, root: Path, lang: Lang, cache: PlanCache | None) -> None:
        self.root = root
        self._lang = lang
        self._cache = cache
        self._loaded: dict[Path, LoadResult] = {}

    def files(self) -> list[Path]:
        """Every plan of the project, by name."""
        folder = self.root / "plans"
        return sorted(f for f in (*folder.glob("*.yaml"), *folder.glob("*.yml")) if not f.name.startswith("."))

    def load(self, file: Path) -> LoadResult:
        """The plan in the file, and what is to be said about it."""
        if file not in self._loaded:
            from plancheck.plans.load import load_plan

            self._loaded[file] = load_plan(file, self.name(file), self._cache)
        return self._loaded[file]

    def choose(self, names: Sequence[str]) -> list[Path]:
        """The files that the names mean, in the order given, each once; without names every plan of the project."""
        if names:
            return list(dict.fromkeys(self._find(name) for name in names))
        if files := self.files():
            return files
        raise CommandError("plans.none", folder=str(self.root / "plans"))

    def name(self, file: Path) -> str:
        """What the file is called in findings: its path from the root, or as it is where it stands elsewhere."""
        absolute = file.absolute()
        return absolute.relative_to(self.root).as_posix() if absolute.is_relative_to(self.root) else file.as_posix()

    def _find(self, name: str) -> Path:
        """A path, a file name, a plan id, or a part of one file name."""
        if Path(name).is_file():
            return Path(name).absolute()
        files = self.files()
        for exact in (lambda f: name in (f.name, f.stem, f"plans/{f.name}"), lambda f: self._id(f) == name):
            if found := next(filter(exact, files), None):
                return found
        partly = [f for f in files if name.lower() in f.stem.lower()]
        if len(partly) == 1:
            return partly[0]
        if partly:
            raise CommandError("plans.several", seen=name, files="\n".join(f"  {self.name(f)}" for f in partly))
        raise CommandError.unknown(self._lang, "plans.unknown", name, [f.stem for f in files])

    def of_id(self, name: str) -> Path | None:
        """The plan file with this id."""
        return next((file for file in self.files() if self._id(file) == name), None)

    def _id(self, file: Path) -> str | None:
        loaded = self.load(file).loaded
        return None if loaded is None else loaded.plan.id


def data_folder(root: Path, data: Path | None, loaded: LoadedPlan, alone: bool) -> Path:
    """Where the submissions to a plan stand: the project's `data/<plan-id>`, or under --data the folder of that name,
    or --data itself where the plan is the only one."""
    name = loaded.plan.id
    if data is None:
        return root / "data" / name
    if not data.is_dir():
        raise CommandError("data.missing", folder=str(data))
    if (data / name).is_dir():
        return data / name
    if not alone:
        raise CommandError("data.which", folder=str(data), plan=name)
    return data
