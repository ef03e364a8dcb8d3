"""What an image is for: editorial picture, portrait, logo, icon, teaser, advert, tracking pixel.

Told by size, class names, file names, alternative text, and by what the image stands in: a control, a link to
another article, a box with another article's title. Where nothing speaks against it, it is editorial.
"""

from __future__ import annotations

import re

from checker.document.model import Element, Image
from checker.evidence.credits import credit_in_text
from checker.evidence.page import Extent, Page
from checker.lexicon.phrases import fold

_LOGO = re.compile(r"logo|sprite|brand|badge|banner-ad|paypal|googleplay|app-?store|playstore", re.IGNORECASE)
_ICON = re.compile(
    r"icon|emoji|arrow|button|btn|spinner|loader|loading|blank\.|pixel|spacer|1x1|\.svg(?:\?|$)|avatar-default"
    r"|(?:^|[-_./])(?:share|facebook|twitter|whatsapp|telegram|mail|print)(?:[-_](?:share|white|black|\d{1,3}))*\.(?:png|gif|webp)",
    re.IGNORECASE,
)
_PORTRAIT = re.compile(r"avatar|author|gravatar|byline|profile|headshot|writer|autor|auteur|columnist|mugshot", re.IGNORECASE)
_ADVERT = re.compile(r"(?:^|[\s_-])(?:ad|ads|advert|advertisement|sponsor|promo|publicidad|werbung|anzeige)(?:$|[\s_-])", re.IGNORECASE)
_ADVERT_ADDRESS = re.compile(r"//ads?\.|/ads?/|banner[_-]?\d|[/_-](?:offre|offer|abo|subscribe|suscribete|assine)[-_/.]", re.IGNORECASE)
_ADVERT_SIZES = frozenset({"300x250", "728x90", "970x250", "970x90", "320x50", "300x600", "160x600", "336x280", "468x60", "300x50"})
"""Sizes of the advertising industry's standard banners (IAB), in pixels."""
_TRACKING = re.compile(
    r"scorecardresearch|doubleclick|facebook\.com/tr|/pixel|beacon|counter|analytics|/delivery/\w+\.php|[?&]zoneid=|/b\.gif|piwik|matomo",
    re.IGNORECASE,
)
_PIXEL = re.compile(r"\b1x1\b|tracking[_-]?pixel", re.IGNORECASE)
_SMALL = 80
"""An image whose tag says it is at most this wide or high, in pixels, is no editorial picture."""
_THUMBNAIL = 120
"""An image without caption that is at most this wide and high, in pixels, shows the way to something else."""


def image_role(page: Page, image: Image, extent: Extent) -> str:
    """The role of an image in one article, as :class:`checker.evidence.model.ImageEvidence` names it."""
    document = page.document
    element = document.elements[image.element]
    words = " ".join(page.class_words(e) for e, _ in zip(document.ancestors(image.element), range(4), strict=False))
    name = "" if image.src.startswith("data:") else image.src.rsplit("/", 1)[-1][:200]
    if not image.src or _TRACKING.search(image.src) or _PIXEL.search(f"{image.alt} {element.attrs.get('class', '')}"):
        return "tracking"
    parent = document.elements[element.parent] if element.parent >= 0 else element
    if (
        any(e.tag in ("h1", "h2", "h3") for e, _ in zip(document.ancestors(element.parent), range(4), strict=False))
        or parent.tag == "amp-img"
    ):
        return "icon"  # set into a heading, or the copy inside an image element
    width, height = _pixels(element.attrs.get("width", "")), _pixels(element.attrs.get("height", ""))
    if 0 < width <= 2 or 0 < height <= 2:
        return "tracking"
    captioned = captioned_figure(page, image)
    if 0 < width <= _SMALL or 0 < height <= _SMALL:
        return "portrait" if _PORTRAIT.search(words) else "icon"
    if 0 < width <= _THUMBNAIL and 0 < height <= _THUMBNAIL and not captioned:
        return "portrait" if _PORTRAIT.search(words) else "teaser"
    banner = width >= 4 * height > 0 and any(e.tag == "a" for e, _ in zip(document.ancestors(image.element), range(3), strict=False))
    if banner or _ADVERT.search(words) or _ADVERT_ADDRESS.search(image.src) or f"{width}x{height}" in _ADVERT_SIZES:
        return "advert"
    if not captioned and image.alt and page.lexicon.is_mostly(fold(image.alt), "image_other"):
        return "logo"
    if not captioned and (
        _LOGO.search(name) or _LOGO.search(fold(image.alt)) and len(image.alt) < 40 or re.search(r"(?:^|[\s_-])logo", words)
    ):
        return "logo"
    if not captioned and (_PORTRAIT.search(words) or _PORTRAIT.search(name) or _is_author(page, image, extent)):
        return "portrait"
    if not captioned and (_ICON.search(name) or "/icons/" in image.src or re.search(r"(?:^|[\s_-])(?:icon|share|social)", words)):
        return "icon"
    if not captioned and _in_button(page, image):
        return "icon"
    if (
        image.block < extent.headline
        and not captioned
        and any(e.tag == "a" for e, _ in zip(document.ancestors(image.element), range(3), strict=False))
    ):
        return "logo"
    if _in_teaser(page, image, extent) or _linked_caption(page, image):
        return "teaser"
    return "editorial"


