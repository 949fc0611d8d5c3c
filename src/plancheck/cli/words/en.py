"""The command line's own texts in English."""

from __future__ import annotations

from plancheck.cli.words.help_en import HELP

WORDS: dict[str, str] = HELP | {
    "list.comma": ", ",
    "validate.which_plan": "{file}: which plan does it belong to? Say so with --plan:\n{plans}",
    "validate.report_form": "--report takes FORMAT=PATH, such as junit=junit.xml, not '{seen}'. The formats "
    "are {formats}.",
    "validate.report_format": "--report: there is no format '{seen}'. {hint}",
    "validate.report_stdout": "--report {format}=-: a report goes to a file; for standard output use --format {format}",
    "validate.report_twice": "Two reports would be written to {file}; give each a file of its own.",
    "validate.report_input": "{file} is one of the files to check; a report must not replace it. Choose another name.",
    "annotate.done": "Annotated copy: {file} (cells marked: {count})",
    "annotate.lost": "  Differs from the original: {text}",
    "annotate.none": "{file}: the file could not be read, so there is no copy",
    "annotate.many": "--annotate {file}: there are {count} files to check; name a folder, such as back/.",
    "annotate.inside": "--annotate: {folder} lies in the folder to check, so its copies would be read as submissions. "
    "Choose another folder.",
    "annotate.other": "--annotate: {file} is already another output; choose another name.",
    "annotate.input": "{file} is one of the files to check; a copy must not replace it. Choose another name.",
    "annotate.exists": "These files are there already and may hold somebody's corrections; no copy was written. "
    "Choose other names, or move them away:\n{files}",
    "annotate.changed": "{file}: the file changed while it was checked; run again.",
    "annotate.suffix": "{file}: the name of the copy must end in {suffix}.",
    "validate.no_summary": "The summary of the step could not be written: {file} ({why}). Nothing else is affected.",
    "import.engine": "import needs DuckDB, which is not installed. To install it: {install}",
    "import.nothing": "There is nothing to import.",
    "import.busy": "{folder}: another import is writing to it; try again when that has ended.",
    "import.failed": "{folder}: could not be written ({why}). What is done is whole; once the cause is removed, "
    "the same command goes on where it broke off.",
    "import.imported": "{file}: imported, {rows} rows in {parts} parts",
    "import.there": "{file}: imported before and whole ({rows} rows in {parts} parts), not done again",
    "import.refused": "{file}: not imported",
    "import.left.workbook": "{file}: not imported; it is no text table (CSV). Leave it in data/<plan-id>/, where it is "
    "read as it is",
    "import.left.bound": "{file}: not imported; sources.yaml lays down how it is read. Leave it in data/<plan-id>/, "
    "where it is read as it is",
    "import.left.form": "{file}: not imported; it is a form. Leave it in data/<plan-id>/, where it is read as it is",
    "import.left.plan": "{file}: not imported; the same content was imported into this folder for another plan. "
    "Choose another -o",
    "import.left.changed": "{file}: not imported; it changed while it was read. Run again",
    "report.suffix": "{file}: the web page needs the suffix {suffixes}.",
    "validate.no_code": "{option}: there is no code “{seen}”. {hint}",
    "validate.which_roster": "{file}: the plan has several rosters; "
    "call the file by the one whose place it takes:\n{rosters}",
    "validate.no_roster": "{file} cannot be a roster ({why}).",
    "validate.also": "There are also {errors} errors and {warnings} warnings; run without --missing to see them.",
    "validate.which_plan_empty": "There are no tables in the folder and several plans; name one with --plan:\n{plans}",
    "hint.nearest": "Did you mean {names}?",
    "hint.known": "There is {names}.",
    "usage.see": "See {command} --help",
    "usage.no_such_command": "There is no command '{seen}'. {hint}",
    "usage.extra": "Too many arguments: {found}",
    "usage.no_option": "There is no option {option}. {hint}",
    "usage.option_value": "Option {option} is not written right: it needs a value, or takes none.",
    "usage.missing": "{name} is missing.",
    "usage.choice": "{name} must be one of {choices}.",
    "usage.whole": "{name} must be a whole number, {least} or more.",
    "usage.bad": "The value of {name} is not right: {message}",
    "usage.other": "The command is not written right: {message}",
    "output.suffix": "{file}: the suffix '{suffix}' names no format. Use one of {suffixes}, or say --format.",
    "output.locked": "{file}: cannot be written. It may be open elsewhere or write-protected; close it or choose "
    "another name.",
    "output.no_folder": "{file}: the folder {folder} does not exist. Make it first.",
    "output.is_folder": "{file} is a folder; -o needs a file name.",
    "output.input": "{file} is a plan, a roster or a submission, or stands among them; an output must not replace it. "
    "Choose another name.",
    "output.stream": "Standard output could not be written ({why}) and is not complete; mend that and run it again.",
    "output.failed": "{file}: could not be written ({why}); the file is as it was.",
    "dates.both": "Use either --period or --as-of, not both.",
    "dates.bad": "{option}: '{seen}' is not a period or a date. Write 2026, 2026-H1, 2026-Q3, 2026-09 or 2026-09-30.",
    "dates.since": "--changes-since ends on {since}, which is not before the as-of date {as_of}.",
    "root.missing": "There is no folder {folder}.",
    "root.none": "No project (a folder with plancheck.yaml or plans/) at {folder} or above. Name it with --root, or "
    "start one with plancheck init.",
    "plans.changed": "{file} was changed while it was being read: please run the command again",
    "plans.none": "There is no plan file (*.yaml) in {folder}. plancheck init makes an example.",
    "plans.several": "'{seen}' could be several plans; write more of the name:\n{files}",
    "plans.unknown": "There is no plan '{seen}'. {hint}",
    "plans.same_id": "{one} and {other} both have the id {id}; every plan needs its own.",
    "engine.missing": "--engine {engine} is not installed. To install it: {install}",
    "engine.master": "--engine spark needs --master, which says where Spark is, as in --master sc://localhost:15002.",
    "engine.no_master": "--master goes with --engine spark only.",
    "engine.driver": "--master {master} runs the Spark driver on this machine, and pyspark is not installed. To "
    "install it: {install}; or take an address that begins with sc:// (Spark Connect), which needs no Java here.",
    "engine.address": "--master is no address of Spark: {said}",
    "engine.refused": "Spark cannot be reached: {said}",
    "engine.old": "Spark 4 or later is needed; the server is {said}.",
    "engine.unseen": "Spark does not see the submissions: {said}\nEvery machine of the cluster has to read the folder "
    "of submissions under the path that it has on this machine.",
    "engine.failed": "Spark did not finish: {said}",
    "engine.short": "DuckDB needs more memory than --memory allows: {said}\nGive it more, such as --memory 4GB.",
    "engine.disk": "DuckDB could not write or read a file: {said}\nIt keeps what does not fit in memory among the "
    "temporary files: make room there, or let TMPDIR name a folder with more.",
    "engine.memory": "--memory needs a size such as 2GB or 512MB, not {seen}.",
    "data.missing": "There is no folder {folder}. --data needs the folder where the submissions stand.",
    "data.which": "{folder} has no folder {plan}, and several plans are chosen: make {folder}/{plan}, or "
    "choose one plan.",
    "status.unknown": "{option}: there is no status '{seen}'. {hint}",
    "owner.unknown": "There is no office '{seen}'. {hint}",
    "plans.bad": "Errors in the plan files: {count}. Mend them and run again.",
    "sources.bad": "Errors in sources.yaml: {count}. Mend them and run again.",
    "findings.write": "-> {hint}",
    "kinds.more": "More on each: plancheck kinds KIND",
    "kinds.parameters": "Parameters",
    "kinds.unknown": "There is no kind of rule '{seen}'. {hint}",
    "code.do": "What to do: {hint}",
    "code.unknown": "There is no code '{seen}'. {hint}",
    "init.exists": "{file} is there already; nothing was written. Choose another folder.",
    "init.not_folder": "{folder} is a file, not a folder. Choose another one.",
    "init.done": "Made:\n{files}\nMake the plan your own, put what is submitted into data/, then run\n"
    "  plancheck lint --root {root}\n  plancheck status --root {root}",
    "template.done": "Made {count} form(s):\n{files}",
    "template.no_period": "Say with --period which period is to be reported, such as 2026-Q3.",
    "template.one_or_many": "--out-dir makes a form for each reporter; it goes without --entity and -o.",
    "template.roster_needs_folder": "--roster makes many files; name a folder with --out-dir.",
    "template.suffix": "{file}: a form is an Excel workbook; end its name in .xlsx.",
    "template.which": "The project has several plans; say which one:\n{files}",
    "template.nothing": "Nothing is to be reported to plan {plan} for {period}.",
    "template.owes_nothing": "'{entity}' has nothing to report for {period}.",
    "template.unknown_entity": "No reporter '{seen}'. {hint}",
    "template.unknown_roster": "The plan has no roster '{seen}'. {hint}",
    "template.filled": "These files are there already and are not blank forms; nothing was written. Choose another "
    "folder, or add --force if they may go:\n{files}",
    "bind.none": "{file}: no table that needs a binding. One whose headers are the expected ones needs none.",
    "bind.check": "Guessed from the table: check every line, then keep it as data/<plan-id>/sources.yaml",
    "bind.targets": "name in the table: id of the target",
    "bind.near": "a similar name, check it",
    "bind.missing": "the table does not show it: fill it in",
    "bind.factor": "conversion of units, check it",
    "lint.failed": "{file}: cannot be used, errors: {errors}.",
    "lint.summary": "{file}: can be used, warnings: {warnings}. Targets {targets}: checkable {checkable}, narrative "
    "{narrative}; aspirational {aspirational}, without a due date of their own {without_due}, without an owner "
    "{without_owner}.",
    "explain.several": "Several plans have a target '{seen}'; name one with --plan:\n{plans}",
    "explain.unknown": "There is no target '{seen}'. {hint}",
    "audit.year_or_verify": "Name the year with --year, or a bundle to check with --verify; one of the two.",
    "audit.year": "--year: '{seen}' is not a year. Write four digits, such as 2025.",
    "audit.before_year": "--as-of {as_of} is before the year {year}.",
    "audit.outside": "{file} is not in the project {root}: an audit names every input by its path in the project.",
    "audit.cutoffs": "The plans declare different audit.cutoff_days ({plans}): say --known-at, or audit them "
    "one by one.",
    "audit.changed": "{file} changed while the audit was made; nothing was written. Run it again.",
    "audit.written": "Written to {folder}: {files}",
    "audit.same": "{folder} already holds this very audit, byte for byte: {files}",
    "audit.no_bundle": "There is no bundle {folder}.",
    "audit.unreadable": "{folder} cannot be read ({why}).",
    "audit.previous": "{folder}: its manifest is not as it was once written, so nothing can be chained to it. Check it "
    "with plancheck audit --verify.",
    "audit.not_a_bundle": "{folder} holds {file}, which is not part of a bundle: nothing was written. Choose another "
    "folder.",
    "audit.not_a_folder": "{folder} is a file, not a folder: nothing was written. Choose another folder.",
    "audit.in_data": "{folder} lies in the data folder, where it would be read as a submission next time. Choose "
    "another folder.",
    "audit.own_previous": "--previous is {folder}, the folder that would be written: the bundle before would be "
    "replaced. Choose another folder.",
    "audit.alone": "Some of the options do not go with {option}: --against and --format belong to --verify, the others "
    "to --year.",
    "audit.failed": "{folder}: could not be written ({why}); what stood there is as it was.",
    "diff.no_audit": "{folder} holds no audit.json that can be read.",
    "diff.no_record": "{one} and {other}: one of them is not an audit that can be compared.",
    "fault": "Internal error ({kind}). This is a bug in plancheck, not in your data. Please report it on the project's "
    "page; run again with PLANCHECK_DEBUG=1 for the details.",
}
