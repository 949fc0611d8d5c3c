"""Attacks by text tables: encodings, quotes, line ends, sizes."""

from __future__ import annotations

from tests.hostile.attack import read, refused
from tests.hostile.books import VALUE

HEAD = "目标编号,期间,数值\n"
ROW = "R1.1,2026-Q1,700\n"


@read("R1.1 2026-Q1 !S111", "R1.1 2026-Q2 5", say=["S111 quote"], file="x.csv")
def quote_never_closed() -> bytes:
    """One typing mistake must not swallow the rest of the file."""
    return f'{HEAD}R1.1,2026-Q1,"700\nR1.1,2026-Q2,5\n'.encode()


@refused("F001 table", file="x.csv")
def quotes_never_closed_without_end() -> bytes:
    """A file of nothing but broken quotes, each of which makes a reader start again."""
    return (HEAD + 'R1.1,2026-Q1,"7\n' * 200_000).encode()


@refused("F001 binary", file="x.csv")
def zero_byte() -> bytes:
    """Text has none."""
    return (HEAD + ROW).encode().replace(b"700", b"7\x0000")


@read(VALUE, "R1.1 2026-Q2 5", "R1.1 2026-Q3 6", file="x.csv")
def mixed_line_ends() -> bytes:
    """Three systems have edited it."""
    return f"{HEAD}R1.1,2026-Q1,700\r\nR1.1,2026-Q2,5\rR1.1,2026-Q3,6\n".encode()


@read(VALUE, "R1.1 2026-Q2 5", file="x.csv")
def mark_inside() -> bytes:
    """Two files put together, the second with its byte order mark; the mark takes no room in the name."""
    return (HEAD + ROW + "\ufeffR1.1,2026-Q2,5\n").encode()


@refused("F001 binary", file="x.csv")
def utf16_without_a_mark() -> bytes:
    """Nothing is guessed: without its mark it is bytes with zeros."""
    return (HEAD + ROW).encode("utf-16-le")


@read(VALUE, file="x.csv")
def utf16_with_a_mark() -> bytes:
    """With its mark it is text."""
    return (HEAD + ROW).encode("utf-16")


@refused("F001 encoding", file="x.csv")
def half_a_surrogate_in_utf16() -> bytes:
    """A character that is none."""
    return b"\xff\xfe" + (HEAD + ROW).encode("utf-16-le") + b"\x00\xd8"


@refused("F001 encoding", file="x.csv")
def half_a_surrogate_in_utf8() -> bytes:
    """The same in a form that strict readers refuse."""
    return (HEAD + ROW).encode() + b"\xed\xa0\x80"


@refused("F001 encoding", file="x.csv")
def mark_of_utf8_before_other_bytes() -> bytes:
    """What says that it is UTF-8 is not read as anything else."""
    return b"\xef\xbb\xbf" + (HEAD + ROW).encode("gb18030")


@read(VALUE, say=["F004 gb18030"], file="x.csv")
def gb18030_with_a_comma_in_a_character() -> bytes:
    """Second bytes that look like digits, a backslash or a bar must not split a field."""
    return ("目标编号,填报单位,期间,数值\nR1.1,昞乗俓倈,2026-Q1,700\n").encode("gb18030")


@refused("F001 encoding", file="x.csv")
def gb18030_cut_off() -> bytes:
    """A character that lacks its second byte."""
    return (HEAD + ROW).encode("gb18030") + "目".encode("gb18030")[:1]


@refused("F001 encoding", file="x.csv")
def neither_encoding() -> bytes:
    """Half in one encoding, half in the other."""
    return (HEAD + "R1.1,2026-Q1,700,示例\n").encode() + b"\xff\xff\n"


@refused("S102", file="x.csv")
def utf7() -> bytes:
    """Plain letters that some programs take for others; here they are what they look like."""
    return b"+dlhoB3xWU/c-,+Zx+VdA-,+ZXBQNA-\nR1.1,2026-Q1,700\n"


@refused("F005 columns", file="x.csv")
def a_million_columns() -> bytes:
    """A row far wider than any table."""
    return (HEAD + "R1.1,2026-Q1,700," + "1," * 1_000_000 + "\n").encode()


@read("R1.1 2026-Q1 !S110", say=["S110"], file="x.csv")
def sixteen_thousand_columns() -> bytes:
    """A row as wide as a workbook allows."""
    return (HEAD + "R1.1,2026-Q1,700," + "1," * 16_000 + "\n").encode()


@refused("F005 findings", file="x.csv", heavy=True)
def nothing_but_mistakes() -> bytes:
    """Half a million rows, each wrong in the same way."""
    return (HEAD + "R1.1,2026-Q1,/\n" * 500_000).encode()


