"""axe-core and IBM's accessibility-checker-engine, run inside the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.accessibility.quiet import still

MODULES = Path(__file__).resolve().parents[2] / "node_modules"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source(path: str) -> str:
    return (MODULES / path).read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """What axe finds, one line for each element; also what it could not decide, apart from colours behind an image."""
    still(page)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source("axe-core/axe.min.js"))
    found: dict[str, Any] = page.evaluate(
        "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'passes']})",
        AXE_TAGS,
    )
    assert len(found["passes"]) > 10, "axe looked at nothing"
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def ibm(page: Page) -> list[str]:
    """What IBM's checker calls a violation of WCAG 2.2, one line for each element."""
    still(page)
    if not page.evaluate("() => 'ace' in window"):
        page.evaluate(_source("accessibility-checker-engine/ace.js"))
    found: dict[str, Any] = page.evaluate(
        """async () => {
            const report = await new ace.Checker().check(document, ["WCAG_2_2"]);
            return {
              count: report.results.length,
              wrong: report.results.filter((one) => one.value[0] === "VIOLATION" && one.value[1] === "FAIL")
                .map((one) => `${one.ruleId}/${one.reasonId}: ${one.message} ${one.path.dom} ${one.snippet.slice(0, 160)}`),
            };
        }"""
    )
    assert found["count"] > 20, "the checker looked at nothing"
    return list(found["wrong"])
