from io import BytesIO
from zipfile import ZipFile, ZipInfo

from convoca.documents.deterministic_zip import repack


def a_package(*names: str, year: int) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(ZipInfo(name, (year, 5, 6, 7, 8, 10)), f"the part {name}")
    return stream.getvalue()


def test_a_package_does_not_say_when_or_in_which_order_it_was_made() -> None:
    one = a_package("word/a.xml", "[Content_Types].xml", "_rels/.rels", year=2024)
    other = a_package("_rels/.rels", "word/a.xml", "[Content_Types].xml", year=2025)

    assert one != other
    assert repack(one) == repack(other)


def test_a_repacked_package_begins_with_its_content_types_and_keeps_every_part() -> None:
    package = repack(a_package("word/a.xml", "[Content_Types].xml", "_rels/.rels", year=2024))

    with ZipFile(BytesIO(package)) as parts:
        assert parts.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/a.xml"]
        assert parts.read("word/a.xml") == b"the part word/a.xml"
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