@refused("F001 table", file="x.csv", heavy=True)
def line_of_sixty_megabytes() -> bytes:
    """One field without end."""
    return (HEAD + "R1.1,2026-Q1," + "7" * (60 << 20)).encode()


@refused("F005 file_bytes", file="x.csv")
def line_of_a_hundred_megabytes() -> bytes:
    """The same beyond the size of any submission: not a byte of it is looked at."""
    return (HEAD + "R1.1,2026-Q1," + "7" * (100 << 20)).encode()


@refused("F005 lines", file="x.csv")
def empty_lines_without_end() -> bytes:
    """Thirty million lines of nothing: each costs a reader more memory than it has bytes."""
    return (HEAD + ROW).encode() + b"\r\n" * 30_000_000


@refused("F005 findings", file="x.csv", heavy=True)
def quoted_field_of_a_megabyte() -> bytes:
    """A field that spans half a million lines, longer than any reader takes; taken line by line they are no rows."""
    return (HEAD + 'R1.1,2026-Q1,"' + "a\n" * 500_000 + '"\n').encode()


@refused("F001 empty", file="x.csv")
def nothing_at_all() -> bytes:
    """An empty file."""
    return b""


@refused("F001 empty", file="x.csv")
def nothing_but_space() -> bytes:
    """A megabyte of blanks."""
    return b" \r\n\t" * 300_000


@refused("F001 empty", file="x.csv")
def nothing_but_a_mark() -> bytes:
    """A byte order mark and nothing after it."""
    return b"\xef\xbb\xbf"


@refused("S102", file="x.csv")
def separator_stated_and_nothing_else() -> bytes:
    """A first line for another program, and a table of one cell."""
    return b"sep=|\nx\n"


@read("R1.1 2026-Q1 700", file="x.csv")
def separator_that_is_a_quote() -> bytes:
    """A statement that would make no sense is a line like any other."""
    return f'sep="\n{HEAD}{ROW}'.encode()


@refused("F001 html_script", "F003 html", file="x.csv")
def web_page_with_a_script() -> bytes:
    """A page is no table, and nothing in it runs."""
    return b"<html><script>alert(1)</script><table><tr><td>1</td></tr></table></html>"


@read(VALUE, say=["F003 html"], file="x.xls")
def web_page_that_fetches() -> bytes:
    """Pictures, styles and frames of a page are not fetched; its table is read."""
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.strip().split(",")) + "</tr>" for line in (HEAD, ROW)
    )
    outside = '<link rel="stylesheet" href="http://127.0.0.1:9/"><img src="http://127.0.0.1:9/x">'
    return f"<html><head>{outside}</head><table>{cells}</table></html>".encode()


@refused("F001 html_long", "F003 html", file="x.csv", heavy=True)
def web_page_of_tags_never_closed() -> bytes:
    """Each `<a` makes a reader look for its end through all that follows."""
    return b"<html><table><tr><td>" + b"<a " * 3_000_000


@refused("F001 html_long", "F003 html", file="x.csv")
def web_page_of_comments_never_closed() -> bytes:
    """The same with comments."""
    return b"<html><table><tr><td>" + b"<!--" * 2_000_000


@refused("F005 cells", "F003 html", file="x.csv")
def web_page_of_spans() -> bytes:
    """Every cell a thousand columns wide and a thousand rows high."""
    return b"<html><table>" + b"<tr><td rowspan=1000 colspan=1000>1</td></tr>" * 5000 + b"</table></html>"


@refused("S102", "F003 html", file="x.csv")
def web_page_with_a_row_without_end() -> bytes:
    """Thirty thousand cells in one row, each of which has to find its place."""
    return b"<html><table><tr>" + b"<td>x</td>" * 30_000 + b"</tr></table></html>"


@refused("F001 html_tables", "F003 html", file="x.csv")
def web_page_of_tables_in_tables() -> bytes:
    """A hundred thousand tables inside each other."""
    return b"<html>" + b"<table><tr><td>" * 100_000


@refused("F001 pdf", "F003 pdf", file="x.csv")
def document_under_a_false_name() -> bytes:
    """What it is decides, not what it is called."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@refused("F001 xml", "F003 xml", file="x.csv")
def markup_under_a_false_name() -> bytes:
    """An XML file with entities is not read at all."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


@refused("F001 archive", "F003 archive", file="x.csv")
def archive_under_a_false_name() -> bytes:
    """A compressed file is never unpacked on the guess that a table is inside."""
    import gzip

    return gzip.compress((HEAD + ROW).encode(), mtime=0)
