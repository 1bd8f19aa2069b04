"""How a page is compiled: once for each language, with the words of that language standing in it as they are.

A page has a hundred texts, addresses of styles and icons that are the same each time it is shown. Looked up at every
showing they took a tenth of the time of a page.
"""

from collections.abc import Callable, Iterator, Mapping
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context

from waarborg.plumbing.web.escaping import shown

# Functions of pages that answer the same to the same words as long as the product runs, but for the language and for
# where it is mounted: each of both has an environment of its own.
SETTLED = frozenset({"_", "gettext", "pgettext", "static", "stylesheets", "scripts", "seal", "htmx_script", "url_for"})


class Generator(CodeGenerator):
    """Jinja's own, but functions of every page that do not take its context are called without a detour, and what is
    written is escaped without a mark that would come off at once."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        self.writeline(f"from {shown.__module__} import {shown.__name__} as _shown")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("_shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """What a block or another page writes is joined before it is handed on: a page has a thousand pieces of text,
        and each would climb by itself through every block and page around it."""
        if x.startswith("yield from "):
            x = f"yield ''.join({x.removeprefix('yield from ')})"
        elif x.startswith("gen = template.root_render_func("):
            # Still a generator of what it writes, now in one piece: the lines after it go through it and close it.
            x = f"gen = (one for one in (''.join({x.removeprefix('gen = ')}),))"
        super().writeline(x, node, extra)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        named = node.node.name if isinstance(node.node, nodes.Name) else ""
        function = self.environment.globals.get(named)
        wants_context = getattr(function, "jinja_pass_arg", None) is not None
        unusual = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs)
        if function is None or wants_context or unusual:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")


class PageContext(Context):
    """Jinja's own, which asks for the names of all functions at each include, for the sake of imports alone."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[..., Iterator[str]]],
        globals: Mapping[str, Any] | None = None,
    ) -> None:
        self._everywhere = globals
        super().__init__(environment, parent, name, blocks)

    @property
    def globals_keys(self) -> set[str]:
        return set(self._everywhere or ())

    @globals_keys.setter
    def globals_keys(self, none: set[str]) -> None:
        """Jinja's own constructor says so, of no functions at all."""


class Speaking(Environment):
    """An environment of pages; one that is settled puts what is settled into the pages that it compiles."""

    code_generator_class = Generator
    context_class = PageContext
    settled = False

    def in_one_language(self) -> "Speaking":
        """One beside this, which compiles for the language and the mount of the moment."""
        made = self.overlay()
        made.settled = True
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.settled:
            for output in tree.find_all(nodes.Output):
                output.nodes = [self._settle(one) for one in output.nodes]
        return tree

    def _settle(self, node: nodes.Expr) -> nodes.Expr:
        """The text itself, where a node is a settled function of words that stand in the page."""
        call = node.expr if isinstance(node, nodes.MarkSafeIfAutoescape) else node
        if not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name) or call.node.name not in SETTLED:
            return node
        named = {one.key: one.value for one in call.kwargs}
        if call.dyn_args or call.dyn_kwargs:
            return node
        if not all(isinstance(one, nodes.Const) for one in (*call.args, *named.values())):
            return node
        function: Callable[..., Any] = self.globals[call.node.name]  # type: ignore[assignment]
        try:
            found = function(
                *(one.value for one in call.args if isinstance(one, nodes.Const)),
                **{key: one.value for key, one in named.items() if isinstance(one, nodes.Const)},
            )
        except Exception:
            # Said when the page is shown, as it would be without this.
            return node
        return nodes.TemplateData(str(shown(found)), lineno=node.lineno)


def shadowed(tree: nodes.Template) -> Iterator[str]:
    """The settled functions whose names a page uses for something else."""
    for one in tree.find_all(nodes.Name):
        if one.ctx != "load" and one.name in SETTLED:
            yield one.name
