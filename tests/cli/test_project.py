"""Which project, which plans, which data."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancheck.cli.errors import CommandError
from plancheck.cli.project import Plans, data_folder, find_root


def test_the_nearest_folder_upward(project: Path, tmp_path: Path) -> None:
    deep = project / "data" / "demo-2026-2028"
    assert find_root(None, [], deep) == project
    (project / "data" / "plancheck.yaml").write_text("")
    assert find_root(None, [], deep) == project / "data"


def test_root_overrides(project: Path, tmp_path: Path) -> None:
    assert find_root(tmp_path, [], project) == tmp_path
    with pytest.raises(CommandError, match=r"root\.missing"):
        find_root(tmp_path / "missing", [], project)


def test_a_plan_named_by_its_path_brings_its_project(project: Path, plan_file: Path, tmp_path: Path) -> None:
    assert find_root(None, [str(plan_file)], tmp_path) == project
    alone = tmp_path / "alone.yaml"
    alone.write_text("")
    assert find_root(None, [str(alone)], project) == tmp_path


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"root\.none") as refused:
        find_root(None, [], tmp_path)
    assert "plancheck init" in refused.value.text("en")
    assert str(tmp_path) in refused.value.text("zh")


@pytest.fixture
def plans(project: Path, plan_file: Path) -> Plans:
    text = plan_file.read_text("utf-8").replace("demo-2026-2028", "other-id")
    (project / "plans" / "demo-two.yml").write_text(text, "utf-8")
    (project / "plans" / ".hidden.yaml").write_text("")
    return Plans(project, "en", None)


def test_without_names_every_plan(plans: Plans) -> None:
    assert [file.name for file in plans.choose([])] == ["demo-2026-2028.yaml", "demo-two.yml"]


@pytest.mark.parametrize("name", ["demo-two", "demo-two.yml", "plans/demo-two.yml", "other-id", "TWO"])
def test_ways_to_name_a_plan(plans: Plans, name: str) -> None:
    assert [file.name for file in plans.choose([name])] == ["demo-two.yml"]


def test_named_twice_is_once(plans: Plans) -> None:
    assert len(plans.choose(["other-id", "demo-two"])) == 1


def test_names_that_mean_several_or_none(plans: Plans) -> None:
    with pytest.raises(CommandError, match=r"plans\.several") as refused:
        plans.choose(["demo"])
    assert "  plans/demo-2026-2028.yaml\n  plans/demo-two.yml" in refused.value.text("en")
    with pytest.raises(CommandError, match=r"plans\.unknown") as refused:
        plans.choose(["demo-tow"])
    assert "Did you mean demo-two?" in refused.value.text("en")


def test_no_plans_at_all(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"plans\.none"):
        Plans(tmp_path, "en", None).choose([])


def test_data_folders(plans: Plans, project: Path, tmp_path: Path) -> None:
    loaded = plans.load(plans.choose(["other-id"])[0]).loaded
    assert loaded is not None
    assert data_folder(project, None, loaded, alone=False) == project / "data" / "other-id"
    assert data_folder(project, tmp_path, loaded, alone=True) == tmp_path
    with pytest.raises(CommandError, match=r"data\.which"):
        data_folder(project, tmp_path, loaded, alone=False)
    (tmp_path / "other-id").mkdir()
    assert data_folder(project, tmp_path, loaded, alone=True) == tmp_path / "other-id"
    with pytest.raises(CommandError, match=r"data\.missing"):
        data_folder(project, tmp_path / "missing", loaded, alone=True)
