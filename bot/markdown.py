"""Markdown, as people write it in files, as Slack's text format or as plain words.

Slack's format: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.mrkdwn import escape, excerpt, is_blank

_SIGNS = {"strong": "*", "em": "_", "s": "~"}
_FENCE, _QUOTE, _INDENT = "```", "> ", "    "
_APART = "\u200b"  # A sign that touches a letter is none to Slack: this stands between them.
_LINK = re.compile(r"https?://[^/\s]|mailto:[^\s@]+@", re.IGNORECASE)
_BARE = re.compile(r"(?<!\w)https?://(?=[^\W_])[^\s<>|`\"«»“”]+", re.IGNORECASE)
_ENDS = ".,;:!?'*_~…’)]}"
_REFERENCE = re.compile(r"<[^<>]*>")


def mrkdwn(text: str) -> str:
    """CommonMark as Slack's mrkdwn, safe to show: nobody is pinged, only web and mail are links.

    Line breaks and empty lines stay where they were written. What Slack lacks becomes the nearest
    it has: headings are bold, images are links, and words that hold a mark's own sign go without.

    Args:
        text: what somebody wrote; HTML in it is shown as it stands.
    """
    return _page(text, _Slack())


def plain(text: str) -> str:
    """CommonMark as plain words, with addresses after what is linked. They are not escaped.

    Args:
        text: what somebody wrote.
    """
    return _page(text, _Plain())


def first_line(text: str, most: int) -> str:
    """The first paragraph, heading or item as plain words in one line. They are not escaped.

    Args:
        text: what somebody wrote, in CommonMark.
        most: characters at most; what is longer ends with `…`.
    """
    leaves = (_leaf(token, _Brief()) for token in _parser().parse(text))
    lines = (leaf.replace("\n", " ").strip() for leaf in leaves)
    return excerpt(next(filter(None, lines), ""), most)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("strikethrough")


class _Plain:
    """Plain words."""

    quoting = False
    rule = ""

    def text(self, words: str) -> str:
        return words

    def code(self, words: str) -> str:
        return words

    def block(self, code: str) -> str:
        return code

    def marked(self, _sign: str, words: str) -> str:
        return words

    def joined(self, parts: Sequence[str]) -> str:
        return "".join(parts)

    def link(self, href: str, label: str) -> str:
        if is_blank(label):
            return href
        same = (href, href.removeprefix("mailto:"), _parser().normalizeLinkText(href))
        return label if label in same else f"{label} ({href})"


class _Brief(_Plain):
    """Plain words, and no address behind them."""

    def link(self, href: str, label: str) -> str:
        return href if is_blank(label) else label


class _Slack(_Plain):
    """Slack's text format."""

    quoting = True
    rule = "———"

    def text(self, words: str) -> str:
        shown, end = "", 0
        for found in _BARE.finditer(words):
            address = _trimmed(found[0])
            link = self.link(_parser().normalizeLink(address), address)
            shown += escape(words[end : found.start()]) + link
            end = found.start() + len(address)
        return shown + escape(words[end:])

    def code(self, words: str) -> str:
        return _coded(escape(words))

    def block(self, code: str) -> str:
        return f"{_FENCE}\n{_unfenced(escape(code))}\n{_FENCE}" if code.strip() else ""

    def marked(self, sign: str, words: str) -> str:
        return "\n".join(_signed(sign, line) for line in words.split("\n"))

    def joined(self, parts: Sequence[str]) -> str:
        line = ""
        for part in parts:
            line += _APART + part if line and _touch(line[-1], part[0]) else part
        return _unfenced(line)

    def link(self, href: str, label: str) -> str:
        if not _LINK.match(href):
            return escape(super().link(href, label))
        words = "" if label == href or is_blank(label) else label
        words = words.replace("|", "¦").replace("\n", " ")
        return f"<{escape(href)}|{escape(words)}>" if words else f"<{escape(href)}>"


def _trimmed(address: str) -> str:
    """A bare address without the punctuation of the sentence around it."""
    while address[-1] in _ENDS and not (
        address[-1] == ")" and address.count("(") >= address.count(")")
    ):
        address = address[:-1]
    return address


def _coded(shown: str) -> str:
    return f"`{shown}`" if shown.strip() and "`" not in shown else shown


def _unfenced(shown: str) -> str:
    return re.sub("`(?=``)", f"`{_APART}", shown)


def _signed(sign: str, line: str) -> str:
    """A line with a mark around its words: Slack's marks end with their line."""
    words = line.strip()
    if not words or sign in _REFERENCE.sub("", words):
        return line
    return line.replace(words, f"{sign}{words}{sign}")


def _touch(before: str, after: str) -> bool:
    """Whether a sign stands beside a letter or another sign."""
    signs = [each in "*_~`" for each in (before, after)]
    return all(signs) or (any(signs) and (before.isalnum() or after.isalnum()))


