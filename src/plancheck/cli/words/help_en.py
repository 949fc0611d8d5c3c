"""The pages of `--help` in English."""

from __future__ import annotations

HELP: dict[str, str] = {
    "help.usage": "Usage: {line}",
    "help.options_word": "[OPTIONS]",
    "help.command_word": "COMMAND ...",
    "help.commands": "Commands",
    "help.arguments": "Arguments",
    "help.options": "Options",
    "help.everywhere": "Everywhere (before or after the command)",
    "help.examples": "Examples",
    "cmd.plancheck": "Says, from submitted spreadsheets, whether the targets of a plan are being met.",
    "about.plancheck": "Says, from submitted spreadsheets, whether the targets of a plan are being met: every verdict "
    "with its arithmetic and the cells it rests on. Plans stand in plans/*.yaml, submissions in data/<plan-id>/. "
    "plancheck init starts a new project.",
    "examples.plancheck": "plancheck status --period 2026-Q3\nplancheck explain R1.1\nplancheck --lang zh status",
    "cmd.status": "How every target stands: counts first, the worst next, and what to do",
    "examples.status": "plancheck status --period 2026-Q3\n"
    "plancheck status national-education-2021-2025 --as-of 2026-03-31 --all\n"
    "plancheck status --owner jtj --only missed,at_risk --format csv -o ledger.csv\n"
    "plancheck status --fail-on missed --quiet",
    "cmd.brief": "A few plain paragraphs for a circular or a chat",
    "examples.brief": "plancheck brief --period 2026-Q3\nplancheck brief sample --period 2026-Q3 -o brief.txt",
    "cmd.explain": "Where one verdict comes from: clause, rule, arithmetic, cells",
    "examples.explain": "plancheck explain R3.3 --period 2026-Q3\nplancheck explain T1.4 --plan taibaihu",
    "cmd.validate": "Checks submitted files: what is wrong, in which cell, and what to write",
    "examples.validate": "plancheck validate report.xlsx --plan sample\n"
    "plancheck validate data/sample --period 2026-Q3 --missing\n"
    "plancheck validate data/sample --strict --format json -o findings.json",
    "opt.files": "Files or folders to check",
    "opt.validate.plan": "The plan they belong to; else the id in data/<plan-id>/, else the only plan",
    "opt.missing": "List only who has not submitted, by group, ready to paste into a chat",
    "opt.validate.fail_on": "Exit with 1 from this severity on; error by default",
    "opt.statistics": "Also count the findings by code",
    "opt.most": "List at most so many findings; the counts are of all",
    "opt.validate.period": "The period that must be complete, and the as-of date "
    "unless --as-of is given: 2026, 2026-Q3, 2026-09",
    "opt.validate.as_of": "The as-of date, such as 2026-10-20; by default the last day of the period, else today",
    "opt.validate.data": "What was submitted before, only to compare with",
    "opt.validate.format": "Format of the output",
    "opt.validate.report": "Also write this format to a file; repeatable: junit=junit.xml, "
    "sarif=plancheck.sarif, csv=findings.csv. Files always have every finding",
    "opt.validate.annotate": "Also write a copy with the places marked and a list of findings, "
    "to hand back; a folder for several files, such as back/",
    "cmd.template": "Makes the workbook to fill in: one for each who must report, or one for all",
    "examples.template": "plancheck template sample --period 2026-Q3 --entity jyj -o bureau.xlsx\n"
    "plancheck template sample --period 2026-Q3 --roster schools --out-dir forms\n"
    "plancheck template sample --period 2026-Q3 --out-dir forms",
    "cmd.import": "Turns large CSV submissions into Parquet by plan and period, once, checking them on the way",
    "examples.import": "plancheck import report.csv --plan sample -o parquet\n"
    "plancheck import data/sample -o parquet\n"
    "plancheck status sample --data parquet --period 2026-Q3",
    "opt.import.files": "CSV files, or folders of them, to import",
    "opt.import.output": "The folder of the Parquet files; a file that is there already, whole, is not imported again",
    "opt.import.plan": "The plan they belong to; else the id in data/<plan-id>/, else the only plan",
    "opt.import.most": "List at most so many findings of each file (20 by default); the counts are of all",
    "opt.import.fail_on": "Exit with 1 from this severity on; error by default",
    "cmd.report": "A web page in one file: sorts, filters, prints, needs no network",
    "examples.report": "plancheck report --period 2026-Q3 -o report.html\n"
    "plancheck report sample --period 2026-Q3 --owner jyj -o bureau.html",
    "opt.select": "Only these codes or beginnings of codes, separated by commas: C, R3, C204",
    "opt.ignore": "Not these codes or beginnings of codes; how many there are is still said",
    "opt.validate.roster": "Takes the place of the plan's own roster; without one, everyone in it owes every target",
    "opt.validate.strict": "Warnings are errors",
    "cmd.lint": "Check plan files: form, contradictions, how much can be checked at all",
    "examples.lint": "plancheck lint\nplancheck lint plans/sample.yaml --strict --format json",
    "cmd.bind": "Propose a binding (sources.yaml) for a table with a layout of its own",
    "examples.bind": "plancheck bind yearly.xls --plan national\n"
    "plancheck bind table.csv --plan sample -o data/sample/sources.yaml",
    "cmd.init": "A new project: an example plan and an empty table to fill in",
    "examples.init": "plancheck init\nplancheck init my-district",
    "cmd.kinds": "The kinds of rule: meaning, parameters, an example",
    "examples.kinds": "plancheck kinds\nplancheck kinds reach",
    "cmd.code": "What a finding code means and what to do about it",
    "examples.code": "plancheck code\nplancheck code C204",
    "cmd.schema": "JSON Schemas: of plan files and sources.yaml for editors, of the JSON output for scripts",
    "examples.schema": "plancheck schema -o plans/schemas/plan-1.json\n"
    "plancheck schema sources -o plans/schemas/sources-1.json\n"
    "plancheck schema report",
    "opt.schema.what": "Of which files: plan (the default) or sources; of which output: report, "
    "findings (of validate), lint, diff, verify, audit, manifest, import",
    "opt.help": "Show this text and exit",
    "opt.version": "Show the version and exit",
    "opt.lang": "Language of every text; else PLANCHECK_LANG, else the locale",
    "opt.color": "Colours; by default on a terminal, as NO_COLOR and FORCE_COLOR say",
    "opt.quiet": "Let the exit code speak: no report, no progress",
    "opt.root": "Project folder; by default the nearest one upward with plancheck.yaml or plans/",
    "opt.install_completion": "Install completion for the current shell",
    "opt.show_completion": "Show the completion script, to copy or adapt it",
    "opt.plans": "A plan id, a file path or part of a file name; without it every plan in plans/",
    "opt.plan": "The plan of the target; needed only where several plans have one of that name",
    "opt.target": "The id, title or alias of a target",
    "opt.period": "Judge as of the last day of this period: 2026, 2026-H1, 2026-Q3, 2026-09 (not with --as-of)",
    "opt.as_of": "The day the verdicts speak of, such as 2026-09-30; today by default",
    "opt.known_at": "Use only what was submitted by this day",
    "opt.changes_since": "Show changes since the end of this period; by default the period before",
    "opt.by": "Group by programme, responsible office or roster group",
    "opt.data": "Folder of submissions; by default the project's data/<plan-id>/",
    "opt.engine": "What adds the submissions up: auto takes duckdb for Parquet and for more than the desk takes, if it "
    "is installed; spark computes on the cluster that --master names; the result is the same",
    "opt.master": "Where Spark is: sc://host:port (Spark Connect), or local[2], spark://..., yarn (with pyspark "
    "installed)",
    "opt.memory": "How much memory the command may take with the bulk engine",
    "opt.owner": "Only the targets of this office",
    "opt.only": "Only these statuses, separated by commas: missed,at_risk,...",
    "opt.fail_on": "Exit 1 when one of these statuses is given, separated by commas",
    "opt.format": "Output format; text, or what the suffix of -o says",
    "opt.lint.format": "Output format",
    "opt.output": "Write to this file: it is the whole new file, or it is left as it was",
    "opt.file": "The table to look at",
    "opt.bind.plan": "The plan whose targets the names are matched with",
    "opt.bind.period": "The period of the values, where the table shows none",
    "opt.template.plan": "Plan id, path or part of a file name; not needed where the project has one plan",
    "opt.template.period": "The period to report on: 2026, 2026-H1, 2026-Q3, 2026-09",
    "opt.template.data": "Last values are taken from this folder; by default data/<plan id>/ of the project",
    "opt.template.output": "The .xlsx file to write; by default named after plan, period and reporter, in this folder",
    "opt.entity": "For this reporter only: a school by name or alias, an office by name or key",
    "opt.roster": "A roster of the plan: a form for each who is listed (with --out-dir)",
    "opt.out_dir": "A form for each reporter, written to this folder",
    "opt.force": "Replace files even where somebody has filled them in",
    "opt.show_all": "List every target",
    "opt.top": "How many of the worst targets to list; of many plans, also how many of these (10 by default)",
    "opt.no_cache": "Do without the cache of parsed plans",
    "opt.strict": "Exit 1 on warnings too",
    "opt.folder": "Folder of the new project; the current one by default",
    "opt.kind": "A kind of rule; without it all are listed",
    "opt.code": "A finding code; without it all are listed",
    "cmd.audit": "The yearly audit: a bundle that names every byte it rests on, and its replay",
    "examples.audit": "plancheck audit --year 2025 -o audits/2025\n"
    "plancheck audit --year 2025 --previous audits/2024 --with-inputs -o audits/2025\n"
    "plancheck audit --verify audits/2025 --against .",
    "cmd.diff": "Which verdicts changed between two audits or two days, and why",
    "examples.diff": "plancheck diff audits/2024 audits/2025\n"
    "plancheck diff 2025 2026-Q3 --plan sample --format markdown",
    "opt.audit.year": "The year to audit, such as 2025",
    "opt.audit.as_of": "The day the verdicts speak of; by default the last day of the year",
    "opt.audit.known_at": "Use only what was submitted by this day; by default as the plan's audit.cutoff_days says, "
    "else everything",
    "opt.audit.previous": "The bundle of the audit before: its manifest is chained to this one",
    "opt.audit.with_inputs": "Keep a copy of every input in the bundle, so that it can be replayed by itself",
    "opt.audit.verify": "Check this bundle: its files, its inputs, and the verdicts replayed",
    "opt.audit.against": "With --verify: the project to replay from; by default the inputs kept in the bundle, "
    "else the project around",
    "opt.audit.format": "Output format of --verify",
    "opt.audit.output": "The folder of the bundle, by default audits/YEAR in the project: it is the whole new "
    "bundle, or it is left as it was",
    "opt.diff.before": "The older: a bundle, or a day or period of the project",
    "opt.diff.after": "The newer: a bundle, or a day or period of the project",
    "opt.diff.plan": "Only this plan (for two days of a project)",
    "opt.diff.exit_code": "Exit 1 when a verdict changed",
}
