"""The press reads nothing outside, reaches nobody, stops in time, and begins anew when it died."""

import os
import signal
import subprocess
import sys
import time

import pytest

from waveback.ground import print as press


def test_a_template_that_never_ends_is_stopped_and_the_next_one_printed(little_press, tmp_path):
    endless = "#let x = 0\n#for a in range(100000) { for b in range(100000) { x = calc.rem(x + a * b, 7) } }"
    _, make = little_press(endless, limit=1.0)

    with pytest.raises(press.TookTooLong, match="longer than 1 seconds"):
        make()

    (tmp_path / "page.typ").write_text('#set document(title: "A page")\n#set text(lang: "en")\nDone')
    assert make().content.startswith(b"%PDF")


def test_a_child_that_was_killed_between_two_documents_is_begun_anew(little_press):
    printing, make = little_press("Done")
    first = make().content
    os.kill(printing._child.pid, signal.SIGKILL)

    assert make().content == first


def test_an_idle_child_ends_by_itself_and_is_begun_anew(little_press):
    printing, make = little_press("Done", idle=0.2)
    make()
    child = printing._child
    child.wait(5)

    assert child.returncode == 0
    assert make().content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "source",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../../etc/passwd")',
        '#image("/etc/passwd")',
        '#import "@preview/cetz:0.3.1"',
        '#import "@local/cetz:0.3.1"',
    ],
)
def test_a_template_reads_nothing_outside_and_fetches_nothing(source, little_press):
    _, make = little_press(source, limit=5.0)

    with pytest.raises(press.PrintFailed) as failed:
        make()
    assert not isinstance(failed.value, press.TookTooLong)


def test_a_failure_names_the_place_and_none_of_the_words(little_press):
    _, make = little_press("#let data = json(bytes(sys.inputs.data))\n#int(data.name)\n#data.at(data.name)")

    with pytest.raises(press.PrintFailed) as failed:
        make({"name": "Mara Lindt"})
    assert "page.typ:" in str(failed.value)
    assert "Mara" not in str(failed.value) and "Lindt" not in repr(failed.value)


def test_the_child_holds_neither_django_nor_a_setting_of_the_service(little_press, monkeypatch):
    monkeypatch.setenv("MASTER_KEY_FILE", "/nowhere")
    printing, make = little_press("Done")
    make()
    child = f"/proc/{printing._child.pid}"

    with open(f"{child}/maps") as maps:
        loaded = maps.read()
    assert "typst" in loaded and "sqlite" not in loaded and "cryptography" not in loaded
    with open(f"{child}/environ", "rb") as environ:
        assert b"MASTER_KEY" not in environ.read()


def test_the_child_can_write_no_file(little_press):
    import resource

    printing, make = little_press("Done")
    make()

    assert resource.prlimit(printing._child.pid, resource.RLIMIT_FSIZE) == (0, 0)
    assert resource.prlimit(printing._child.pid, resource.RLIMIT_CORE) == (0, 0)


def test_the_child_has_no_network_where_the_kernel_lets_it_go(little_press):
    printing, make = little_press("Done")
    make()
    own, other = os.readlink("/proc/self/ns/net"), os.readlink(f"/proc/{printing._child.pid}/ns/net")

    if own == other:
        pytest.skip("This kernel keeps its users in one network.")
    with open(f"/proc/{printing._child.pid}/net/route") as routes:
        assert len(routes.readlines()) <= 1  # the head of the table alone


def test_starting_the_service_loads_neither_typst_nor_a_code_maker_nor_a_font():
    code = (
        "import sys, waveback.ground.print\n"
        "assert not {'typst', 'segno', 'django'} & set(sys.modules), sys.modules.keys()"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(press.ROOT.parent)}, capture_output=True)

    assert done.returncode == 0, done.stderr


def test_a_service_that_ends_takes_the_press_along():
    code = (
        "from datetime import UTC, datetime\n"
        "from waveback.ground import print as press\n"
        "import json, sys\n"
        "data = json.loads(sys.argv[1])\n"
        "try:\n"
        "    press.pdf(press.ROOT / 'ground/print/specimen.typ', data, title='x', at=datetime.now(UTC))\n"
        "except press.PrintFailed:\n"
        "    pass\n"
        "print(press._press._child.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "{}"], env={"PYTHONPATH": str(press.ROOT.parent)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    pid = int(done.stdout)
    for _ in range(50):
        if not os.path.exists(f"/proc/{pid}"):
            return
        time.sleep(0.05)
    raise AssertionError("the child outlived the service")
