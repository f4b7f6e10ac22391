"""The tree of a paper: each paragraph under the mark that governs it."""

import re
from dataclasses import dataclass, field

from corpus.citations import Level, Step
from corpus.documents import Role
from ingest.kinds import is_attached_to, is_kind_line, kind_of_line
from ingest.lines import Kind, is_capitals
from ingest.marks import Mark, Rank, find_mark
from ingest.paragraphs import Paragraph
from ingest.quotes import quoted
from ingest.zones import (
    ADDRESSEES,
    AUTHORITY,
    CERTIFICATE,
    DIGITAL,
    HEAD,
    RECIPIENTS,
    SIGNATURE,
    TITLE,
)

_ENDS = re.compile(r"[.;,!?][”\")»]*[¹²³⁰⁴-⁹]*$")
_LEAD_IN = re.compile(r":[”\")»]*[¹²³⁰⁴-⁹]*$")
_BASIS = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Trên cơ sở)\b")
_CLOSING = re.compile(r"^Trên đây là\b|\./\.\s*$")
_MOTTO = re.compile(r"^Độc lập\s*-\s*Tự do")
_TRAIL_LENGTH = 300
_ZONES = {
    HEAD: (Role.HEADER, "phần đầu"),
    TITLE: (Role.HEADER, "tên văn bản"),
    AUTHORITY: (Role.HEADER, "thẩm quyền ban hành"),
    ADDRESSEES: (Role.ADDRESSEES, "kính gửi"),
    RECIPIENTS: (Role.RECIPIENTS, "nơi nhận"),
    SIGNATURE: (Role.SIGNATURE, "chữ ký"),
    DIGITAL: (Role.HEADER, "chữ ký số"),
    CERTIFICATE: (Role.HEADER, "xác thực văn bản hợp nhất"),
}
_LEVELS = {
    Rank.ANNEX: Level.ANNEX,
    Rank.FORM: Level.BLOCK,
    Rank.PART: Level.PART,
    Rank.CHAPTER: Level.CHAPTER,
    Rank.SECTION: Level.SECTION,
    Rank.SUBSECTION: Level.SECTION,
    Rank.ARTICLE: Level.ARTICLE,
    Rank.DASH: Level.BULLET,
    Rank.PLUS: Level.SUBBULLET,
}
_IN_ARTICLE = {Rank.NUMBER: Level.CLAUSE, Rank.DOTTED: Level.CLAUSE, Rank.LETTER: Level.POINT}
_UNDER_LEAD_IN = (int(Rank.LETTER), 99)  # a sentence ending in ":" stands above its dashes


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """One passage to be: its paragraphs, its place and what stands under it."""

    paragraphs: list[Paragraph]
    steps: tuple[Step, ...]
    role: Role
    parent: "Node | None" = None
    mark: Mark | None = None
    height: tuple[int, int] = (-1, 0)
    children: list["Node"] = field(default_factory=list)
    counts: dict[Level, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The node's text on one line."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def trail(self) -> tuple[str, ...]:
        """The lines above, outermost first, each at most 300 characters."""
        if self.parent is None:
            return ()
        above = (*self.parent.trail, self.parent.text, *self._table_lines())
        return tuple(_shortened(line) for line in above if line)

    @property
    def heads(self) -> tuple[str, ...]:
        """The head of each cell of a table's row; empty for all else."""
        context = self.paragraphs[0].context if self.paragraphs else None
        return () if context is None else context.heads

    @property
    def carried(self) -> tuple[str, ...]:
        """What merged cells above say for each cell of a row; empty when none does."""
        context = self.paragraphs[0].context if self.paragraphs else None
        return () if context is None else context.carried

    def _table_lines(self) -> tuple[str, ...]:
        """What stands over a row of a table: the heads of its columns, then its groups."""
        context = self.paragraphs[0].context if self.paragraphs else None
        if context is None:
            return ()
        return (" | ".join(context.heads) if any(context.heads) else "", *context.groups)


def build_outline(paragraphs: list[Paragraph]) -> list[Node]:
    """The nodes of a paper in reading order; every paragraph is in exactly one."""
    builder = _Builder([p.text if p.kind is Kind.TEXT and not p.zone else "" for p in paragraphs])
    for index, paragraph in enumerate(paragraphs):
        builder.add(index, paragraph)
    return builder.finish()


class _Builder:
    """Takes paragraphs one by one; keeps the open marks."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts  # of body paragraphs; "" for all others
        self._root = Node(paragraphs=[], steps=(), role=Role.BODY)
        self._open: list[Node] = []
        self._nodes: list[Node] = []
        self._seen: dict[tuple[Step, ...], int] = {}
        self._quoted = quoted(texts)
        self._signed = False  # a signature has passed: what follows is attached
        self._has_tail = False  # the paper's own signature has passed
        self._titling = False  # inside the title lines of an attached paper
        self._tables: dict[int, tuple[Node, tuple[Step, ...]]] = {}  # what governs each, its place

    def add(self, index: int, paragraph: Paragraph) -> None:
        if paragraph.kind is Kind.FOOTNOTE:
            self._add_footnote(paragraph)
        elif paragraph.kind is Kind.PAGE_MARK:
            self._leaf(
                paragraph, (Step(Level.PAGE_MARK, str(paragraph.first_page)),), Role.PAGE_MARK
            )
        elif paragraph.kind is Kind.ROW:
            self._add_row(paragraph)
        elif paragraph.zone:
            self._add_zone(paragraph)
        else:
            self._add_body(index, paragraph)

    def finish(self) -> list[Node]:
        for node in self._nodes:
            if node.mark is not None:
                node.role = _marked_role(node)
        return self._nodes

    def _add_footnote(self, paragraph: Paragraph) -> None:
        steps = (Step(Level.FOOTNOTE, paragraph.footnote),)
        note = self._leaf(paragraph, steps, Role.FOOTNOTE)
        note.parent = next((n.parent for n in reversed(self._nodes[:-1]) if n.parent), None)

    def _add_row(self, paragraph: Paragraph) -> None:
        if paragraph.table not in self._tables:
            governing = self._governing(paragraph.text)
            self._tables[paragraph.table] = (governing, governing.steps)
        parent, steps = self._tables[paragraph.table]
        step = Step(Level.TABLE_ROW, f"t{paragraph.table}.r{paragraph.row}")
        self._leaf(paragraph, (*steps, step), Role.TABLE, parent)

    def _add_zone(self, paragraph: Paragraph) -> None:
        role, label = _ZONES[paragraph.zone]
        last = self._nodes[-1] if self._nodes else None
        if last is not None and last.paragraphs[0].zone == paragraph.zone:
            last.paragraphs.append(paragraph)
            return
        if paragraph.zone in (RECIPIENTS, SIGNATURE):
            self._open, self._signed, self._has_tail = [], True, True
            self._root = Node(paragraphs=[], steps=(), role=Role.BODY)
        self._leaf(paragraph, (Step(Level.BLOCK, label),), role)

    def _add_body(self, index: int, paragraph: Paragraph) -> None:
        mark = None if index in self._quoted else self._mark(paragraph.text)
        if mark is not None:
            self._titling = False
            if mark.rank is Rank.ANNEX and self._is_annex_of_paper(index):
                self._open = []
                self._root = Node(paragraphs=[], steps=(), role=Role.BODY)
            self._add_marked(paragraph, mark)
        elif self._has_tail and index not in self._quoted and self._opens_attached(index):
            self._open_attached(paragraph)
        elif self._titling or (
            self._signed
            and not self._open
            and (is_capitals(paragraph.text) or _MOTTO.match(paragraph.text))
        ):
            self._add_title_line(paragraph)
        elif (
            not self._under_mark()
            and _BASIS.match(paragraph.text)
            and not _LEAD_IN.search(paragraph.text)
        ):
            count = self._count(self._root, Level.BLOCK)
            self._leaf(
                paragraph,
                (*self._root.steps, Step(Level.BLOCK, f"căn cứ {count}")),
                Role.LEGAL_BASIS,
            )
        else:
            self._add_unmarked(paragraph)

    def _under_mark(self) -> bool:
        return any(node.mark is not None for node in self._open)

    def _mark(self, text: str) -> Mark | None:
        """The paragraph's mark; a form's only in what is attached: a report may call a table so."""
        mark = find_mark(text)
        if mark is None or mark.rank is not Rank.FORM:
            return mark
        in_annex = any(node.mark and node.mark.rank is Rank.ANNEX for node in self._open)
        return mark if self._has_tail or in_annex else None

    def _is_annex_of_paper(self, index: int) -> bool:
        """True where an annex behind an attached paper says that it belongs to the paper itself."""
        if not self._root.steps:
            return False
        kind = self._root.steps[0].label.partition(" kèm theo")[0]
        says = next((b for b in self._texts[index + 1 : index + 4] if is_attached_to(b)), "")
        return bool(says) and kind.lower() not in says.lower()

    def _opens_attached(self, index: int) -> bool:
        """True at an attached paper: its kind alone on its line, or "kèm theo" soon below."""
        text = self._texts[index]
        below = self._texts[index + 1 : index + 8]
        attached = next((at for at, each in enumerate(below) if is_attached_to(each)), None)
        if is_kind_line(text):
            alone = kind_of_line(text).upper() == text
            return (self._signed and alone) or attached is not None
        titled = attached is not None and all(map(is_capitals, below[:attached]))
        return titled and is_capitals(text) and not self._titling and not _MOTTO.match(text)

    def _open_attached(self, paragraph: Paragraph) -> None:
        label = _attached_name(paragraph.text)
        steps = self._unique((Step(Level.BLOCK, f"{label} kèm theo"),))
        self._open = []
        self._root = Node(paragraphs=[paragraph], steps=steps, role=Role.HEADER)
        self._nodes.append(self._root)
        self._signed, self._titling = False, not is_attached_to(paragraph.text)

    def _add_title_line(self, paragraph: Paragraph) -> None:
        last = self._nodes[-1]
        if last.role is Role.HEADER and not last.paragraphs[0].zone and len(last.paragraphs) < 8:
            last.paragraphs.append(paragraph)
        else:
            self._leaf(paragraph, (Step(Level.BLOCK, "phần đầu kèm theo"),), Role.HEADER)
        self._titling = self._titling and not is_attached_to(paragraph.text)

    def _add_marked(self, paragraph: Paragraph, mark: Mark) -> None:
        height = mark.height
        holder = self._plus_holder(paragraph) if mark.rank is Rank.DASH else None
        if holder is not None:
            height = (int(Rank.PLUS), 1)
        while self._open and self._open[-1].height >= height:
            self._open.pop()
        parent = self._open[-1] if self._open else self._root
        level = self._level(mark)
        label = mark.label or str(self._count(parent, level))
        if mark.rank is Rank.FORM:
            label = label.capitalize().replace(":", "")
        outer = self._container(parent) if level is Level.ARTICLE else parent.steps
        steps = self._unique((*outer, Step(level, label)))
        node = Node(
            paragraphs=[paragraph],
            steps=steps,
            role=Role.BODY,
            parent=parent,
            mark=mark,
            height=height,
        )
        parent.children.append(node)
        self._open.append(node)
        self._nodes.append(node)

    def _add_unmarked(self, paragraph: Paragraph) -> None:
        parent = self._governing(paragraph.text)
        step = Step(Level.PARAGRAPH, str(self._count(parent, Level.PARAGRAPH)))
        node = self._leaf(paragraph, (*parent.steps, step), Role.BODY, parent)
        if _LEAD_IN.search(paragraph.text):
            while self._open and self._open[-1].height >= _UNDER_LEAD_IN:
                self._open.pop()
            node.height = _UNDER_LEAD_IN
            self._open.append(node)

    def _leaf(
        self, paragraph: Paragraph, steps: tuple[Step, ...], role: Role, parent: Node | None = None
    ) -> Node:
        node = Node(
            paragraphs=[paragraph],
            steps=self._unique(steps),
            role=role,
            parent=parent or self._root,
        )
        node.parent.children.append(node) if node.parent else None
        self._nodes.append(node)
        return node

    def _governing(self, text: str) -> Node:
        """The open mark that a paragraph without a mark belongs to."""
        in_article = any(node.mark and node.mark.rank is Rank.ARTICLE for node in self._open)
        if in_article and self._open:
            return self._open[-1]
        if _CLOSING.search(text):
            return self._root
        for node in reversed(self._open):
            if node.height != _UNDER_LEAD_IN and not _ENDS.search(node.text):
                return node
        return self._root

    def _plus_holder(self, paragraph: Paragraph) -> Node | None:
        """The "+ Cấp xã:" that a dash stands under, against the usual order of the two marks.

        Under a second such item only dashes that open like those of the first belong to it.
        """
        holder = next(
            (n for n in reversed(self._open) if n.mark and n.mark.rank is Rank.PLUS), None
        )
        if holder is None or not _LEAD_IN.search(holder.text):
            return None
        siblings = holder.parent.children if holder.parent else []
        earlier = next(
            (
                n
                for n in siblings
                if n is not holder and n.mark and n.mark.rank is Rank.PLUS and n.children
            ),
            None,
        )
        if earlier is None or _opening(paragraph.text) in {
            _opening(n.text) for n in earlier.children
        }:
            return holder
        return None

    def _level(self, mark: Mark) -> Level:
        if mark.rank in _IN_ARTICLE and any(
            n.mark and n.mark.rank is Rank.ARTICLE for n in self._open
        ):
            return _IN_ARTICLE[mark.rank]
        return _LEVELS.get(mark.rank, Level.HEADING)

    def _container(self, parent: Node) -> tuple[Step, ...]:
        """An article's place leaves out its chapter; an annex it can not."""
        return tuple(step for step in parent.steps if step.level in (Level.ANNEX, Level.BLOCK))

    def _count(self, parent: Node, level: Level) -> int:
        parent.counts[level] = parent.counts.get(level, 0) + 1
        return parent.counts[level]

    def _unique(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """The steps, with the last label told apart where the paper repeats a number."""
        key = tuple(Step(step.level, step.label.lower()) for step in steps)
        self._seen[key] = self._seen.get(key, 0) + 1
        if self._seen[key] == 1:
            return steps
        last = steps[-1]
        return self._unique(
            (*steps[:-1], Step(last.level, f"{last.label} (lần {self._seen[key]})"))
        )


def _attached_name(text: str) -> str:
    """What an attached part is called: its kind, else the two words that open its title."""
    if is_kind_line(text):
        return kind_of_line(text)
    return " ".join(text.split()[:2]).strip(" :.,").capitalize()


def _shortened(line: str) -> str:
    if len(line) <= _TRAIL_LENGTH:
        return line
    return line[: _TRAIL_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _opening(text: str) -> str:
    return " ".join(text.lower().lstrip("-+ ").split()[:2])


def _marked_role(node: Node) -> Role:
    if node.mark is None or node.mark.rank in (Rank.DASH, Rank.PLUS):
        return node.role
    if node.mark.rank <= Rank.SUBSECTION or is_capitals(node.text):
        return Role.HEADING
    titled = not _ENDS.search(node.text)
    return (
        Role.HEADING if titled and node.children and not _LEAD_IN.search(node.text) else Role.BODY
    )
