"""Folders of judged queries as people have them."""

import json
from pathlib import Path

import pytest

from bench.judged import FolderFault, Judged, read_folder

QRELS = [
    "q1\t0\td/1\t1\nq2\t0\td/1\t0\n",
    "q1 0 d/1 1\n",
    "query-id\tcorpus-id\tscore\nq1\td/1\t2\n",
]
QRELS += ["\ufeffq1\td/1\t1.0\r\n", "q1 d/1\n"]


def write(folder: Path, qrels: str, *, corpus: str | None = None) -> Path:
    row = {"_id": "d/1", "title": None, "text": "路灯\u2028坏了", "metadata": {"a": [1]}}
    lines = corpus if corpus is not None else json.dumps(row, ensure_ascii=False) + "\r\n\n"
    (folder / "corpus.jsonl").write_bytes(b"\xef\xbb\xbf" + lines.encode())
    (folder / "queries.tsv").write_bytes('id\ttext\r\nq1\t"路灯:坏"\r\nq2\t\r\n'.encode())
    (folder / "qrels.tsv").write_bytes(qrels.encode())
    return folder


@pytest.mark.parametrize("qrels", QRELS)
def test_every_habit_of_qrels_is_read(tmp_path: Path, qrels: str) -> None:
    judged = read_folder(write(tmp_path, qrels))

    assert judged == Judged(
        texts={"d/1": "路灯\u2028坏了"},
        titles={"d/1": ""},
        queries={"id": "text", "q1": '"路灯:坏"', "q2": ""},
        wanted={"q1": {"d/1"}},
    )


def test_an_answer_that_is_no_text_is_counted(tmp_path: Path) -> None:
    assert read_folder(write(tmp_path, "q1 0 d/1 1\nq1 0 gone 1\n")).missing == 1


@pytest.mark.parametrize(
    ("corpus", "qrels", "why"),
    [
        ('{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n', "q1 1\n", "line 2: the id 1"),
        ('{"id": 1, "text": "a"}\n{', "q1 1\n", "line 2: not JSON"),
        ('{"text": "a"}\n', "q1 1\n", "line 1: no id"),
        ('["a"]\n', "q1 1\n", "line 1: not an object"),
        ("", "q1 1\n", "corpus is empty"),
        ('{"id": 1}\n', "q1 0 1 good\n\nq1 0 1 bad\n", "line 3: the grade bad"),
        ('{"id": 1}\n', "q9 0 1 1\n", "do not meet"),
        ('{"id": 1}\n', "q1\n", "1 columns"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, corpus: str, qrels: str, why: str) -> None:
    with pytest.raises(FolderFault, match=why):
        read_folder(write(tmp_path, qrels, corpus=corpus))


def test_a_folder_that_lacks_a_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(FolderFault, match=r"holds no corpus\.jsonl"):
        read_folder(tmp_path)