def _in_button(page: Page, image: Image) -> bool:
    """Whether an image is the face of a control: inside a button, or a link that runs a script or shares the page."""
    for element, _ in zip(page.document.ancestors(image.element), range(4), strict=False):
        href = element.attrs.get("href", "")
        if element.tag == "button" or element.tag == "a" and (href.startswith("javascript:") or href == "#" or _SHARE_ADDRESS.search(href)):
            return True
    return False


_SHARE_ADDRESS = re.compile(
    r"facebook\.com/(?:sharer|share)|twitter\.com/(?:intent|share)|x\.com/intent|whatsapp://|wa\.me|t\.me/share|mailto:\?|/share\b",
    re.IGNORECASE,
)


def _pixels(value: str) -> int:
    match = re.match(r"\s*(\d{1,5})(?:px|\s*$)", value)
    return int(match[1]) if match else 0


def _is_author(page: Page, image: Image, extent: Extent) -> bool:
    thing = extent.thing
    if thing is None or not image.alt:
        return False
    names = [fold(v if isinstance(v, str) else v.first("name")) for v in thing.properties.get("author", [])]
    return any(n and len(n) > 4 and n in fold(image.alt) and len(image.alt) < len(n) + 20 for n in names)


def _in_teaser(page: Page, image: Image, extent: Extent) -> bool:
    """An image inside a link to another page, or beside a linked heading, outside any figure with a caption."""
    document = page.document
    for element, _ in zip(document.ancestors(image.element), range(7), strict=False):
        if element.index == extent.element or element.index < extent.element:
            return False
        if element.tag == "a" and element.attrs.get("href") and _leads_elsewhere(page, element.attrs["href"]):
            words = [b for b in document.blocks_in(element.index) if b.kind != "caption" and len(b.text) >= 12]
            if words or image.block > extent.last_body and not captioned_figure(page, image):
                return True
        if element.tag == "div" and image.figure < 0 and element.index > extent.element and _is_box(page, element, extent):
            return True
        if element.tag in ("article", "li") and element.index > extent.element:
            inside = document.blocks_in(element.index)
            if any(b.index == extent.headline for b in inside):
                return False
            own = sum(1 for b in inside if b.index in extent.body)
            if own and (own > 2 or not any(b.kind == "heading" for b in inside)):
                return False
            linked = any(_leads_elsewhere(page, link.href) for link in document.links_in(element.index))
            if linked and (image.block > extent.last_body or not captioned_figure(page, image)):
                return True
    return False


