"""What is written for systems of continuous integration."""

from __future__ import annotations

CI: dict[str, str] = {
    "ci.junit.no_file": "of no file",
    "ci.junit.more": " (and {count} more errors)",
    "ci.github.places": "{places} ({count} places): ",
    "ci.github.more_places": "{places} ...",
    "ci.github.rest": "{count} more places, of {groups} sorts, have no annotation of their own: a step shows "
    "{limit} at most. All of them are in the step summary, or with --report.",
    "ci.github.rest_title": "the rest",
    "ci.github.total": "Errors {error}, warnings {warning}, info {info}; files {files}.",
    "ci.github.cut": "A step summary is limited to 1 MiB; only a part is listed here. --report json=PATH has all.",
}
