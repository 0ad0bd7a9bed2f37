"""Migrations run for real, on an empty database: the schema they end with is the models', and no row is lost on the way."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps as current_apps
from django.conf import LazySettings
from django.contrib.postgres.fields import ArrayField
from django.core.management import call_command
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

OURS = ("accounts", "chat", "core", "discovery", "live", "videos")
COLUMNS = """
    SELECT table_name, column_name, udt_name, is_nullable, column_default, character_maximum_length,
           collation_name, is_identity, generation_expression
    FROM information_schema.columns WHERE table_name = ANY(%s)
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = ANY(%s)"
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid::regclass::text = ANY(%s) AND contype <> 'n'
"""
# What may be null, but not together with something else.
ASKED_FOR = {"chat.Room": {"stream"}}
Row = tuple[type[models.Model], int, dict[str, Any]]


@pytest.fixture
def empty(
    transactional_db: None, settings: LazySettings
) -> Iterator[tuple[BaseDatabaseWrapper, BaseDatabaseWrapper]]:
    """The database of the tests, made from the models, and an empty one, which is the default meanwhile."""
    settings.MIGRATION_MODULES = {}  # --nomigrations had taken them away
    made = connections["default"]
    name = f"{made.settings_dict['NAME']}_migrated"
    with made.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    fresh = made.copy()
    fresh.settings_dict |= {
        "NAME": name,
        "OPTIONS": {},
    }  # the pool's connections lead to the other
    connections["default"] = fresh
    try:
        yield made, fresh
    finally:
        connections["default"] = made
        fresh.close()
        with made.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_from_nothing_to_the_newest_with_rows_of_every_step(
    empty: tuple[BaseDatabaseWrapper, BaseDatabaseWrapper],
) -> None:
    made, fresh = empty
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    steps = [step for step, _backwards in plan if step.app_label in OURS]
    kept: list[Row] = []
    state = executor.loader.project_state([])
    for step, _backwards in plan:
        state = executor.apply_migration(state, step)
        if step not in steps:
            continue
        rows = Rows(kept)
        for model in state.apps.get_models():
            if model._meta.app_label in OURS:
                rows.of(model)
        assert rows.made
    call_command("migrate", verbosity=0)

    assert {step.app_label for step in steps} == set(OURS)
    assert len(kept) > len(steps)
    for model, pk, values in kept:
        now = current_apps.get_model(model._meta.label)
        left = [field.attname for field in now._meta.concrete_fields if field.attname in values]
        found = now._base_manager.filter(pk=pk).values(*left).get()
        assert found == {name: values[name] for name in left}, model._meta.label
    assert schema(fresh) == schema(made)


class Rows:
    """One row of each model, in the shape that it has in the middle of the migrations."""

    def __init__(self, kept: list[Row]) -> None:
        self.kept = kept
        self.made: dict[str, models.Model] = {}

    def of(self, model: type[models.Model]) -> models.Model:
        """The row of this model; what it points at is made before it."""
        label = model._meta.label
        if label not in self.made:
            facts = {}
            for field in model._meta.concrete_fields:
                asked_for = field.name in ASKED_FOR.get(label, ())
                if isinstance(field, models.ForeignKey) and (asked_for or not field.null):
                    facts[field.attname] = self.of(field.related_model).pk
                elif self._must_be_given(field):
                    facts[field.name] = self._value(field)
            row = model._base_manager.create(**facts)
            self.made[label] = row
            self.kept.append((model, row.pk, model._base_manager.filter(pk=row.pk).values().get()))
        return self.made[label]

    @staticmethod
    def _must_be_given(field: "models.Field[Any, Any]") -> bool:
        return not (field.primary_key or field.null or field.has_default() or field.generated)

    def _value(self, field: "models.Field[Any, Any]") -> Any:
        if field.choices:
            return field.flatchoices[0][0]
        if isinstance(field, models.CharField | models.TextField | models.FileField):
            word = f"{len(self.kept)}-{field.name}"
            return (
                f"{word}@example.com"
                if isinstance(field, models.EmailField)
                else word[: field.max_length]
            )
        if isinstance(field, models.DateTimeField):
            return timezone.now()
        if isinstance(field, models.UUIDField):
            return uuid.uuid4()
        if isinstance(field, models.JSONField | ArrayField):
            return {} if isinstance(field, models.JSONField) else []
        return b"1" if isinstance(field, models.BinaryField) else 1


def schema(database: BaseDatabaseWrapper) -> dict[str, set[Any]]:
    """Columns, indexes and constraints of our tables, with their names, as the database itself tells them."""
    tables = [
        model._meta.db_table
        for label in OURS
        for model in current_apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    found = {}
    with database.cursor() as cursor:
        for name, query in {
            "columns": COLUMNS,
            "indexes": INDEXES,
            "constraints": CONSTRAINTS,
        }.items():
            cursor.execute(query, [tables])
            found[name] = set(cursor.fetchall())
            assert len(found[name]) >= len(tables)
    return found