def _linked_caption(page: Page, image: Image) -> bool:
    """A figure whose whole text links another page: 'What happened then. Read more'."""
    document = page.document
    if image.figure < 0:
        return False
    blocks = document.blocks_in(image.figure)
    size = sum(len(b.text) for b in blocks)
    linked = sum(
        len(k.text)
        for k in document.links_in(image.figure)
        if k.text and _leads_elsewhere(page, k.href) and k.href.startswith(("/", "http"))
    )
    return size > 0 and linked >= 0.75 * size and not any(credit_in_text(page, b, 0, len(b.text)) for b in blocks)


def _is_box(page: Page, element: Element, extent: Extent) -> bool:
    """A small box of a picture and the linked title of another article, set into the text."""
    document = page.document
    if element.end - element.index > 20:
        return False
    inside = document.blocks_in(element.index)
    if not inside or sum(len(b.text) for b in inside) > 300 or any(b.index == extent.headline for b in inside):
        return False
    titles = [k for k in document.links_in(element.index) if len(k.text) >= 15 and _leads_elsewhere(page, k.href)]
    return bool(titles) and sum(len(k.text) for k in titles) * 2 > sum(len(b.text) for b in inside)


def _leads_elsewhere(page: Page, href: str) -> bool:
    """Whether an address is another page: no picture or page of pictures, no anchor, not this page itself."""
    if href.startswith(("#", "javascript:")) or _PICTURE.search(href):
        return False
    path = _HOST.sub("", href).rstrip("/")
    return bool(path) and not (page.own_address and page.own_address.endswith(path))


_PICTURE = re.compile(
    r"\.(?:jpe?g|png|webp|gif)(?:$|\?)|(?:/|_|^\./)(?:photos?|images?|gallery|galerie|galeria|pictures?|fotos?|album|slideshow)(?:/|$|\?)",
    re.IGNORECASE,
)
_HOST = re.compile(r"^https?://[^/]+")


def captioned_figure(page: Page, image: Image) -> bool:
    """Whether the image stands in a figure with a caption: one marked as such, or a short text of its own that is no link."""
    if image.figure < 0:
        return False
    known = page.captioned.get(image.figure)
    if known is None:
        known = page.captioned[image.figure] = _has_caption(page, image.figure)
    return known


def _has_caption(page: Page, figure: int) -> bool:
    linked = {link.block for link in page.document.links_in(figure)}
    return any(
        b.kind == "caption" or b.kind in ("text", "paragraph") and 15 <= len(b.text) <= 600 and b.index not in linked
        for b in page.document.blocks_in(figure)
    )


_APART = re.compile(
    r"(?:^|[\s_-])(?:teaser|preview|promo|related|recommend\w*|badge|thumb-?link|more-?stories|newsletter|signup)(?:$|[\s_-])",
    re.IGNORECASE,
)


def stands_apart(page: Page, image: Image) -> bool:
    """Whether what the image stands in speaks for something else than this article: a link to another page, a box named teaser,
    preview, badge … Not sure, because names of boxes mean different things on different sites.
    """
    around = [e for e, _ in zip(page.document.ancestors(image.element), range(5), strict=False)]
    linked = any(e.tag == "a" and e.attrs.get("href") and _leads_elsewhere(page, e.attrs["href"]) for e in around)
    return linked or any(_APART.search(page.class_words(e)) for e in around)


_PLAYER = re.compile(r"(?:^|[\s_-])(?:video|player|jwplayer|videojs)(?:$|[\s_-])", re.IGNORECASE)


_STILL = re.compile(r"/videos?/|video[ _-]player|/poster\.", re.IGNORECASE)


def in_player(page: Page, image: Image) -> bool:
    """Whether the image is the still of a video player set into the page."""
    words = " ".join(page.class_words(e) for e, _ in zip(page.document.ancestors(image.element), range(4), strict=False))
    if _PLAYER.search(words) or _STILL.search(f"{image.src} {image.alt}"):
        return True
    around = [e for e, _ in zip(page.document.ancestors(page.document.elements[image.element].parent), range(3), strict=False)]
    return any(x.tag in ("video", "audio") for e in around if e.end - e.index < 40 for x in page.document.elements[e.index + 1 : e.end])
