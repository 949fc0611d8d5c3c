"""Which project, which plans, and where their submissions stand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plancheck.cli.errors import CommandError
from plancheck.cli.words import Lang
from plancheck.sources.paths import is_file, is_folder

if TYPE_CHECKING:
    from plancheck.plans.cache import PlanCache
    from plancheck.plans.load import LoadResult
    from plancheck.plans.packed import Packed
    from plancheck.plans.packing import PackedResult
    from plancheck.plans.plan import LoadedPlan

MANY = 64
"""From so many plans on, each is kept packed and opened when its turn comes."""
_PROCESSES = 2


def find_root(given: Path | None, names: Sequence[str], start: Path) -> Path:
    """--root, else the project of the first plan named by its path, else the nearest one upward from `start`."""
    if given is not None:
        if not is_folder(given):
            raise CommandError("root.missing", folder=str(given))
        return given.absolute()
    for name in names:
        if is_file(file := Path(name)):
            return _upward(file.absolute().parent) or file.absolute().parent
    root = _upward(start)
    if root is None:
        raise CommandError("root.none", folder=str(start))
    return root


def _upward(start: Path) -> Path | None:
    return next((d for d in (start, *start.parents) if is_file(d / "plancheck.yaml") or is_folder(d / "plans")), None)


class Plans:
    """The plan files of a project, each loaded at most once."""

    def __init__(self, root: Path, lang: Lang, cache: PlanCache | None) -> None:
        self.root = root
        self._lang = lang
        self._cache = cache
        self._loaded: dict[Path, LoadResult] = {}
        self._ids: dict[Path, str | None] | None = None

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

    def load_packed(self, files: Sequence[Path]) -> list[PackedResult]:
        """The same for many files, packed: those that are not in the cache are read by two processes."""
        from plancheck.plans.many import load_packed

        return load_packed([(file, self.name(file)) for file in files], self._cache, min(_PROCESSES, _processors()))

    def unpack(self, file: Path, packed: Packed) -> LoadedPlan:
        """A plan that was packed; where the cache had been tampered with, read from its file after all."""
        from plancheck.plans.packed import BROKEN, unpack

        try:
            return unpack(packed, often=True)
        except BROKEN:
            self._cache = None
        loaded = self.load(file).loaded
        if loaded is None:
            raise CommandError("plans.changed", file=self.name(file))
        return loaded

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
        if is_file(Path(name)):
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
        """Plans are loaded to learn their ids: one after another, or where there are many all at once and packed."""
        if self._ids is None:
            files = self.files()
            many = self.load_packed(files) if len(files) >= MANY else []
            self._ids = {f: None if one.packed is None else one.packed.id for f, one in zip(files, many, strict=False)}
        if file not in self._ids:
            loaded = self.load(file).loaded
            self._ids[file] = None if loaded is None else loaded.plan.id
        return self._ids[file]


def _processors() -> int:
    return os.cpu_count() or 1


def data_folder(root: Path, data: Path | None, loaded: LoadedPlan, alone: bool) -> Path:
    """Where the submissions to a plan stand: the project's `data/<plan-id>`, or under --data the folder of that name
    or the one that was imported for it, or --data itself where the plan is the only one."""
    return folder_of(root, data, loaded.plan.id, alone)


def folder_of(root: Path, data: Path | None, name: str, alone: bool) -> Path:
    """The same by the plan's id."""
    if data is None:
        return root / "data" / name
    if not is_folder(data):
        raise CommandError("data.missing", folder=str(data))
    for folder in (data / name, data / f"plan={name}"):  # the second as `import` calls it
        if is_folder(folder):
            return folder
    if not alone:
        raise CommandError("data.which", folder=str(data), plan=name)
    return data
