"""A print server of one's own: real CUPS with real drivers, in a folder, that prints to files."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

SHIPPED_DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_noopt.ppd")
"""The driver of cups-pdf: PostScript at 300 dpi, any paper, no margins."""

CARD_DRIVER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "CARDS.PPD"
*Product: "(Cards)"
*PSVersion: "(3010.000) 0"
*Manufacturer: "Test"
*ModelName: "Card printer"
*ShortNickName: "Card printer"
*NickName: "Card printer"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*FileSystem: False
*TTRasterizer: Type42
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: CR80
*PageSize CR80/CR80: "<</PageSize[153 243]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: CR80
*PageRegion CR80/CR80: "<</PageSize[153 243]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: CR80
*ImageableArea CR80/CR80: "0 0 153 243"
*DefaultPaperDimension: CR80
*PaperDimension CR80/CR80: "153 243"
*OpenUI *Resolution/Resolution: PickOne
*DefaultResolution: 300dpi
*Resolution 300dpi/300dpi: "<</HWResolution[300 300]>>setpagedevice"
*CloseUI: *Resolution
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: "<</Duplex false>>setpagedevice"
*Duplex DuplexNoTumble/Long Edge: "<</Duplex true/Tumble false>>setpagedevice"
*Duplex DuplexTumble/Short Edge: "<</Duplex true/Tumble true>>setpagedevice"
*CloseUI: *Duplex
*DefaultFont: Courier
*Font Courier: Standard "(002.004S)" Standard ROM
"""
"""A card printer as most are: one size of card, known upright only, printed on both sides."""

DUPLEX_DRIVER = CARD_DRIVER.replace("CR80", "A4").replace("153 243", "595 842")
"""A printer of the office that turns A4 paper over either edge."""

FILES = """ServerRoot {folder}/root
ServerBin /usr/lib/cups
DataDir /usr/share/cups
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/tmp
ErrorLog {folder}/errors
AccessLog {folder}/access
PageLog {folder}/pages
FileDevice Yes
"""

SERVER = """Listen {folder}/sock
LogLevel debug
MaxLogSize 0
Browsing No
WebInterface No
DefaultAuthType none
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""

QUEUE = """<{kind} {name}>
DeviceURI file:{folder}/out/{name}
State Idle
Accepting Yes
ErrorPolicy abort-job
</{kind}>
"""


class PrintServer:
    """Queues: ``office`` with the driver of cups-pdf, ``cards`` for cards, ``duplex`` for A4."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for name in ("root/ppd", "cache", "state", "spool", "tmp", "out"):
            (folder / name).mkdir(parents=True)
        (folder / "tmp").chmod(0o1777)  # filters run as another user where the server is root's
        (folder / "files.conf").write_text(FILES.format(folder=folder))
        (folder / "server.conf").write_text(SERVER.format(folder=folder))
        shutil.copy(SHIPPED_DRIVER, folder / "root/ppd/office.ppd")
        (folder / "root/ppd/cards.ppd").write_text(CARD_DRIVER)
        (folder / "root/ppd/duplex.ppd").write_text(DUPLEX_DRIVER)
        kinds = {"office": "DefaultPrinter", "cards": "Printer", "duplex": "Printer"}
        queues = [QUEUE.format(kind=kinds[n], name=n, folder=folder) for n in kinds]
        (folder / "root/printers.conf").write_text("".join(queues))
        command = ["cupsd", "-f", "-c", folder / "server.conf", "-s", folder / "files.conf"]
        self._server = subprocess.Popen([shutil.which("cupsd", path=PATH), *command[1:]])

    @property
    def environment(self) -> dict[str, str]:
        """Return an environment in which programs print here."""
        return os.environ | {"CUPS_SERVER": f"{self._folder}/sock", "QT_QPA_PLATFORM": "offscreen"}

    def run(self, *command: object, **also: str) -> str:
        """Run a program that prints here, ``also`` in its environment; return what it wrote."""
        done = subprocess.run(
            [str(part) for part in command],
            env=self.environment | also,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def wait_ready(self) -> None:
        """Wait until it answers."""
        self._until(lambda: (self._folder / "sock").exists(), "did not begin")

    def jobs(self) -> list[str]:
        """Return the jobs that are done or waiting, one a line."""
        return self.run("lpstat", "-W", "all", "-o").splitlines()

    def printed(self, queue: str) -> Path:
        """Wait for the paper to come out of ``queue``; return it as PDF."""
        self._until(lambda: not self.run("lpstat", "-o").strip(), "did not print")
        out = self._folder / "out" / queue
        assert out.exists(), self._errors()
        if out.read_bytes()[:4] == b"%PDF":
            return out
        # What cups-pdf itself does with what its driver gives it.
        made = out.with_suffix(".pdf")
        keep = "-dAutoFilterColorImages=false -dColorImageFilter=/FlateEncode"
        self.run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite",
                 *keep.split(), f"-sOutputFile={made}", out)  # fmt: skip
        return made

    def close(self) -> None:
        """Stop the server."""
        self._server.terminate()
        self._server.wait(20)

    def _until(self, ready, what: str) -> None:
        end = time.monotonic() + 60
        while not ready():
            assert self._server.poll() is None, f"The print server ended. {self._errors()}"
            assert time.monotonic() < end, f"The print server {what}. {self._errors()}"
            time.sleep(0.2)

    def _errors(self) -> str:
        log = self._folder / "errors"
        return "\n".join(log.read_text(errors="replace").splitlines()[-40:]) if log.exists() else ""


PATH = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"


@pytest.fixture
def print_server():
    """A print server of one's own; on systems that have CUPS it must be there."""
    if not sys.platform.startswith("linux"):
        pytest.skip("CUPS is started on Linux only")
    missing = [tool for tool in ("cupsd", "lpstat", "gs") if not shutil.which(tool, path=PATH)]
    missing += [] if SHIPPED_DRIVER.exists() else [str(SHIPPED_DRIVER)]
    assert not missing, (
        f"To test printing, these are needed: {', '.join(missing)}."
        " Install cups, cups-client and printer-driver-cups-pdf (.ci/system-packages does)."
    )
    # Not below pytest's own folder: the print server's filters, run as another user, must get in.
    folder = Path(tempfile.mkdtemp(prefix="cups-", dir="/tmp"))
    folder.chmod(0o755)
    server = PrintServer(folder)
    try:
        server.wait_ready()
        yield server
    finally:
        server.close()
        shutil.rmtree(folder, ignore_errors=True)
