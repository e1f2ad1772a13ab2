"""Draws the life cycles as diagrams, from the transitions the code itself obeys; knows none of its own."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils import translation
from django_fsm import RETURN_VALUE, FSMField

from confidentiality.disclosure_cycle import STEPS
from confidentiality.lifecycle import ACTS
from confidentiality.models import Designation, Disclosure
from confidentiality.rls import OURS
from portal.drawing import matrix

INTRODUCTION = """# 状態と移り変わり

この文書は、プログラムの状態遷移（`django-fsm-2` の宣言と `confidentiality/lifecycle.py`・
`confidentiality/disclosure_cycle.py` の表）から `manage.py draw_docs` が作る。

*Drawn by `manage.py draw_docs` from the transitions the code obeys. Do not edit by hand.* An arrow carries the words of the
button and the name of the verb; acts that leave the state as it is stand below the diagram.
"""


BY_TABLE = (Designation, Disclosure)  # their acts stand in a table, not on the model

ANY = "*"  # how the package writes: from every state


class Arrow(NamedTuple):
    """One verb leading from one state to another, or back to itself."""

    source: str
    target: str
    verb: str
    label: str
    who: str = ""


def drawn() -> str:
    """The document, in Japanese whatever language runs it."""
    with translation.override("ja"):
        names = {line.model: line.thing for line in matrix.lines()}  # one Japanese name for both documents
        chapters = (_chapter(model, names[model._meta.label]) for model in with_states())
        return "\n".join([INTRODUCTION, *chapters])


def with_states() -> Iterator[type[models.Model]]:
    """Every model of ours with a life of its own; the agreement and the planned publication first, then by app as declared."""
    yield from BY_TABLE
    for model in apps.get_models():
        if model._meta.app_label in OURS and model not in BY_TABLE and _field(model):
            yield model


def _field(model: type[models.Model]) -> FSMField | None:
    # A history row repeats the state and moves nothing.
    return next(
        (
            f
            for f in model._meta.get_fields()
            if isinstance(f, FSMField) and list(f.get_all_transitions(model))
        ),
        None,
    )


def arrows(model: type[models.Model]) -> list[Arrow]:
    """Where each verb leads, in the order of the states."""
    if model is Designation:
        return [
            Arrow(source, target, act.name, str(act.label), act.who)
            for act in ACTS.values()
            for source, target in act.moves.items()
        ]
    if model is Disclosure:
        return [
            Arrow(source, target, step.name, str(step.label), step.who)
            for step in STEPS.values()
            for source, targets in step.moves.items()
            for target in targets
        ]
    return [
        Arrow(source, target, step.name, str(getattr(model, step.name).verb.label))
        for step in _field(model).get_all_transitions(model)
        for source in (model.State.values if step.source == ANY else [step.source])
        for target in _targets(step, source)
    ]


def _targets(step: Any, source: str) -> Iterable[str]:
    if isinstance(step.target, RETURN_VALUE):
        return step.target.allowed_states
    return [step.target or source]


def _chapter(model: type[models.Model], name: str) -> str:
    states = dict(model.State.choices)
    found = sorted(arrows(model), key=lambda a: (list(states).index(a.source), list(states).index(a.target)))
    start = model._meta.get_field("state").get_default()
    moving = [a for a in found if a.source != a.target]
    ends = [state for state in states if state not in {a.source for a in moving}]
    return "\n".join(
        [
            f"\n## {name}（`{model._meta.label}`）\n",
            "```mermaid",
            "stateDiagram-v2",
            *(f'    state "{words}<br/>{state}" as {state}' for state, words in states.items()),
            f"    [*] --> {start}",
            *(f"    {a.source} --> {a.target}: {_words(a)}" for a in moving),
            *(f"    {state} --> [*]" for state in ends),
            "```",
            *_staying([a for a in found if a.source == a.target], states),
        ]
    )


def _words(arrow: Arrow) -> str:
    return f"{arrow.label}（{arrow.verb}）" + (f" {arrow.who}" if arrow.who else "")


def _staying(found: list[Arrow], states: dict[str, Any]) -> list[str]:
    if not found:
        return []
    by_words: dict[str, list[str]] = {}
    for arrow in found:
        by_words.setdefault(_words(arrow), []).append(str(states[arrow.source]))
    return [
        "\n状態を変えない操作：\n",
        *(f"* {words}：{'、'.join(at)}" for words, at in by_words.items()),
    ]
