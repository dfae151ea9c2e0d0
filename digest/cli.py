"""argv -> one call below -> exit code

0 all is well, 1 the content has errors, 2 the command or the settings are wrong, 3 something inside broke.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import click

from digest import __version__
from digest.edition import Edition, NoEdition, opened, root_of
from digest.still import Look

EPILOG = """\b
Examples
  digest init my-edition && cd my-edition    a small edition to begin with
  digest serve                               write, and see the page change as you save
  digest build --base-url https://example.org/press/
  digest check --format github               in a workflow
  digest import saved-pages/                 bring in articles as drafts
  digest review                              what the program was unsure of, and the line that settles it
  digest deploy git:origin --build           build, and put it online
"""


REVIEW = """\b
Examples
  digest review                    what should I decide?
  digest review | less             many questions
  digest review --json             for an editor's plug-in
"""


WHY = """\b
Examples
  digest why 2024-05-02-harbour-post-bridge 2024-05-03-valley-news-bridge
  digest why content/reports/a.md content/reports/b.md
  digest why harbour-post-bridge#2 valley-news-bridge#1     two quotations
  digest why bridge-reopens no-more-delays                  two statements
  digest why /stories/bridge-closure/                       a page: what is it made of?
  digest why site/reports/harbour-post-bridge/index.html    the same, by its file
"""


def run(args: Sequence[str], look: Look | None = None) -> int:
    """Run one command; returns the exit code. `look`: how the edition in the working folder lies, if that was asked."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code = main.main(args=list(args), prog_name="digest", standalone_mode=False, obj=look)
        return code if isinstance(code, int) else 0
    except (click.exceptions.Abort, KeyboardInterrupt):  # click turns Ctrl-C into the former
        click.echo("interrupted; what was there is as it was", err=True)
        return 130
    except _Terminated:
        return 143
    except click.ClickException as error:
        error.show()
        return 2
    except NoEdition as error:
        click.echo(f"digest: no content/ in {error} or above it; make an edition with `digest init DIR`", err=True)
        return 2
    except OSError as error:
        click.echo(
            f"digest: {error.filename or 'the disk'}: {error.strerror or error}; the old site is untouched", err=True
        )
        return 2
    except Exception as error:  # noqa: BLE001  # the last net: a bug is ours, and says so, with the trace for the report
        import traceback

        from digest.render import fault

        place = fault.place(error)
        if place and (root_of(Path.cwd()) / place.rpartition(":")[0]).exists():  # not one of the shipped templates
            click.echo(f"{place}: error: {fault.message(error)}\nNothing was written.", err=True)
            return 1
        traceback.print_exc()
        click.echo(f"digest: a fault of the program, not of your content: {error!r}", err=True)
        return 3


def _codes(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The codes of rules that begin as typed, for a shell."""
    from digest.config import KNOWN

    return sorted(code for code in KNOWN if code.startswith(typed))


def _ids(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The ids of the edition that begin as typed, for a shell: the names of its files."""
    from digest.model.source import FOLDERS

    try:
        content = root_of(Path.cwd()) / "content"
    except NoEdition:
        return []
    return sorted({file.stem for folder in FOLDERS for file in (content / folder).rglob(f"{typed}*.md")})


class _Terminated(BaseException):
    """The process was asked to end."""


def _terminated(*_: object) -> None:
    raise _Terminated


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="digest", message="%(prog)s %(version)s")
def main() -> None:
    """Annotated news digests as a static site: every outlet's wording of a statement, side by side."""


