"""The hooks, the action and the snippets of the documentation, run as they stand on a small project."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from plancheck.reports.checked import FORMATS
from tests.cli.conftest import ACTUALS, PLAN

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent
LANGUAGES = ("zh", "en")
WRONG = "目标编号,期间,数值,报送日期\nR1.1,2026-Q3,约300,2026-10-05\nR1.2,2026-Q3,1起,2026-10-05\n"
SUBMITTED = "data/demo-2026-2028/三季度.csv"
Ran = subprocess.CompletedProcess[str]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these systems of continuous integration run bash")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without errors, in a folder with a space."""
    root = tmp_path / "示例区 规划"
    (root / "plans").mkdir(parents=True)
    (root / "plans" / "demo-2026-2028.yaml").write_text(PLAN, "utf-8")
    (root / "data" / "demo-2026-2028").mkdir(parents=True)
    (root / "data" / "demo-2026-2028" / "上半年.csv").write_text(ACTUALS, "utf-8")
    return root


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """What the commands see: the installed tools first, a home and a cache of their own, and nothing of the CI system
    that these tests may be running in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GIT_", "PLANCHECK_"))}
    (tmp_path / "home").mkdir()
    own = {"HOME": tmp_path / "home", "PRE_COMMIT_HOME": tmp_path / "hooks", "PLANCHECK_CACHE": tmp_path / "cache"}
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    return {**kept, **{name: str(value) for name, value in own.items()}, "PATH": path, "PLANCHECK_LANG": "en"}


def bash(script: str, folder: Path, env: Mapping[str, str]) -> Ran:
    """As GitHub runs a step of `shell: bash`."""
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script, folder=folder, env=env)


def run(*command: str, folder: Path, env: Mapping[str, str]) -> Ran:
    return subprocess.run(command, cwd=folder, env=dict(env), capture_output=True, text=True, check=False)


class TestHooks:
    """`.pre-commit-hooks.yaml`, run by pre-commit itself; `language: system` spares it an installation."""

    @pytest.fixture
    def repository(self, project: Path, env: dict[str, str]) -> Path:
        if shutil.which("git") is None or not (TOOLS / "pre-commit").exists():
            pytest.skip("needs git and pre-commit: pip install -e '.[dev]'")
        hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
        local = {"repo": "local", "hooks": [{**hook, "language": "system"} for hook in hooks]}
        (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [local]}), "utf-8")
        assert run("git", "init", "--quiet", folder=project, env=env).returncode == 0
        return project

    def hooks(self, repository: Path, env: Mapping[str, str]) -> tuple[dict[str, str], str]:
        """How each hook ended, and everything that was printed."""
        assert run("git", "add", "--all", folder=repository, env=env).returncode == 0
        ran = run("pre-commit", "run", "--all-files", folder=repository, env=env)
        ended = dict(re.findall(r"^plancheck (\w+)\.+(?:\(no files to check\))?(\w+)$", ran.stdout, re.MULTILINE))
        assert (ran.returncode == 0) == ("Failed" not in ended.values()), ran.stdout + ran.stderr
        return ended, ran.stdout

    def test_the_manifest_is_one(self, tmp_path: Path, env: dict[str, str]) -> None:
        if not (TOOLS / "pre-commit").exists():
            pytest.skip("needs pre-commit")
        checked = run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), folder=tmp_path, env=env)
        assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")

    def test_a_sound_project_passes(self, repository: Path, env: dict[str, str]) -> None:
        assert self.hooks(repository, env)[0] == {"lint": "Passed", "validate": "Passed"}

    def test_a_wrong_submission_is_named_with_its_place(self, repository: Path, env: dict[str, str]) -> None:
        (repository / SUBMITTED).write_text(WRONG, "utf-8")
        ended, printed = self.hooks(repository, env)
        assert ended == {"lint": "Passed", "validate": "Failed"}
        assert f"{SUBMITTED}:2:3" in printed
        assert "约300" in printed

    def test_a_wrong_plan_is_named_with_its_line(self, repository: Path, env: dict[str, str]) -> None:
        (repository / "plans" / "demo-2026-2028.yaml").write_text(PLAN.replace("kind: hold", "kind: holds"), "utf-8")
        ended, printed = self.hooks(repository, env)
        assert ended["lint"] == "Failed"
        assert re.search(r"plans/demo-2026-2028\.yaml:\d+:\d+: P401 ", printed)

    def test_a_roster_that_changes_has_the_plans_checked(self, repository: Path, env: dict[str, str]) -> None:
        (repository / "plans" / "rosters").mkdir()
        (repository / "plans" / "rosters" / "schools.csv").write_text("name\n甲小学\n", "utf-8")
        (repository / "plans" / "demo-2026-2028.yaml").unlink()
        shutil.rmtree(repository / "data")
        assert self.hooks(repository, env)[0] == {"lint": "Failed", "validate": "Skipped"}

    def test_what_is_no_submission_is_passed_over(self, repository: Path, env: dict[str, str]) -> None:
        folder = repository / "data" / "demo-2026-2028"
        (folder / "上半年.csv").unlink()
        (folder / "~$上报.xlsx").write_bytes(b"x")
        (folder / "说明.docx").write_bytes(b"x")
        assert self.hooks(repository, env)[0] == {"lint": "Passed", "validate": "Skipped"}


class TestAction:
    """`action.yml`: the script of each step, run by bash with the environment that GitHub would give it."""

    ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

    def step(self, name: str) -> Mapping[str, Any]:
        (found,) = [step for step in self.ACTION["runs"]["steps"] if step["name"] == name]
        return found  # type: ignore[no-any-return]

    def act(self, name: str, project: Path, env: Mapping[str, str], **inputs: str) -> Ran:
        given = {key: str(value["default"]) for key, value in self.ACTION["inputs"].items()} | {
            key.replace("_", "-"): value for key, value in inputs.items()
        }
        step = self.step(name)

        def filled(text: str) -> str:
            return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], text)

        made = {key: filled(value) for key, value in step.get("env", {}).items()}
        files = {"GITHUB_OUTPUT": project.parent / "output", "GITHUB_STEP_SUMMARY": project.parent / "summary.md"}
        system = {**{key: str(value) for key, value in files.items()}, "GITHUB_ACTION_PATH": str(ROOT)}
        return bash(step["run"], project, {**env, **system, **made})

    def test_it_is_a_composite_action_whose_scripts_take_no_input_into_their_text(self) -> None:
        """A `${{ … }}` inside a script would be run as part of it, whatever it says."""
        assert self.ACTION["runs"]["using"] == "composite"
        for step in self.ACTION["runs"]["steps"]:
            assert "${{" not in step.get("run", "")
            assert "uses" in step or step["shell"] == "bash"

    def test_every_input_and_output_has_a_description_and_is_used(self) -> None:
        text = (ROOT / "action.yml").read_text("utf-8")
        for name, about in self.ACTION["inputs"].items():
            assert about["description"]
            assert f"inputs.{name} " in text
        assert self.ACTION["outputs"]["exit-code"]["value"] == "${{ steps.validate.outputs.exit-code }}"

    @pytest.mark.parametrize(("install", "expected"), [("", str(ROOT)), ("a wheel.whl", "a wheel.whl")])
    def test_it_installs_itself_or_what_it_is_told(
        self, project: Path, env: dict[str, str], tmp_path: Path, install: str, expected: str
    ) -> None:
        """With a python in front that only says what it was asked for."""
        stand_in = tmp_path / "bin" / "python"
        stand_in.parent.mkdir()
        stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
        stand_in.chmod(0o755)
        ran = self.act("Install", project, {**env, "PATH": f"{stand_in.parent}:{env['PATH']}"}, install=install)
        assert ran.stdout.splitlines() == [
            "-m", "pip", "install", "--quiet", "--disable-pip-version-check", expected,
        ]  # fmt: skip
        assert (ROOT / "pyproject.toml").exists()

    def test_plans_are_checked_first(self, project: Path, env: dict[str, str]) -> None:
        ran = self.act("Check the plans", project, env, lang="en")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "plans/demo-2026-2028.yaml: can be used" in ran.stdout
        (project / "plans" / "demo-2026-2028.yaml").write_text("plancheck: 1\n", "utf-8")
        assert self.act("Check the plans", project, env).returncode == 2

    def test_submissions_without_errors(self, project: Path, env: dict[str, str]) -> None:
        ran = self.act("Check the submissions", project, env, lang="en", period="2026-Q2")
        assert (ran.returncode, ran.stderr) == (0, "")
        assert (project.parent / "output").read_text() == "exit-code=0\n"
        assert "errors 0" in (project.parent / "summary.md").read_text("utf-8")

    def test_what_is_wrong_becomes_annotations_a_summary_and_reports(self, project: Path, env: dict[str, str]) -> None:
        (project / SUBMITTED).write_text(WRONG, "utf-8")
        reports = "sarif=plancheck.sarif\njunit=测试 结果.xml\n"
        ran = self.act(
            "Check the submissions", project, env, lang="en", reports=reports, arguments="--as-of\n2026-10-20\n"
        )
        assert (ran.returncode, ran.stderr) == (1, "")
        assert ran.stdout.startswith(f"::error file={SUBMITTED},line=2,title=SAMPLE C203 2%3A3::")
        assert "C203" in (project.parent / "summary.md").read_text("utf-8")
        assert json.loads((project / "plancheck.sarif").read_text("utf-8"))["version"] == "2.1.0"
        assert (project / "测试 结果.xml").exists()
        assert (project.parent / "output").read_text() == "exit-code=1\n"

    @pytest.mark.parametrize(
        ("inputs", "code"),
        [
            ({"fail_on": "never"}, 0),
            ({"plan": "demo-2026-2028", "files": f"{SUBMITTED}\n"}, 1),
            ({"plan": "nothing"}, 2),
            ({"fail_on": "sometimes"}, 2),
            ({"files": "data/none.csv"}, 3),
        ],
    )
    def test_the_exit_code_is_that_of_validate(
        self, project: Path, env: dict[str, str], inputs: dict[str, str], code: int
    ) -> None:
        (project / SUBMITTED).write_text(WRONG, "utf-8")
        ran = self.act("Check the submissions", project, env, arguments="--as-of\n2026-10-20", **inputs)
        assert (ran.returncode, (project.parent / "output").read_text()) == (code, f"exit-code={code}\n"), ran.stderr

    def test_no_input_is_run(self, project: Path, env: dict[str, str]) -> None:
        evil = "$(touch run); `touch run`"
        ran = self.act("Check the submissions", project, env, files=evil, plan=evil, reports=evil, arguments=evil)
        assert ran.returncode == 2
        assert not (project / "run").exists()


def blocks(lang: str, kind: str) -> Iterator[str]:
    page = (ROOT / "docs" / lang / "ci.md").read_text("utf-8")
    yield from re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def snippet(lang: str, name: str) -> Any:
    """The first block that says it is that file."""
    (found, *_) = [text for text in blocks(lang, "yaml") if text.startswith(f"# {name}\n")]
    return yaml.safe_load(found)


@pytest.mark.parametrize("lang", LANGUAGES)
class TestPages:
    """The snippets of docs/*/ci.md."""

    def test_the_commands_of_the_github_job(self, lang: str, project: Path, env: dict[str, str]) -> None:
        job = snippet(lang, ".github/workflows/plans.yml")["jobs"]["plans"]
        install, *commands = [step["run"] for step in job["steps"] if "run" in step]
        assert install == "pip install path/to/plancheck"
        for command in commands:
            assert command.startswith("plancheck ")
            ran = bash(command, project, {**env, **job["env"]})
            assert (ran.returncode, ran.stderr) == (0, ""), command
        assert (project / "report.json").exists()

    def test_the_commands_of_the_gitlab_job(self, lang: str, project: Path, env: dict[str, str]) -> None:
        job = snippet(lang, ".gitlab-ci.yml")["submissions"]
        (project / SUBMITTED).write_text(WRONG, "utf-8")
        install, lint, validate = job["script"]
        assert install == "pip install path/to/plancheck"
        assert bash(lint, project, {**env, **job["variables"]}).returncode == 0
        assert bash(validate, project, {**env, **job["variables"]}).returncode == 1
        artifacts = [*job["artifacts"]["paths"], job["artifacts"]["reports"]["junit"]]
        assert [name for name in artifacts if not (project / name).exists()] == []
        assert job["artifacts"]["when"] == "always"

    def test_the_commands_between_the_snippets(self, lang: str, project: Path, env: dict[str, str]) -> None:
        commands = [line for text in blocks(lang, "sh") for line in text.splitlines() if line.startswith("plancheck ")]
        assert commands
        for command in commands:
            assert bash(command, project, env).returncode == 0, command

    @pytest.mark.parametrize("name", [".github/workflows/submissions.yml", ".github/workflows/plans.yml"])
    def test_every_workflow_says_when_it_runs(self, lang: str, name: str) -> None:
        assert snippet(lang, name)[True] == ["push", "pull_request"]  # `on` is a truth value in YAML 1.1

    def test_the_action_is_given_inputs_that_it_has(self, lang: str) -> None:
        steps = snippet(lang, ".github/workflows/submissions.yml")["jobs"]["submissions"]["steps"]
        (step,) = [step for step in steps if step["uses"].startswith("OWNER/plancheck@")]
        assert set(step["with"]) <= set(TestAction.ACTION["inputs"])
        assert {line.partition("=")[0] for line in step["with"]["reports"].splitlines()} <= set(FORMATS)

    def test_the_table_of_inputs_is_that_of_the_action(self, lang: str) -> None:
        page = (ROOT / "docs" / lang / "ci.md").read_text("utf-8")
        rows = [[cell.strip() for cell in line.split("|")] for line in page.splitlines() if line.startswith("| `")]
        stated = {row[1].strip("`"): row[2] for row in rows if row[1].strip("`") in TestAction.ACTION["inputs"]}
        documented = {name: text.strip("`") if text.startswith("`") else "" for name, text in stated.items()}
        defaults = {name: str(about["default"]) for name, about in TestAction.ACTION["inputs"].items()}
        assert documented == defaults

    def test_the_hooks_of_the_snippet_are_those_of_the_manifest(self, lang: str) -> None:
        manifest = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
        (repo,) = snippet(lang, ".pre-commit-config.yaml")["repos"]
        assert {hook["id"] for hook in repo["hooks"]} == manifest.keys()

    def test_the_local_hook_works(self, lang: str, project: Path, env: dict[str, str]) -> None:
        (text,) = [one for one in blocks(lang, "yaml") if "repo: local" in one]
        (hook,) = yaml.safe_load(text)["repos"][0]["hooks"]
        assert re.search(hook["files"], SUBMITTED)
        assert not re.search(hook["files"], "plans/demo.yaml")
        (project / SUBMITTED).write_text(WRONG, "utf-8")
        assert run(*shlex.split(hook["entry"]), SUBMITTED, folder=project, env=env).returncode == 1
