"""The JSON Schema by which editors check and complete a plan file."""

from __future__ import annotations

from typing import Any


def json_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of a plan file, generated from the types."""
    from pydantic import TypeAdapter

    from plancheck.plans.plan import Plan

    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | TypeAdapter(Plan).json_schema(
        mode="validation"
    )
