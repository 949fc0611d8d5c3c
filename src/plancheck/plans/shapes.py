"""The types of a plan as a validator of pydantic's core.

Plans use few shapes: records, texts, choices, tuples, mappings and the marks of `model.record`. Describing just these
to the core takes a tenth of the time that pydantic's general machinery needs to discover them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import partial
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreSchema, PydanticCustomError, SchemaValidator, core_schema

from plancheck.model.record import AnyTable, FieldError, OneOf, Scalar, Short
from plancheck.plans.tree import Table, plain


def validator(cls: type[Any]) -> SchemaValidator:
    """Reads a tree into `cls`; raises `pydantic_core.ValidationError` with every error."""
    return SchemaValidator(_shape(cls))


def yaml_name(field: str) -> str:
    """`from_` and `with_` are written `from` and `with`: Python keeps those words for itself."""
    return field.rstrip("_")


def members(hint: Any) -> tuple[Any, ...]:
    """The types of a union without None, which a tree never holds; of anything else, itself."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(part for part in get_args(hint) if part is not type(None))
    return (hint,)


def _shape(hint: Any) -> CoreSchema:
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        return _marked(inner, marks)
    choices = members(hint)
    if len(choices) > 1:
        return _tagged(choices)
    return _single(choices[0])


def _marked(inner: Any, marks: list[Any]) -> CoreSchema:
    for mark in marks:
        if isinstance(mark, Scalar):
            return core_schema.no_info_plain_validator_function(partial(_read_scalar, mark.parse))
        if isinstance(mark, Short):
            return core_schema.no_info_before_validator_function(partial(_widen, mark.keys), _shape(inner))
        if isinstance(mark, OneOf):
            return core_schema.literal_schema(list(mark.choices))
        if isinstance(mark, AnyTable):
            return core_schema.no_info_plain_validator_function(_read_table)
    return _shape(inner)


def _tagged(choices: tuple[Any, ...]) -> CoreSchema:
    """A union of records is told apart by `kind`."""
    return core_schema.tagged_union_schema({kind_of(cls): _shape(cls) for cls in choices}, discriminator="kind")


def kind_of(cls: Any) -> str:
    """The word by which a rule is chosen: the only value of its field `kind`."""
    return str(next(field.default for field in fields(cls) if field.name == "kind"))


def _single(hint: Any) -> CoreSchema:
    if is_dataclass(hint):
        return _record(hint)
    if get_origin(hint) is Annotated:
        return _shape(hint)
    args = get_args(hint)
    if get_origin(hint) is Literal:
        return core_schema.literal_schema(list(args))
    if get_origin(hint) is tuple and args[-1] is Ellipsis:
        return core_schema.tuple_variable_schema(_shape(args[0]))
    if get_origin(hint) is tuple:
        return core_schema.tuple_positional_schema([_shape(arg) for arg in args])
    if get_origin(hint) is Mapping:
        return core_schema.dict_schema(_shape(args[0]), _shape(args[1]))
    if hint is str:
        return core_schema.str_schema()
    raise TypeError(f"no shape for {hint!r}")


def _record(cls: Any) -> CoreSchema:
    hints = get_type_hints(cls, include_extras=True)
    parts = [_field(field, hints[field.name]) for field in fields(cls)]
    return core_schema.dataclass_schema(
        cls,
        core_schema.dataclass_args_schema(cls.__name__, parts, extra_behavior="forbid"),
        [field.name for field in fields(cls)],
        post_init=hasattr(cls, "__post_init__"),
        slots=True,
    )


def _field(field: Field[Any], hint: Any) -> core_schema.DataclassField:
    shape = _shape(hint)
    if field.default is not MISSING:
        shape = core_schema.with_default_schema(shape, default=field.default)
    name = yaml_name(field.name)
    return core_schema.dataclass_field(field.name, shape, kw_only=True, validation_alias=name)


def _read_scalar(parse: Callable[[str], Any], value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("scalar_expected", "scalar expected")
    try:
        return parse(value)
    except FieldError as e:
        raise PydanticCustomError(e.code, "not readable") from None


def _widen(keys: tuple[str, ...], value: Any) -> Any:
    return dict.fromkeys(keys, value) if isinstance(value, str) else value


def _read_table(value: Any) -> Any:
    if not isinstance(value, Table):
        raise PydanticCustomError("table_expected", "table expected")
    return plain(value)