@main.command()
@click.option(
    "--base-url", default="", metavar="URL", help="Where the site will be, in place of `base_url` in site.yml."
)
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such.")
@click.option("--search/--no-search", default=True, help="Whether readers can search the site.", show_default=True)
@click.option("--processes", default=0, metavar="N", help="How many processes to use (default: one a processor).")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.option("--verbose", "-v", is_flag=True, help="Name every page that is written or removed.")
@click.option("--profile", is_flag=True, help="Say what each stage took, in place of a bar.")
@click.pass_obj
def build(
    look: Look | None,
    base_url: str,
    drafts: bool,
    search: bool,
    processes: int,
    quiet: bool,
    verbose: bool,
    profile: bool,
) -> int:
    """Make the site in site/. A second run does only what changed."""
    from digest import clock
    from digest.build import build as make
    from digest.options import Options
    from digest.write import NotOurs

    if base_url:
        base_url = _address(base_url)
    start = time.perf_counter()
    timed = clock.Clock()
    with _edition() as edition, _progress(quiet or profile) as progress:
        try:
            options = Options(base_url=base_url, drafts=drafts, search=search, processes=processes)

            def watched(stage: str, done: int, of: int) -> None:
                timed(stage, done, of)
                progress(stage, done, of)

            built = make(edition, options, watched, look)
        except NotOurs as error:
            raise click.ClickException(
                f"{error.path} was not made by digest and lies where a page should be; move it away, or empty site/"
            ) from None
        # A note is a thought for whoever asks (`digest check`); said at every build it would only be passed over.
        grave = ("error",) if quiet else ("error", "warning")
        _say([d for d in built.said if d.severity in grave], "text", edition, sys.stderr)
        for warning in edition.cache.warnings:
            click.echo(f"warning: {warning}", err=True)
    if built.failed:
        click.echo("Nothing was written: the site in site/ is as it was before.", err=True)
        return 1
    if built.unsearched:
        click.echo(f"warning: the site has no search: {built.unsearched}", err=True)
    trace = built.trace
    if verbose:
        for word, paths in (("wrote", trace.written), ("removed", trace.removed)):
            for path in paths:
                click.echo(f"{word} site/{path}", err=True)
    if profile:
        click.echo(clock.table(timed.spent()), err=True)
    if not quiet:
        indexing = sum(spent.seconds for spent in timed.spent() if spent.stage == "indexing")
        click.echo(_summary(trace, time.perf_counter() - start, indexing), err=True)
        if built.lacks:
            click.echo(built.lacks, err=True)
    return 0


def _summary(trace: Any, seconds: float, indexing: float) -> str:
    """One line: how many pages, what was done to them, and why; what the search took of the time."""
    parts = [f"{trace.pages:,} pages", f"{len(trace.written):,} files written"]
    if trace.removed:
        parts.append(f"{len(trace.removed):,} removed")
    if not trace.changed:
        done = "first build" if trace.parsed else "put back as they were"
        why = "nothing changed" if not trace.rendered else done if trace.written else "all compared, none differs"
    elif len(trace.changed) <= 3:
        why = "; ".join(trace.changed)
    else:
        why = f"{trace.changed[0]} and {len(trace.changed) - 1:,} more changes"
    searched = f" ({indexing:.2f} s of it for the search)" if trace.indexed else ""
    return f"{', '.join(parts)} in {seconds:.2f} s{searched} ({why})"


CHECK = """\b
Examples
  digest check                                all that is wrong, with the place and what to do
  digest check --fix                          mend what can only be meant in one way, and say the rest
  digest check --format concise | grep quotes/
  digest check --format github                in a workflow: notes beside the lines of a change
  digest check --format sarif > digest.sarif  for code scanning
  digest explain id-missing                   why a rule is there, and how to write it right
"""


@main.command(epilog=CHECK)
@click.option(
    "--format", "form", type=click.Choice(["text", "concise", "json", "github", "sarif"]), default="text",
    show_default=True, help="For people, or (json, github, sarif) for programs.",
)  # fmt: skip
@click.option("--fix", is_flag=True, help="Mend what can only be meant in one way; then say what is left.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are checked too.", show_default=True)
def check(form: str, fix: bool, drafts: bool) -> int:
    """Say all that is wrong with the content, in one run.

    Nothing is written but with --fix: then a misspelt key, word or id that one known spelling alone is near is
    replaced, and what else is certain; not a letter besides. A file that is saved meanwhile is left alone. Exit code:
    0 no errors are left, 1 some are.
    """
    from digest.options import Options
    from digest.understand import checked

    if fix:
        _mend(drafts)
    with _edition() as edition:
        said = checked(edition, Options(drafts=drafts, site="check"))
        _say(said, form, edition, sys.stdout)
    return 1 if any(d.severity == "error" for d in said) else 0


def _mend(drafts: bool) -> None:
    """Mend until there is nothing left that can be: a misspelt key hides what is wrong with its value."""
    from digest import state
    from digest.inputs import look
    from digest.mend import mend
    from digest.options import Options
    from digest.understand import understand

    options = Options(drafts=drafts)
    applied = True
    with _edition() as edition:
        while applied:
            read = look(edition, options, state.load(edition.fs, options.site))
            done = mend(edition.fs, understand(edition, read, options).said, read.hashes, read.config)
            applied = any(file.applied for file in done)
            for file in done:
                if file.moved:
                    click.echo(f"{file.path} was saved meanwhile and is left as it is", err=True)
                for one in file.applied:
                    place = f"{file.path}:{one.span.line}:{one.span.column}"
                    click.echo(f"{place}: mended: {one.message} ({one.help})", err=True)


