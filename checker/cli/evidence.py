"""``masthead evidence``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from checker.checking import Settings, checker_for, uncollected
from checker.cli.exits import CLEAN, NO_INPUT, UNREADABLE
from checker.cli.inputs import Input, can_be_named, gather, read
from checker.document.parse import Unreadable, parse
from checker.document.templates import template_line
from checker.report.model import SkippedFile
from checker.report.terminal import clean


def run_evidence(path: str, form: str, profile: str, lang: str | None, rules: Path | None, stdin_name: str) -> int:
    """Print the evidence of one page."""
    item, problem = _input(path, stdin_name)
    data = read(item) if item else problem
    if isinstance(data, SkippedFile):
        click.echo(f"{clean(data.name)}:{data.line}: {data.kind}: {data.message}", err=True)
        return UNREADABLE
    if item is None or data is None:
        click.echo("masthead: no page matched", err=True)
        return NO_INPUT
    checker = checker_for(Settings(profile=profile, language=lang, rules=rules.resolve() if rules else None))
    try:
        with uncollected():
            document = parse(data, item.name)
            if (line := template_line(document.source)) is not None:
                click.echo(f"{clean(item.name)}:{line}: skipped: a template source, not a page", err=True)
                return CLEAN
            found = checker.evidence(document).model_dump(mode="json")
    except Unreadable as error:
        click.echo(f"{clean(item.name)}:{error.line}: unreadable: {error}", err=True)
        return UNREADABLE
    text = json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else _table(found)
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "replace"))
    return CLEAN


def _input(path: str, stdin_name: str) -> tuple[Input | None, SkippedFile | None]:
    if path != "-" and can_be_named(Path(path)) and Path(path).is_dir():
        raise click.UsageError(f"{path} is a folder; evidence is shown for one page")
    items, missing = gather([path], stdin_name)
    return (items[0] if items else None), (missing[0] if missing else None)


def _table(found: dict[str, Any]) -> str:
    lines = [f"{clean(found['name'])}: {found['language']} ({found['language_source']}), {found['completeness']}"]
    for article in found["articles"]:
        lines += ["", f"ARTICLE  {clean(article.get('headline', '(no headline)'))}",
                  f"  {article['kind']}, {article['words']} words, lines {article['extent']['first_line']}-{article['extent']['last_line']}"]  # fmt: skip
        lines += _sections(article)
    lines += ["", "PAGE", *_sections(found)]
    return "\n".join(lines)


def _sections(holder: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for name, value in holder.items():
        if name == "articles" or not isinstance(value, list) or not value or not isinstance(value[0], dict):
            continue
        lines.append(f"  {name.replace('_', ' ')}")
        lines += [_row(item) for item in value]
    relations = {k: v for k, v in holder.get("relations", {}).items() if v}
    if relations:
        lines.append("  relations")
        for name, value in relations.items():
            text = json.dumps(_bare(value), ensure_ascii=False)
            lines.append(f"      {name}: {clean(text)[:200]}")
    return lines


def _row(item: dict[str, Any]) -> str:
    where = item["where"]
    fields = "  ".join(f"{k}={_short(v)}" for k, v in item.items() if k not in ("where", "seen_in", "confidence"))
    return f"    {where['line']:>5}:{where['column']:<4} {item['seen_in']:<9} {item['confidence']:<6} {fields}"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        extras = [f"{k}={v}" for k, v in value.items() if k in ("photographer", "agency", "basis")]
        return f"“{clean(str(value.get('text', '')))[:80]}”" + (f" [{clean(', '.join(extras))}]" if extras else "")
    text = clean(", ".join(map(str, value)) if isinstance(value, list) else str(value))
    return text if len(text) <= 90 else text[:89] + "…"


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _bare(v) for k, v in value.items() if k != "where"}
    return [_bare(v) for v in value] if isinstance(value, list) else value
