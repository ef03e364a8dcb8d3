"""The command as people and hooks use it: exit codes, messages, bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import FIXTURES, ROOT, article

from checker.cli.inputs import gather

SEED, GOOD, BAD = (str(FIXTURES / "articles" / f"{n}.html") for n in ("seed", "seed-good", "seed-bad"))


def run(*arguments: str, cwd: Path | None = None, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments], cwd=cwd or ROOT, input=stdin, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip
    text = subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in text.stderr
    assert "Traceback" not in text.stdout
    return text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([GOOD], 0), ([BAD], 1), ([BAD, "--fail-on", "none"], 0), ([SEED, "--fail-on", "none", "--fail-on-review", "info"], 1),
        ([GOOD, "--fail-under", "90"], 0), ([BAD, "--fail-on", "none", "--fail-under", "99"], 1), ([BAD, "--fail-on", "none", "--fail-under-low", "99"], 1),
        (["no-such-file.html"], 4), ([GOOD, "no-such-file.html"], 4), ([BAD, "no-such-file.html"], 4), (["no-such-*.html"], 3), ([GOOD, "--profile", "defalt"], 2),
        ([GOOD, "--format", "pdf"], 2), ([GOOD, "--fail-on", "fatal"], 2), ([GOOD, "--rules", "/no/such/folder"], 2), ([], 2),
        ([BAD, "--stage", "fragment", "--fail-on", "error"], 1),
    ],
)  # fmt: skip
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert run("check", *arguments).returncode == code


def test_usage_mistakes_are_one_line_with_a_hint() -> None:
    assert "did you mean 'default'" in run("check", GOOD, "--profile", "defalt").stderr
    assert "possible: terminal, json, html" in run("check", GOOD, "--format", "pdf").stderr


def bad_inputs(folder: Path) -> dict[str, str]:
    """Files that are no pages, each with a word its one line must hold."""
    files: dict[str, tuple[bytes, str]] = {
        "empty.html": (b"", "empty"), "binary.html": (bytes(range(32)) * 50, "binary"), "picture.html": (b"\x89PNG\r\n" + bytes(90), "PNG"),
        "template.html": (b"<html><title>{{ title }}</title><h1>{% block h %}</h1>", "template"),
    }  # fmt: skip
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    return {name: word for name, (_, word) in files.items()}


def test_bad_input_gets_one_line_and_the_rest_is_checked(tmp_path: Path) -> None:
    words = bad_inputs(tmp_path)
    (tmp_path / "good.html").write_bytes(Path(GOOD).read_bytes())
    done = run("check", ".", "--format", "json", cwd=tmp_path)
    assert done.returncode == 4
    report = json.loads(done.stdout)
    assert [p["name"] for p in report["pages"]] == ["good.html"]
    for name, word in words.items():
        (line,) = [x for x in done.stderr.splitlines() if x.startswith(f"{name}:")]
        assert word in line
        assert line.startswith(f"{name}:1:")


@pytest.mark.parametrize(
    "data",
    [
        Path(GOOD).read_bytes()[:900], Path(GOOD).read_bytes().replace(b'"headline"', b'headline"'), b"<p>\xff\xfe\xfa" + "ä".encode() * 50,
        b"<html><body>" + b"<a href='/x'><h2>One more story of the day</h2></a>" * 30, b"plain text and nothing else", b"<" * 5000, b"&" * 5000,
    ],
    ids=["truncated", "broken JSON-LD", "mixed encoding", "front page", "text", "angle brackets", "ampersands"],
)  # fmt: skip
def test_odd_pages_are_checked_without_a_fuss(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.html").write_bytes(data)
    done = run("check", "odd.html", "--fail-on", "none", cwd=tmp_path)
    assert done.returncode == 0
    assert "odd.html" in done.stdout


def test_a_front_page_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<html lang=en><title>News</title><body><h1>News</h1>"
        + "".join(f"<h2><a href='/{n}'>Story number {n} of the day</a></h2>" for n in range(20))
    )
    done = run("check", "index.html", "--fail-under", "50", cwd=tmp_path)
    assert done.returncode == 0
    assert "not an article" in done.stdout


def test_an_unreadable_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "locked")))
        yield str(top), [], ["page.html"]

    monkeypatch.setattr("checker.cli.inputs.os.walk", walk)
    found, missing = gather([str(tmp_path)], "stdin.html")
    assert [i.name.rsplit("/", 1)[-1] for i in found] == ["page.html"]
    assert [(m.name.rsplit("/", 1)[-1], m.message) for m in missing] == [("locked", "cannot be read: Permission denied")]


def test_file_names_of_any_bytes_stay_apart(tmp_path: Path) -> None:
    for name in (b"b\xff.html", b"b\xfe.html", b"new\nline.html"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(Path(GOOD).read_bytes())
    done = run("check", ".", os.fsdecode(b"miss\xfd.html"), "--format", "json", cwd=tmp_path)
    assert done.returncode == 4
    report = json.loads(done.stdout)
    assert [p["name"] for p in report["pages"]] == ["b\\xfe.html", "b\\xff.html", "new\nline.html"]
    assert [s["name"] for s in report["not_checked"]] == ["miss\\xfd.html"]


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([GOOD, "--lang", "../x"], 2, "no language code"), ([GOOD, "--lang", "any"], 2, "no language code"), ([BAD, "--lang", "en-GB"], 1, ""),
        ([BAD, "--lang", "xx"], 0, "no lexicon for 'xx'"), ([GOOD, "--format", "json", "--format", "html"], 2, "two formats"), (["x" * 5000], 4, "no such file"),
        (["/dev/null", "--format", "json"], 4, "no regular file"), ([BAD, "-q", "--fail-on", "none", "--fail-on-review", "info"], 0, ""),
    ],
)  # fmt: skip
def test_odd_arguments(arguments: list[str], code: int, word: str) -> None:
    done = run("check", *arguments)
    assert done.returncode == code
    assert word in done.stderr + done.stdout


def test_quiet_names_the_reviews_that_gate() -> None:
    done = run("check", SEED, "-q", "--fail-on", "none", "--fail-on-review", "info")
    assert done.returncode == 1
    assert "review certification-claim" in done.stdout


@pytest.mark.parametrize("epoch", ["99999999999999999", "x", "²", ""])
def test_an_odd_epoch_gives_no_date(epoch: str) -> None:
    assert json.loads(run("check", GOOD, "--format", "json", SOURCE_DATE_EPOCH=epoch).stdout)["created"] is None


def test_a_broken_cache_costs_time_and_nothing_else(tmp_path: Path) -> None:
    assert run("check", GOOD, MASTHEAD_CACHE_DIR=str(tmp_path)).returncode == 0
    for file in tmp_path.iterdir():
        file.write_text("{}")
    assert run("check", GOOD, MASTHEAD_CACHE_DIR=str(tmp_path)).returncode == 0


def test_a_rule_file_with_a_mistake_stops_the_run_with_file_and_line(tmp_path: Path) -> None:
    rule = (
        (ROOT / "rules/images/image-credit.yaml")
        .read_text()
        .replace("id: image-credit", "id: house-credit")
        .replace("weight: 8", "wieght: 8")
    )
    (tmp_path / "house.yaml").write_text(rule)
    done = run("check", GOOD, "--rules", str(tmp_path))
    assert done.returncode == 2
    line = rule.splitlines().index("wieght: 8") + 1
    assert f"house.yaml:{line}: wieght: unknown field 'wieght'; did you mean 'weight'?" in done.stderr


def test_standard_input_and_several_formats(tmp_path: Path) -> None:
    page, data = tmp_path / "r.html", tmp_path / "r.json"
    done = run("check", "-", "--stdin-filename", "draft.html", "--format", "terminal", "--format", f"html={page}", "--format", f"json={data}",
               "--fail-on", "none", stdin=article().encode())  # fmt: skip
    assert done.returncode == 0
    assert "draft.html" in done.stdout
    assert json.loads(data.read_text())["pages"][0]["name"] == "draft.html"
    assert page.read_text().startswith("<!doctype html>")


def test_a_report_that_cannot_be_written_is_said_so() -> None:
    done = run("check", GOOD, "--format", "json=/no/such/folder/r.json")
    assert done.returncode == 4
    assert "cannot be written" in done.stderr


def test_several_processes_give_the_same_report(tmp_path: Path) -> None:
    for n in range(8):
        (tmp_path / f"{n}.html").write_bytes(Path((SEED, GOOD, BAD)[n % 3]).read_bytes())
    one = run("check", ".", "--format", "json", "--fail-on", "none", cwd=tmp_path)
    two = run("check", ".", "--format", "json", "--fail-on", "none", "-j", "2", cwd=tmp_path)
    assert one.stdout == two.stdout


def test_standard_input_is_read_once_whatever_the_number_of_processes() -> None:
    done = run("check", "-", GOOD, SEED, "-j", "2", "--format", "json", "--fail-on", "none", stdin=article().encode())
    assert {p["name"].rsplit("/", 1)[-1] for p in json.loads(done.stdout)["pages"]} == {"stdin.html", "seed-good.html", "seed.html"}


def test_a_pattern_that_matches_nothing_is_named() -> None:
    done = run("check", GOOD, "nope*.html")
    assert done.returncode == 0
    assert "nope*.html:1: skipped: no file matches this pattern" in done.stdout


def test_no_colour_unless_a_terminal() -> None:
    assert "\x1b" not in run("check", BAD, "--fail-on", "none", FORCE_COLOR="1").stdout


def test_evidence_rules_and_explain() -> None:
    table = run("evidence", SEED)
    assert "Swiss Broadcasting Corporation SRG SSR" in table.stdout
    assert "quotations" in table.stdout
    found = json.loads(run("evidence", SEED, "--format", "json").stdout)
    assert found["articles"][0]["images"][0]["credit"]["photographer"] == "Denis Balibouse"
    assert "null" not in run("evidence", SEED, "--format", "json").stdout
    assert run("rules").stdout.count("\n") == 19
    text = run("explain", "image-credit").stdout
    assert all(word in text for word in ("Why", "How to fix", "What it cannot see", "IPTC", "Example"))
    assert "did you mean 'image-credit'" in run("explain", "image-credits").stderr
    assert run("explain", "nothing-like-it").returncode == 2
    assert run("evidence", "no-such.html").returncode == 4


def test_language_option_overrides_the_page() -> None:
    assert json.loads(run("evidence", SEED, "--lang", "de", "--format", "json").stdout)["language"] == "de"
