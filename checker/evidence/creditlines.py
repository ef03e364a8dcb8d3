"""Credits that stand apart from their pictures: lists at the end, and lines amid the text whose picture a script loads."""

from __future__ import annotations

from checker.document.model import Block
from checker.evidence.credits import credit_in_text, is_credit_only, label_before, make_credit
from checker.evidence.model import ImageEvidence
from checker.evidence.page import OUTSIDE, Extent, Page, seen


def shared_lines(page: Page, extent: Extent, found: list[ImageEvidence]) -> None:
    """A list of credits near the end of the article serves the images that show none of their own."""
    editorial = [i for i in found if i.role == "editorial"]
    bare = [i for i in editorial if i.credit is None]
    alone, body = len(editorial) == 1, frozenset(extent.body)
    if not bare:
        return
    for block in page.document.blocks[max(extent.start, extent.first_body) : min(len(page.document.blocks), extent.end + 6)]:
        if block.region in ("nav", "footer", "comments", "embed") or block.visible != "yes" or len(block.text) > 400:
            continue
        folded = page.folded[block.index]
        lead = page.lexicon.starts(folded, "credit_list")
        named = label_before(page, block)
        early = block.index < extent.last_body and not (alone and block.index not in body)
        if lead is None and (early or not named and not _photo_line(page, block)):
            continue
        labelled = (
            make_credit(page, block, 0, len(block.text), "list", whole=True) if named else credit_in_text(page, block, 0, len(block.text))
        )
        if lead is None and labelled is None:
            continue
        credit = make_credit(page, block, lead.end() if lead else 0, len(block.text), "list") if lead else labelled
        if credit is not None:
            shared = len(bare) > 1
            for item in bare:
                item.credit = credit.model_copy(update={"shared": shared, "basis": "list", "confidence": "medium"})
            return


def _photo_line(page: Page, block: Block) -> bool:
    """A line that credits pictures by its label ('Photo: …'). 'Source: …' and an agency alone sign the text."""
    folded = page.folded[block.index]
    labelled = folded[:1] not in "©(" and page.lexicon.starts(folded, "credit_label", "credit_list") is not None
    return labelled and is_credit_only(page, block) and not signs_text(page, block)


def signs_text(page: Page, block: Block) -> bool:
    """Whether a line says where the text comes from ('Source: …'), not who made a picture."""
    return page.lexicon.starts(page.folded[block.index], "text_source") is not None


def lone_lines(page: Page, extent: Extent, found: list[ImageEvidence]) -> list[ImageEvidence]:
    """Credit lines amid the text whose picture a script will load: pictures without an address, but with a credit."""
    taken = {item.where.text for image in found for item in (image.credit, image.caption) if item}
    bare = any(i.role == "editorial" and i.credit is None for i in found)
    lone: list[ImageEvidence] = []
    blocks = page.document.blocks
    for block in blocks[max(extent.headline, extent.start) + 1 : min(len(blocks), extent.last_body + 2)] if not bare else ():
        if block.region in OUTSIDE or block.visible != "yes" or block.text in taken:
            continue
        if label_before(page, block):
            credit = make_credit(page, block, 0, len(block.text), "label", whole=True)
        else:
            credit = credit_in_text(page, block, 0, len(block.text)) if _photo_line(page, block) else None
        if credit and not any(credit.where.text in text for text in taken):
            lone.append(ImageEvidence(src="", role="editorial", credit=credit, where=page.block_where(block), seen_in=seen(block.visible),
                                      confidence="medium"))  # fmt: skip
    return lone
