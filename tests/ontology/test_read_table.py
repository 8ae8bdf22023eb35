import pytest

from detente.errors import TableError
from detente.ontology.read_table import read_table


def test_header_comments_are_skipped_and_codes_stay_text() -> None:
    assert read_table("cameo_names.csv", ("code", "name"))[0] == {"code": "010", "name": "Make statement"}


def test_other_columns_are_refused() -> None:
    with pytest.raises(TableError, match=r"cameo_names\.csv: columns are"):
        read_table("cameo_names.csv", ("name", "code"))
