"""What a name's page says of its figures: which is newest, which was said before, and of what nothing is known."""

from __future__ import annotations

from pathlib import Path

from stores import Open, Record, holding, stating, written

NVIDIA = "#/name/company%3A英伟达"
INVENTORY = ("英伟达存货由 140 亿美元增至 196 亿美元", {"140 亿美元": 14e9, "196 亿美元": 19.6e9})


def figures(visit: Open, tmp_path: Path, *records: Record, width: int = 1280) -> list[tuple[list[str], list[str]]]:
    """Rows of the tab of figures: the words of each that hold now, and of those struck out."""
    page = visit(written(holding(tmp_path / "s.sqlite", *records)), NVIDIA, width=width)
    page.get_by_role("tab", name="数字").click()
    rows = page.locator(".tabpanel tbody tr")
    return [
        (
            rows.nth(n).locator("td.value").first.locator(":scope > div:not(.narrow)").all_inner_texts(),
            rows.nth(n).locator("a.was:visible").all_inner_texts(),
        )
        for n in range(rows.count())
    ]


def test_where_a_change_began_stands_beside_its_end(tmp_path: Path, visit: Open) -> None:
    assert figures(visit, tmp_path, stating(*INVENTORY, "2026-02-01")) == [(["196 亿美元 从 140 亿美元"], [])]


def test_values_of_one_document_stand_side_by_side(tmp_path: Path, visit: Open) -> None:
    two = stating("英伟达存货:成品 60 亿美元,原料 90 亿美元", {"60 亿美元": 6e9, "90 亿美元": 9e9}, "2026-02-01")
    assert figures(visit, tmp_path, two) == [(["60 亿美元", "90 亿美元"], [])]


def test_only_an_earlier_document_says_what_was_before(tmp_path: Path, visit: Open) -> None:
    before = stating("英伟达存货 120 亿美元", {"120 亿美元": 12e9}, "2025-11-01")
    later = stating(*INVENTORY, "2026-02-01")
    same_day = stating("英伟达存货 190 亿美元", {"190 亿美元": 19e9}, "2026-02-01T09:30")
    found = figures(visit, tmp_path, before, later, same_day)
    assert [(sorted(now), was) for now, was in found] == [
        (["190 亿美元", "196 亿美元 从 140 亿美元"], ["120 亿美元"])
    ]  # fmt: skip


def test_nothing_is_before_or_after_a_document_without_a_date(tmp_path: Path, visit: Open) -> None:
    dated = stating("英伟达存货 120 亿美元", {"120 亿美元": 12e9}, "2025-11-01")
    undated = stating("英伟达存货 130 亿美元", {"130 亿美元": 13e9})
    assert figures(visit, tmp_path, dated, undated) == [(["120 亿美元"], []), (["130 亿美元"], [])]


def test_the_change_against_the_last_document(tmp_path: Path, visit: Open) -> None:
    before = stating("英伟达存货 120 亿美元", {"120 亿美元": 12e9}, "2025-11-01")
    page = visit(written(holding(tmp_path / "s.sqlite", before, stating(*INVENTORY, "2026-02-01"))), NVIDIA)
    changed = page.locator("section[aria-labelledby=changed]")
    assert changed.locator("a.was").all_inner_texts() == ["120 亿美元"]
    assert changed.locator("a.now").all_inner_texts() == ["196 亿美元"]


def test_on_a_small_screen_date_and_source_stand_below_the_value(tmp_path: Path, visit: Open) -> None:
    before = stating("英伟达存货 120 亿美元", {"120 亿美元": 12e9}, "2025-11-01", "上季纪要")
    records = (before, stating(*INVENTORY, "2026-02-01", "本季纪要"))
    page = visit(written(holding(tmp_path / "s.sqlite", *records)), NVIDIA, width=390)
    page.get_by_role("tab", name="数字").click()
    seen = page.locator(".tabpanel tbody").inner_text()
    for words in ("196 亿美元", "120 亿美元", "2025-11-01", "2026-02-01", "本季纪要"):
        assert seen.count(words) == 1


def test_bars_stand_as_far_apart_as_their_dates(tmp_path: Path, visit: Open) -> None:
    dates = ("2025-01-01", "2025-01-11", "2025-01-21", "2025-12-31")
    records = [stating(f"英伟达存货 {n} 亿美元", {f"{n} 亿美元": n * 1e8}, day) for n, day in enumerate(dates, 1)]
    page = visit(written(holding(tmp_path / "s.sqlite", *records)), NVIDIA)
    bars = page.locator("aside g.bar > :nth-child(3)")
    places = [box["x"] for box in (bars.nth(n).bounding_box() for n in range(bars.count())) if box]
    assert len(places) == len(dates)
    near, far = places[1] - places[0], places[3] - places[2]
    assert far > 8 * near > 0


def test_a_document_without_a_title_goes_by_its_first_line(tmp_path: Path, visit: Open) -> None:
    first = "英伟达存货 120 亿美元," + "其余说明" * 20
    page = visit(written(holding(tmp_path / "s.sqlite", stating(f"\n{first}\n下一行", {}))), "#/documents")
    assert page.locator("tbody th").all_inner_texts() == [f"{first[:60]}…"]
