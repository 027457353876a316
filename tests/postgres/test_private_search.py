"""The editors' index on PostgreSQL finds what the one on SQLite finds."""

import json
import subprocess
import sys

from tests.postgres.conftest import ROOT

_ASK = """
import json
from cms.cases.models import Case
from cms.finding import indexing
from cms.finding.asking import ask
from tests import factories

lamp = factories.case(title="路灯不亮", content="过道堆放杂物。3号楼", reporter_phone="13903711234")
factories.case(title="小区没有电动车充电桩", reporter_name="欧阳明")
indexing.work_off()
lamp.title = "路灯修好了"
lamp.save()
queries = ["电瓶车充电", "充电庄", "cdz", "欧阳明", "1390371-1234", '"堆放杂"', "3号", "灯 -充电",
           "路灯不亮", "桩", '"亮过道"', lamp.number, "状态:已办结 充电桩", "社区:德馨苑 路灯"]
while indexing.work_off():
    pass
print(json.dumps({q: [c.title for c in ask(Case.objects.all(), q).records] for q in queries}))
"""
_LAMP, _CHARGE = ["路灯修好了"], ["小区没有电动车充电桩"]


def test_finds_the_same(home):
    command = [sys.executable, "-m", "cms", "shell", "-v0", "-c", _ASK]
    done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, check=True)

    found = json.loads(done.stdout)

    assert found == {
        "电瓶车充电": _CHARGE,
        "充电庄": _CHARGE,
        "cdz": _CHARGE,
        "欧阳明": _CHARGE,
        "1390371-1234": _LAMP,
        '"堆放杂"': _LAMP,
        "3号": _LAMP,
        "灯 -充电": _LAMP,
        "路灯不亮": _LAMP,
        "桩": _CHARGE,
        '"亮过道"': [],
        next(query for query in found if query[:2] == "20"): _LAMP,
        "状态:已办结 充电桩": _CHARGE,
        "社区:德馨苑 路灯": _LAMP,
    }