EXPLAIN = """\b
Examples
  digest explain id-missing        what is wrong, why it matters, what to write instead
  digest explain                   all codes
"""


@main.command(epilog=EXPLAIN)
@click.argument("code", required=False, shell_complete=_codes)
def explain(code: str | None) -> int:
    """Say what a rule finds, why it matters, and what to write instead. CODE stands in brackets in what `digest check`
    says; without one, all are listed."""
    from digest import explain as telling

    if code is None:
        click.echo(telling.listed(), nl=False)
        return 0
    rule = telling.rules().get(code)
    if rule is None:
        near = telling.near(code)
        raise click.UsageError(f"no rule has the code {code}" + (f"; did you mean {near}?" if near else ""))
    click.echo(telling.explained(rule), nl=False)
    return 0


SCHEMA = """\b
Examples
  digest schema report > report.schema.json    one
  digest schema --all schemas/                 all, a file each
README.md says how editors are told of them.
"""


@main.command(epilog=SCHEMA)
@click.argument(
    "kind", required=False, type=click.Choice(["report", "quote", "entity", "source", "story", "page", "site"])
)
@click.option("--all", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Write all into a folder.")
def schema(kind: Any, folder: Path | None) -> int:
    """Print the JSON Schema of the front matter of a KIND of file, or of site.yml: every field, what it says, and
    examples."""
    import json

    from digest.explain import rules
    from digest.schema import KINDS
    from digest.schema import schema as made

    if (kind is None) == (folder is None):
        raise click.UsageError("name one kind, or a folder for all of them with --all")

    def written(kind: Any) -> str:
        return json.dumps(made(kind, rules()), ensure_ascii=False, indent=1) + "\n"

    if folder is None:
        click.echo(written(kind), nl=False)
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    for each in KINDS:
        (folder / f"{each}.schema.json").write_text(written(each), encoding="utf-8")
    return 0


LSP = """\b
Examples
  pip install "news-digest[lsp]"    what it needs, once
  digest lsp                        an editor starts it; README.md says how each is told to
"""


@main.command(epilog=LSP)
def lsp() -> int:
    """Serve an editor, in the Language Server Protocol on standard input and output.

    Errors as you type, completion of ids and fields, what an id stands for, where it is used, renaming it everywhere,
    and the fixes of `digest check --fix` one by one.
    """
    try:
        from digest.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise click.ClickException('it needs pygls: pip install "news-digest[lsp]"') from None
    serve()
    return 0


LIST = """\b
Examples
  digest list                        all that still wants a hand
  digest list drafts unchecked       some of it
  digest list orphans --json | jq -r '.lists.orphans[].path'
"""


@main.command("list", epilog=LIST)
@click.argument(
    "what", nargs=-1, type=click.Choice(["drafts", "undated", "orphans", "storyless", "unchecked"]), metavar="[WHAT]..."
)
@click.option("--json", "as_json", is_flag=True, help="The lists for programs.")
def list_(what: tuple[Any, ...], as_json: bool) -> int:
    """List what still wants an editor's hand.

    WHAT: drafts; undated, reports whose date is unknown; orphans, files that nothing names; storyless, reports without
    a story; unchecked, reports without `checked:`. Without it, all of these.
    """
    from digest.ask import listing

    with _understood(drafts=True) as (_, known):
        lists = listing.listed(known.linked.site, what or listing.LISTS)
        click.echo(listing.as_json(lists) if as_json else listing.as_text(lists, _paint()), nl=False)
        return _mind_errors(known.said)


DIFF = """\b
Examples
  digest diff                       what would change if this were published: against the last commit
  digest diff main                  against a branch, a tag or any other revision
  digest diff HEAD~5 --json | jq -r '.changes[] | "\\(.about): \\(.text)"'
  digest diff site/                 against the site as it was last built
  digest diff ../other-edition      against another edition
"""


@main.command(epilog=DIFF)
@click.argument("against", required=False, default="", metavar="[REV|DIR]")
@click.option("--json", "as_json", is_flag=True, help="Every change and every page, for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
def diff(against: str, as_json: bool, drafts: bool) -> int:
    """Say in words what changes on the site, for a last look before it is published.

    What is in the folder, committed or not, is compared with a git revision, with the folder of another edition, or
    with site/ as it was last built; without an argument, with the last commit, or with the last build where the
    edition is not kept in git. Nothing is written. The exit code is 0 whether or not there are changes, and 1 only if
    the content has errors, before or now.
    """
    from digest import sides
    from digest.ask.changes import compared, printed
    from digest.options import Options

    with _edition() as edition:
        try:
            found = sides.sides(edition, root_of(Path.cwd()), against, Path.cwd(), Options(drafts=drafts))
        except sides.Unknown as error:
            raise click.UsageError(str(error)) from None
        before = found.before
        made = compared(before.side, found.after)
        if not as_json:
            click.echo(f"Compared with {before.name}.", err=True)
        click.echo(printed.as_json(made, before.name) if as_json else printed.as_text(made, _paint()), nl=False)
        return max(_mind_errors(before.said, before.name), _mind_errors(found.said))


COMPLETION = """\b
Examples
  digest completion bash > ~/.local/share/bash-completion/completions/digest
  digest completion zsh > ~/.zfunc/_digest        with `fpath+=~/.zfunc` before compinit
  digest completion fish > ~/.config/fish/completions/digest.fish
"""


@main.command(epilog=COMPLETION)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script by which a SHELL completes commands, options, codes, and the ids of the edition it is in."""
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    # not `source()`, which looks for bash and says what it thinks of it
    click.echo(made.source_template % made(main, {}, "digest", "_DIGEST_COMPLETE").source_vars())
    return 0


@main.command(epilog=REVIEW)
@click.option("--json", "as_json", is_flag=True, help="All questions, with the offsets of every answer, for programs.")
@click.option("--drafts/--no-drafts", default=True, help="Whether drafts are looked at too.", show_default=True)
def review(as_json: bool, drafts: bool) -> int:
    """List what the program was unsure of, each with the line to paste that settles it.

    Two quotations that are nearly alike, a speaker that it guessed or could not find, a name that fits two people,
    words that differ from the saved article. Nothing of it shows on the site. Questions are no faults: the exit code
    is 0 whether or not there are any, and 1 only if the content has errors.
    """
    from digest.ask import printed
    from digest.ask.review import review as asked

    with _understood(drafts) as (edition, known):
        questions = asked(known.linked, known.captures, _text_of(edition))
        click.echo(printed.as_json(questions) if as_json else printed.as_text(questions, _paint()), nl=False)
        return _mind_errors(known.said)


@main.command(epilog=WHY)
@click.argument("one", shell_complete=_ids)
@click.argument("other", required=False, shell_complete=_ids)
@click.option("--json", "as_json", is_flag=True, help="The answer for programs.")
@click.option("--drafts/--no-drafts", default=False, help="Whether drafts count as published.", show_default=True)
def why(one: str, other: str | None, as_json: bool, drafts: bool) -> int:
    """Say why two reports are related, two quotations are one statement, or a page is as it is.

    With two names: of reports, of statements, or of single quotations (`report-id#3` is the third of a report); why
    they belong together, or why not. With one: what that page is made of, and why it was last made anew. A name is an
    id, a content file, an address, or a path in site/.
    """
    from digest.ask import page, told
    from digest.ask import why as asking
    from digest.causes import recall
    from digest.write import SITE, path_of

    with _understood(drafts) as (edition, known):
        site = known.linked.site
        try:
            if other is None:
                url = page.url_of(site, known.plan, one)
                path = path_of(url)
                made = page.made(site, known.plan, url, path, recall(edition.cache, SITE, path))
                text = page.as_json(made) if as_json else page.as_text(made, _paint())
            else:
                answer = asking.why(site, one, other)
                text = told.as_json(answer) if as_json else told.as_text(site, answer, _paint())
        except asking.Unknown as error:
            raise click.UsageError(_not_known(edition, error.name, error.near)) from None
        except asking.NoWitness as error:
            raise click.UsageError(f"no report carries {error}, so there are no words of it to compare") from None
        except page.NoPage as error:
            raise click.UsageError(
                "{} has no page of its own; it is shown in the report {}".format(*error.args)
            ) from None
        click.echo(text, nl=False)
        return _mind_errors(known.said)


def _not_known(edition: Edition, name: str, near: str) -> str:
    """That nothing has a name, with the nearest right one; or that it is a draft."""
    id = name.rstrip("/").rpartition("/")[2].removesuffix(".md").partition("#")[0]
    for stat in edition.fs.files("content"):
        if stat.path.endswith(f"/{id}.md"):
            return f"{stat.path} is a draft or has errors, so it is on no page; --drafts looks at drafts too"
    return f"nothing here is called {name}" + (f"; did you mean {near}?" if near else "")


IMPORT = """\b
Examples
  digest import saved/                         every article in a folder, whatever its format
  digest import page.html feed.xml pages.zip   some files
  digest import https://example.org/news/1     one page
  digest import saved/ --dry-run               what would be written
"""


@main.command("import", epilog=IMPORT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH_OR_URL...")
@click.option(
    "--as", "shape", type=click.Choice(["article", "digest"]), default="article", show_default=True,
    help="The article's text with its quotations marked, or a digest to be written, with the quotations listed.",
)  # fmt: skip
@click.option("--create", is_flag=True, help="Make files of outlets and names, too; else they are only suggested.")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; say what would be written.")
@click.option("--source", default="", metavar="NAME|ID", help="The outlet of all these articles.")
@click.option("--date", default="", metavar="YYYY-MM-DD", help="The day of all these articles.")
@click.option("--lang", default="", metavar="TAG", help="The language of all these articles, as `en` or `pt-BR`.")
@click.option("--encoding", default="", metavar="NAME", help="What the files are in, whatever they declare.")
@click.option("--json", "as_json", is_flag=True, help="What became of each article, for programs.")
@click.option("--quiet", "-q", is_flag=True, help="No progress bar.")
def import_(
    paths: tuple[str, ...],
    shape: Any,
    create: bool,
    dry: bool,
    source: str,
    date: str,
    lang: str,
    encoding: str,
    as_json: bool,
    quiet: bool,
) -> int:
    """Bring in articles as reports: files, folders, patterns, archives, addresses, or - for standard input.

    Each becomes a draft in content/reports/, and its text is kept in content/captures/ to check quotations against.
    What an article does not say is `unknown`. An article that is there already is recognised and its report never
    touched; if the outlet changed it, the new text is kept beside the old. Exit code 1: something could not be read.
    """
    import codecs
    import datetime as dt

    from digest import ingest
    from digest.ingest import printed

    given = ingest.Given(date=date, source=source, lang=lang)
    if wrong := ingest.faulty(given):
        raise click.UsageError(wrong)
    try:
        encoding = codecs.lookup(encoding).name if encoding else ""
    except LookupError:
        raise click.UsageError(f"--encoding {encoding!r} is not known; for example windows-1252 or shift_jis") from None
    options = ingest.Options(
        shape=shape, given=given, create=create, dry=dry, today=dt.datetime.now(dt.UTC).date().isoformat()
    )
    outcomes: list[ingest.Outcome] = []
    stopped = False
    with _edition() as edition, _progress(quiet) as progress:
        importer = ingest.Importer(edition.fs, options)
        try:
            outcomes.extend(importer.bring_in(ingest.found(paths, encoding, progress)))
        except KeyboardInterrupt:
            stopped = True
        suggested = importer.suggested() if not stopped else ()
    show = printed.as_json(outcomes, suggested, dry=dry) if as_json else None
    click.echo(show or printed.summary(outcomes, suggested, dry=dry, paint=_paint()), nl=False)
    if stopped:
        click.echo("interrupted; every file is whole, and the same command goes on from here", err=True)
        return 130
    return 1 if any(outcome.action == "refused" for outcome in outcomes) else 0


@main.command()
@click.argument("report", shell_complete=_ids)
@click.option("--json", "as_json", is_flag=True, help="Every change, for programs.")
def history(report: str, as_json: bool) -> int:
    """Show which words the outlet of REPORT changed between the saved texts of its article, and which quotations that
    touches."""
    from digest import ingest
    from digest.ingest import printed

    with _edition() as edition:
        try:
            first, steps = ingest.history_of(edition.fs, report)
        except ingest.NoHistory as error:
            raise click.ClickException(str(error)) from None
    paint = _paint()
    text = printed.steps_as_json(report, first, steps) if as_json else printed.steps_as_text(first, steps, paint)
    click.echo(text, nl=False)
    return 0


SERVE = """\b
Examples
  digest serve                          at http://127.0.0.1:8000/, or the next free port
  digest serve --open-with vscode       places in errors, and files of pages, open in the editor
  DIGEST_EDITOR=zed digest serve        the same, said once for all
  digest serve --open-with 'myeditor://open?file={path}&line={line}'
  digest serve --no-drafts              what a reader will see
  digest serve --bind 0.0.0.0           to look at it from a telephone in the same network
"""


@main.command(epilog=SERVE)
@click.option(
    "--port", default=8000, show_default=True, metavar="N", help="The next free one is taken if it is in use."
)
@click.option("--bind", "address", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it answers.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Whether drafts are shown, marked as such.")
@click.option(
    "--open-with", "opener", default="", envvar="DIGEST_EDITOR", metavar="EDITOR",
    help="The editor that opens files: cursor, emacs, idea, mvim, subl, txmt, vscode, vscodium, windsurf, zed, or a "
    "template of its addresses with {path}, {line}, {column}.",
)  # fmt: skip
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but the address and errors.")
@click.option("--verbose", "-v", is_flag=True, help="Name every open page that changes.")
def serve(port: int, address: str, drafts: bool, opener: str, quiet: bool, verbose: bool) -> int:
    """Show the site on this machine, and every change as it is saved.

    Pages that are open change in place, and errors stand over the last good page until they are mended. Words that are
    selected on a page say what to type for them. `site/` is left alone, and other commands need not wait.
    """
    import socket

    import uvicorn

    from digest.edition import previewed
    from digest.options import Options
    from digest.serve.app import app
    from digest.serve.editor import Unfit, editor
    from digest.serve.guard import is_open
    from digest.serve.preview import PREVIEW, Preview
    from digest.serve.said import Said, line

    root = root_of(Path.cwd())
    try:
        opens = editor(root, opener)
    except Unfit:
        raise click.UsageError(
            f"--open-with {opener!r} is neither an editor that is known nor an address with {{path}}"
        ) from None

    def running(where: str) -> None:
        raise click.ClickException(f"a preview of this edition is running already: {where}")

    def tell(said: Said) -> None:
        if said.errors:
            click.echo("\n\n".join([*said.errors, ""]), err=True)
        elif not quiet:
            click.echo(line(said), err=True)
        if verbose:
            for url in sorted(said.news.touched or ()):
                click.echo(f"  {url}", err=True)

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as listener:
        port = _bound(listener, address, port)
        where = f"http://{f'[{address}]' if ':' in address else address}:{port}/"
        with previewed(root, where, running) as edition:
            listener.listen(128)  # from here on a browser waits for the first build instead of being refused
            _room_for_connections()
            preview = Preview(edition, Options(drafts=drafts, search=True, site=PREVIEW), root, opens, tell)
            news = preview.refresh()
            preview.session.keep()
            if news is not None and not news.failed:
                _say([d for d in news.said if d.severity == "warning" and not quiet], "text", edition, sys.stderr)
            if is_open(address):
                click.echo("warning: everyone who reaches this machine can read the preview, drafts too", err=True)
            click.echo(f"{where}  (Ctrl-C ends it)", err=True)
            config = uvicorn.Config(
                app(preview, address, port), http="h11", log_level="error", timeout_graceful_shutdown=1,
                server_header=False, proxy_headers=False,
            )  # fmt: skip
            server = uvicorn.Server(config)
            leave = server.handle_exit

            def ended(sig: int, frame: FrameType | None) -> None:
                preview.end()
                leave(sig, frame)

            server.handle_exit = ended  # type: ignore[method-assign]  # it has no other way to be told
            try:
                server.run(sockets=[listener])
            except KeyboardInterrupt:  # the way to end it: nothing was interrupted
                return 130
            finally:
                preview.close()
    return 0


def _bound(listener: Any, address: str, port: int) -> int:
    """Bind to a port, or to one of the next twenty that is free; which one it is."""
    import errno
    import socket

    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    for tried in range(port, min(port + 20, 65536)):
        try:
            listener.bind((address, tried))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise click.ClickException(f"cannot answer at {address}:{tried}: {error.strerror or error}") from None
        else:
            return tried
    raise click.ClickException(f"ports {port} to {port + 19} are all in use; give another with --port")


def _room_for_connections() -> None:
    """As many open files as the system grants: each tab that listens is one, and many systems begin with 256."""
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if 0 < most < 65536 else 65536, most))


DEPLOY = """\b
Examples
  digest deploy git:origin --build           build, then push the site to the branch gh-pages
  digest deploy git:git@codeberg.org:me/news.git#pages
  digest deploy dir:/srv/www/news            side by side, and switched at once; root: /srv/www/news/current
  digest deploy rsync:me@example.org:/var/www/news
  digest deploy s3://bucket/news             also gs:// and az://; credentials from the environment
  digest deploy live --dry-run               a target of site.yml: what would be done
  digest deploy --check                      which hosts can take the site, by their limits
"""


@main.command(epilog=DEPLOY)
@click.argument("target", default="")
@click.option("--dry-run", "dry", is_flag=True, help="Do nothing; say what would be done, in its order.")
@click.option("--check", "checking", is_flag=True, help="Only compare the site with its host's limits.")
@click.option("--build", "building", is_flag=True, help="Build first.")
@click.option("--yes", is_flag=True, help="Also remove much, and write over files that digest did not put there.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.option("--verbose", "-v", is_flag=True, help="Name every file.")
@click.pass_context
def deploy(
    context: click.Context,
    target: str,
    dry: bool,
    checking: bool,
    building: bool,
    yes: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Put the site in site/ where its readers find it.

    TARGET is an address, or the name of one under `deploy:` in site.yml; without it, the only one there. A second time,
    only what changed is sent. No reader ever sees a page without its style or a list with a dead link, nothing is
    removed before all else has arrived, and nothing ever that digest did not put there.
    """
    from digest.deploy import command

    if building and (code := context.invoke(build, drafts=False, quiet=quiet)):
        return int(code)
    wish = command.Wish(target=target, dry=dry, checking=checking, yes=yes, verbose=verbose, here=Path.cwd())
    with _edition() as edition, _progress(quiet) as progress:
        try:
            command.run(edition, root_of(Path.cwd()), wish, (lambda _: None) if quiet else _aside, progress)
        except command.Unfit as error:
            click.echo(error, err=True)
            return 1
        except command.Stopped as error:
            raise click.ClickException(str(error)) from None
        except KeyboardInterrupt:
            click.echo("interrupted; readers see whole pages, and the same command goes on from here", err=True)
            return 130
    return 0


def _aside(line: str) -> None:
    click.echo(line, err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="The edition's title (default: the folder's name).")
def init(folder: Path, title: str) -> int:
    """Make a new edition in FOLDER: a small one that builds at once."""
    from digest import scaffold
    from digest.fs import Disk

    if (folder / "content").exists():
        raise click.ClickException(f"{folder}/content is already there; nothing was written")
    folder.mkdir(parents=True, exist_ok=True)
    files = scaffold.edition(title or folder.resolve().name.replace("-", " ").capitalize())
    if not (folder / ".gitignore").exists():
        files[".gitignore"] = "/.digest/\n/site/\n/content/captures/\n"
    scaffold.write(Disk(folder), files)
    click.echo(f"An edition of two reports is in {folder}. See it: cd {folder} && digest serve", err=True)
    return 0


@main.group()
def new() -> None:
    """Make a content file: digest new report|quote|entity|source|story NAME."""


@new.command()
@click.argument("title")
@click.option("--date", prompt="Date (YYYY-MM-DD, or unknown)", help="YYYY-MM-DD, or unknown.")
@click.option("--source", prompt="Outlet (id or name, or unknown)", help="An outlet's id or name, or unknown.")
@click.option("--story", default="", help="The id of the story that it belongs to.")
def report(title: str, date: str, source: str, story: str) -> int:
    """A report titled TITLE, as a draft."""
    from digest import scaffold

    return _new(scaffold.report(title, date=date, source=source, story=story))


@new.command()
@click.argument("id")
@click.option("--gist", prompt="What was said, in one sentence of yours", help="What was said, in your words.")
@click.option("--speaker", prompt="Who said it (id of a name)", help="The id of who said it.")
@click.option("--story", default="", help="The id of the story in which it was said.")
def quote(id: str, gist: str, speaker: str, story: str) -> int:
    """A statement, to be named in reports as q=ID."""
    from digest import scaffold

    return _new(scaffold.quote(id, gist=gist, speaker=speaker, story=story))


@new.command()
@click.argument("name")
@click.option("--type", type=click.Choice(["person", "organisation", "place", "event", "work"]), prompt="Kind of name")
@click.option("--also", multiple=True, help="Another form of the name; may be given again.")
def entity(name: str, type: str, also: tuple[str, ...]) -> int:
    """A person, organisation, place, event or work called NAME."""
    from digest import scaffold

    return _new(scaffold.entity(name, type=type, also=also))


@new.command()
@click.argument("name")
@click.option("--siglum", prompt="Siglum (one to four letters)", help="The letters that stand for it in tables.")
@click.option("--kind", default="", help="newspaper, agency, broadcaster, magazine, ministry or platform.")
@click.option("--country", default="")
def source(name: str, siglum: str, kind: str, country: str) -> int:
    """An outlet called NAME."""
    from digest import scaffold

    return _new(scaffold.source(name, siglum=siglum, kind=kind, country=country))


@new.command()
@click.argument("title")
@click.option("--date", default="", help="YYYY-MM-DD.")
def story(title: str, date: str) -> int:
    """A story titled TITLE."""
    from digest import scaffold

    return _new(scaffold.story(title, date=date))


def _new(file: tuple[str, str]) -> int:
    """Write one new file, after a look at it with the eyes of the build: what it refuses is never written."""
    from digest import scaffold
    from digest.diagnostic import Diagnostic
    from digest.fs import Disk
    from digest.model.base import fingerprint
    from digest.model.source import FOLDERS, Source
    from digest.parse import parse
    from digest.report import as_text

    path, text = file
    root = root_of(Path.cwd())
    data = text.encode()
    made = Source(path=path, kind=FOLDERS[path.split("/")[1]], id=path.rsplit("/", 1)[1][:-3], hash=fingerprint(data))
    wrong: list[Diagnostic] = [d for d in parse(made, data, lang="en", time_zone="UTC").said if d.severity == "error"]
    if wrong:
        click.echo(as_text(wrong, lambda _: text), err=True)
        raise click.ClickException("nothing was written")
    try:
        scaffold.write(Disk(root), {path: text})
    except scaffold.Exists as error:
        raise click.ClickException(f"{error.path} is already there; nothing was written") from None
    click.echo(os.path.relpath(root / path))
    return 0


# --- shared --------------------------------------------------------------------------------------------------------


@contextmanager
def _edition() -> Iterator[Edition]:
    def waiting(who: str) -> None:
        click.echo(f"waiting for {who}, which is at work in this edition ...", err=True)

    with opened(root_of(Path.cwd()), waiting) as edition:
        yield edition


@contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """A bar on a terminal, once a stage has enough to do for it to be worth drawing."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    bars: dict[str, Any] = {}
    shown: list[Any] = []

    def progress(stage: str, done: int, of: int) -> None:
        if of < 100:
            return
        if not shown:
            from rich.console import Console
            from rich.progress import Progress

            shown.append(Progress(console=Console(stderr=True), transient=True))
            shown[0].start()
        if stage not in bars:
            bars[stage] = shown[0].add_task(stage, total=of)
        shown[0].update(bars[stage], completed=done)

    try:
        yield progress
    finally:
        if shown:
            shown[0].stop()


@contextmanager
def _understood(drafts: bool) -> Iterator[tuple[Edition, Any]]:
    """The edition as the next build would see it, with nothing written."""
    from digest import state
    from digest.inputs import look
    from digest.options import Options
    from digest.understand import understand

    with _edition() as edition:
        options = Options(drafts=drafts)
        yield edition, understand(edition, look(edition, options, state.load(edition.fs, options.site)), options)


def _say(said: Sequence[Any], form: Any, edition: Edition, stream: Any) -> None:
    from digest import report as printing
    from digest.explain import rules

    described = rules() if form == "sarif" else {}
    printed = printing.printed(said, form, _text_of(edition), colour=_in_colour(stream), rules=described)
    if printed:
        click.echo(printed, file=stream)


def _mind_errors(said: Sequence[Any], where: str = "The content") -> int:
    """A word on errors, for whoever asked something else; the exit code that they give."""
    errors = sum(diagnostic.severity == "error" for diagnostic in said)
    if errors:
        count = f"{errors} error{'s' * (errors > 1)}"
        where = where[:1].upper() + where[1:]
        click.echo(f"{where} has {count}, so this may be incomplete; `digest check` says more.", err=True)
    return 1 if errors else 0


def _text_of(edition: Edition) -> Callable[[str], str]:
    def text(path: str) -> str:
        try:
            return edition.fs.read(path).decode("utf-8", "replace").removeprefix("\ufeff")
        except (OSError, ValueError):
            return ""

    return text


def _in_colour(stream: Any) -> bool:
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def _paint() -> Callable[[str, str], str]:
    from digest.report import paint_of

    return paint_of(_in_colour(sys.stdout))


def _address(url: str) -> str:
    """A base address with its slash; a usage error if it is none."""
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.UsageError(f"--base-url must be an address like https://example.org/press/, not {url!r}")
    return url.rstrip("/") + "/"
