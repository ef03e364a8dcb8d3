"""Images of the article, their captions, and who is credited for them.

A credit is recognised by the page's own mark-up (class names such as ``credit``), by a label in the
caption (``Photo:``), by a mark (©), by the name of an agency, or by its place: a short last part of the
caption set apart as its own element. Source: IPTC photo metadata, which asks for creator and credit line.
"""

from __future__ import annotations

import re

from checker.document.model import Block, Image
from checker.evidence.creditlines import lone_lines, shared_lines, signs_text
from checker.evidence.credits import credit_in_text, is_credit_only, make_credit
from checker.evidence.imageroles import captioned_figure, image_role, in_player, stands_apart
from checker.evidence.machinecredits import machine_credits, same_picture
from checker.evidence.model import Caption, Confidence, Credit, ImageEvidence
from checker.evidence.page import OUTSIDE, Extent, Page, seen
from checker.lexicon.phrases import fold

_CREDIT_TOKEN = re.compile(
    r"(?:^|[\s_-]|[a-z](?=[A-Z]))(?:credits?|copyright|photographer|photo-?by|source|fotograf|byline|autor|attribution|quelle|credito|agency|rights|copy)(?:$|[\s_-]|[A-Z])"
    r"|(?:credit|copyright|photographer)s?$",
    re.IGNORECASE,
)
_CAPTION_TOKEN = re.compile(
    r"caption|cptn|legend|bildunterschrift|bildtext|didascalia|pie-?de-?foto|description|legenda|leyenda|wp-caption-text|img-?text",
    re.IGNORECASE,
)


def collect_images(page: Page, extent: Extent) -> list[ImageEvidence]:
    """The images that stand in one article, each once, in reading order."""
    found: list[ImageEvidence] = []
    places: list[Image] = []
    done: dict[str, int] = {}
    for image in page.document.images:
        if not _in_article(page, image, extent):
            continue
        role = image_role(page, image, extent)
        if role == "editorial" and _after_the_end(page, image, extent):
            role = "teaser"
        elif role == "teaser" and extent.first_body <= image.block <= extent.last_body and _credited_beside(page, image):
            role = "editorial"
        copied = _lazy_copy(page, image)
        if copied and places and places[-1].block == image.block and places[-1].figure == image.figure:
            if found[-1].src.startswith("data:") or not found[-1].src:
                found[-1].src = image.src
            continue
        key = same_picture(image.src) if image.src and not image.src.startswith("data:") else f"#{image.element}"
        item = ImageEvidence(src=image.src, role=role, alt=image.alt or None, seen_in="visible" if copied else seen(image.visible),
                             where=page.element_where(image.element, image.src[-120:]))  # fmt: skip
        if role == "editorial":
            _describe(page, image, item)
            item.confidence = _certainty(page, image, extent, item)
        at = done.get(key)
        if at is None:
            done[key] = len(found)
            found.append(item)
            places.append(image)
        elif found[at].credit is None and (item.credit or item.caption):
            found[at], places[at] = item, image
    if any(i.role == "editorial" and i.confidence != "low" for i in found):
        for item in found:
            if item.role == "editorial" and item.confidence == "low":
                item.role = "teaser"  # beside pictures that surely belong, one that stands apart from the text does not
    found += lone_lines(page, extent, found)
    shared_lines(page, extent, found)
    machine_credits(page, places, found)
    return [i for i in found if i.seen_in != "hidden" or i.credit or i.caption]


def _certainty(page: Page, image: Image, extent: Extent, item: ImageEvidence) -> Confidence:
    """How sure it is that the picture belongs to the article: captioned, named in its data, or amid its text."""
    if item.caption or item.credit:
        return "high"
    if in_player(page, image):
        return "low"
    if same_picture(image.src) in page.lead_pictures:
        return "high"
    if stands_apart(page, image):
        return "low"
    amid = (
        extent.headline <= image.block <= extent.last_body if extent.headline >= 0 else extent.first_body <= image.block <= extent.last_body
    )
    if not amid and not _beside_text(page, image, extent):
        return "low"
    return "medium"


def _after_the_end(page: Page, image: Image, extent: Extent) -> bool:
    """Past the last paragraph a picture without caption or credit belongs to what comes after the article."""
    if image.block <= extent.last_body + 1 or captioned_figure(page, image) or _caption_blocks(page, image):
        return False
    return not _beside_text(page, image, extent)


def _beside_text(page: Page, image: Image, extent: Extent) -> bool:
    """Whether the image stands in the same element as the last paragraph: a picture that closes the text."""
    document = page.document
    if not extent.body:
        return False
    place = document.elements[image.figure if image.figure >= 0 else image.element]
    return place.parent == document.elements[document.blocks[extent.last_body].element].parent


def _lazy_copy(page: Page, image: Image) -> bool:
    """An image in ``noscript``: what a script loads in its place is what readers see."""
    around = page.document.ancestors(image.element)
    holder = next((e for e in around if e.tag == "noscript"), None)
    return holder is not None and (holder.parent < 0 or page.document.elements[holder.parent].visible != "no")


def _credited_beside(page: Page, image: Image) -> bool:
    """Whether a labelled credit line stands right at the image: teasers of other articles have none."""
    return any(is_credit_only(page, b) and page.lexicon.starts(page.folded[b.index], "credit_label") for b in _caption_blocks(page, image))


def _in_article(page: Page, image: Image, extent: Extent) -> bool:
    if image.region in OUTSIDE:
        return False
    if image.region == "header" and not page.document.within(image.element, extent.element):
        return False
    start = extent.headline if extent.headline >= 0 else extent.start
    return max(0, start - 4) <= image.block <= extent.end


# captions and credits of one image ---------------------------------------------------------------------------