@dataclass
class _Span:
    """Words in one mark or link, while they are put together."""

    kind: str
    href: str = ""
    parts: list[str] = field(default_factory=list)


def _inline(tokens: Iterable[Token], style: _Plain, kind: str = "") -> str:
    """What stands in a paragraph; a heading is of the `kind` strong."""
    spans = [_Span(""), _Span(kind)]
    for token in tokens:
        if token.nesting > 0:
            href = str(token.attrs.get("href", ""))
            spans.append(_Span(token.type.removesuffix("_open"), href))
        elif token.nesting < 0:
            _close(spans, style)
        elif word := _word(token, _within(spans, style)):
            spans[-1].parts.append(word)
    _close(spans, style)
    return style.joined(spans[0].parts)


def _within(spans: Sequence[_Span], style: _Plain) -> _Plain:
    """How words are written here: Slack shows those of a link as they are."""
    return _Brief() if any(span.kind == "link" for span in spans) else style


def _close(spans: list[_Span], style: _Plain) -> None:
    """Put the innermost mark or link, now complete, into the one around it."""
    span = spans.pop()
    inner, outer = _within((*spans, span), style), _within(spans, style)
    words = inner.joined(span.parts)
    if span.kind == "link":
        words = outer.link(span.href, words)
    elif span.kind in _SIGNS and all(each.kind != span.kind for each in spans):
        words = outer.marked(_SIGNS[span.kind], words)
    if words:
        spans[-1].parts.append(words)


def _word(token: Token, style: _Plain) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "code_inline":
        return style.code(token.content)
    if token.type == "image":
        alt = _inline(token.children or (), _Brief())
        return style.link(str(token.attrs.get("src", "")), alt)
    return style.text(token.content)


@dataclass
class _Block:
    """A block and those inside it."""

    token: Token
    inside: list["_Block"] = field(default_factory=list)


def _page(text: str, style: _Plain) -> str:
    page = _Block(Token("page", "", 0))
    around = [page]
    for token in _parser().parse(text):
        block = _Block(token)
        if token.nesting >= 0:
            around[-1].inside.append(block)
        if token.nesting > 0:
            around.append(block)
        elif token.nesting < 0:
            around.pop()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return _shown(page, lines, style).strip("\n")


def _shown(block: _Block, lines: Sequence[str], style: _Plain) -> str:
    """A block; `lines` are those of the page."""
    kind = block.token.type
    if kind == "heading_open":
        return _inline(block.inside[0].token.children or (), style, "strong")
    if not block.inside:
        return _leaf(block.token, style)
    shown = [_shown(each, lines, style) for each in block.inside]
    if kind == "bullet_list_open":
        shown = [_item("•", each) for each in shown]
    elif kind == "ordered_list_open":
        first = int(block.token.attrs.get("start", 1))
        shown = [_item(f"{number}.", each) for number, each in enumerate(shown, first)]
    stack = _stacked(zip(block.inside, shown, strict=True), lines)
    return _quoted(stack) if stack and style.quoting and kind == "blockquote_open" else stack


def _leaf(token: Token, style: _Plain) -> str:
    if token.type == "inline":
        return _inline(token.children or (), style)
    if token.type in ("fence", "code_block"):
        return style.block(token.content.removesuffix("\n"))
    return style.rule if token.type == "hr" else ""


def _stacked(blocks: Iterable[tuple[_Block, str]], lines: Sequence[str]) -> str:
    """Blocks below each other, with an empty line between them where there was one."""
    stack = ""
    for block, shown in blocks:
        start = (block.token.map or [0])[0]
        apart = start > 0 and not lines[start - 1].strip(" \t>")
        if shown:
            stack += ("\n\n" if apart else "\n") + shown if stack else shown
    return stack


def _rows(shown: str) -> Iterator[tuple[str, bool]]:
    """Lines, and whether Slack wants each at the left edge, as quotes and code."""
    coded = False
    for line in shown.split("\n"):
        yield line, coded or line.startswith((_FENCE, _QUOTE))
        coded ^= line == _FENCE


def _item(mark: str, shown: str) -> str:
    rows = list(_rows(shown))
    lines = [line if at_edge or not line else _INDENT + line for line, at_edge in rows]
    first = "\n" + lines[0] if rows[0][1] else " " + lines[0].removeprefix(_INDENT)
    return "\n".join([(mark + first).rstrip(" "), *lines[1:]])


def _quoted(shown: str) -> str:
    """Lines as a quote, which Slack has neither quotes nor blocks of code in."""
    lines = ((line, at_edge) for line, at_edge in _rows(shown) if line != _FENCE)
    return "\n".join(
        line if line.startswith(_QUOTE) else _QUOTE + (_coded(line) if at_edge else line)
        for line, at_edge in lines
    )