def _describe(page: Page, image: Image, item: ImageEvidence) -> None:
    caption_parts: list[tuple[Block, int, int]] = []
    for block in _caption_blocks(page, image):
        caption_parts.append((block, 0, len(block.text)))
        for span in block.spans:
            element = page.document.elements[span.element]
            if _CREDIT_TOKEN.search(element.attrs.get("class", "")) or element.attrs.get("itemprop") in (
                "copyrightHolder",
                "creditText",
                "creator",
                "author",
            ):
                text = block.text[span.start : span.end].strip()
                if 2 <= len(text) <= 200 and not (span.end - span.start > 0.9 * len(block.text) and len(block.text) > 90):
                    _set_credit(item, make_credit(page, block, span.start, span.end, "markup"))
        if _credit_container(page, block, image) and len(block.text) <= 200:
            _set_credit(item, make_credit(page, block, 0, len(block.text), "markup"))
            caption_parts.pop()
    for block, start, end in caption_parts:
        if item.credit is None:
            _set_credit(item, credit_in_text(page, block, start, end))
    for block, start, end in caption_parts:
        text = block.text[start:end]
        credit = item.credit or item.machine_credit
        if credit is not None and credit.where.text in text and credit.where.text:
            text = text.replace(credit.where.text, " ")
        if opener := page.lexicon.starts(fold(text), "caption_label"):
            text = text[opener.end() :]
        text = _without_label(page, text)
        if page.lexicon.is_mostly(fold(text), "copyright"):
            continue
        if len(text) >= (12 if page.lexicon.spaced and block.kind != "caption" else 5) or " " in text and len(text) > 5:
            if block.visible != "no":
                item.caption = Caption(text=text, where=page.block_where(block, start, end), seen_in=seen(block.visible),
                                       confidence="high" if block.kind == "caption" and len(text) >= 20 else "medium")  # fmt: skip
                break


def _without_label(page: Page, text: str) -> str:
    text = text.strip(" \n()[]|/-–—,;:：，、،؛")
    label = page.lexicon.ends(fold(text), "credit_label")
    text = text[: label.start()] if label and label.start() > 0 else text
    return " ".join(text.split()).strip(" ()[]|/-–—,;:：，、،؛")


def _set_credit(item: ImageEvidence, credit: Credit | None) -> None:
    if credit is None:
        return
    if credit.seen_in == "visible":
        if item.credit is None or item.credit.basis == "position":
            item.credit = credit
    elif item.machine_credit is None:
        item.machine_credit = credit


def _credit_container(page: Page, block: Block, image: Image) -> bool:
    limit = image.figure if image.figure >= 0 else page.document.elements[image.element].parent
    for element in page.document.ancestors(block.element):
        if element.index <= limit or element.tag == "figcaption":
            return bool(
                element.tag == "figcaption"
                and _CREDIT_TOKEN.search(element.attrs.get("class", ""))
                and not _CAPTION_TOKEN.search(element.attrs.get("class", ""))
            )
        words = element.attrs.get("class", "")
        if _CREDIT_TOKEN.search(words) and not _CAPTION_TOKEN.search(words.replace("caption-", "").replace("caption_", "")):
            return True
    return False


def _caption_blocks(page: Page, image: Image) -> list[Block]:
    """The blocks that belong to an image: those of its figure, else short ones right beside it."""
    document = page.document
    if image.figure >= 0:
        inside = [b for b in document.blocks_in(image.figure) if len(b.text) < 1200 and b.kind not in ("control",)]
        if inside:
            pictures = page.pictures_by_figure[image.figure]
            if len(pictures) > 1 and len({same_picture(i.src) for i in pictures[:50]}) > 1:
                after = [b for b in inside if b.index >= image.block]
                return (after or inside)[:3]
            return inside[:5]
    near: list[Block] = []
    container = _container(page, image)
    for index in range(image.block, min(image.block + 3, len(document.blocks))):
        block = document.blocks[index]
        if block.kind == "heading" or block.region in OUTSIDE or len(block.text) > 600 or _in_other_figure(page, block, image):
            break
        words = " ".join(page.class_words(e) for e, _ in zip(document.ancestors(block.element), range(3), strict=False))
        words += " ".join(page.class_words(document.elements[s.element]) for s in block.spans if s.end - s.start >= 0.8 * len(block.text))
        together = container >= 0 and document.within(block.element, container)
        opened = index <= image.block + 1 and page.lexicon.starts(page.folded[block.index], "caption_label")
        if _CAPTION_TOKEN.search(words) or _CREDIT_TOKEN.search(words) or block.kind == "caption" or opened:
            near.append(block)
        elif together and len(block.text) < 400:
            near.append(block)
        elif index <= image.block + 1 and len(block.text) < 300 and is_credit_only(page, block) and not signs_text(page, block):
            near.append(block)
        else:
            break
    return near


def _in_other_figure(page: Page, block: Block, image: Image) -> bool:
    figure = next((e for e in page.document.ancestors(block.element) if e.tag == "figure"), None)
    return figure is not None and not page.document.within(image.element, figure.index)


def _container(page: Page, image: Image) -> int:
    """The nearest ancestor that holds this image and little else, or -1."""
    document = page.document
    for element, _ in zip(document.ancestors(document.elements[image.element].parent), range(5), strict=False):
        if element.tag in ("article", "main", "body", "section"):
            return -1
        blocks = [b for b in document.blocks if element.index <= b.element < element.end] if element.end - element.index < 60 else None
        if blocks is None:
            return -1
        if blocks:
            text = sum(len(b.text) for b in blocks)
            return element.index if len(blocks) <= 3 and text < 700 and not any(b.kind == "heading" for b in blocks) else -1
    return -1
