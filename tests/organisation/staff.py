"""What the stories about people begin with."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from dienhong.organisation.models import PeopleImport

HEADER = "Họ và tên,Mã cán bộ,Tên đăng nhập,Phòng,Chức vụ,Ngày vào cơ quan,Loại,Chức năng"


def csv_of(*lines: str, header: str = HEADER) -> bytes:
    """Return a list of people as CSV."""
    return "\n".join([header, *lines]).encode()


def send(client: Client, content: bytes, name: str = "can-bo.csv") -> HttpResponse:
    """Upload a list for the preview."""
    return client.post("/thu/nguoi/nhap/", {"file": SimpleUploadedFile(name, content)})


def pending() -> PeopleImport:
    """Return the only import that waits."""
    return PeopleImport.objects.get(over_at__isnull=True)


def preview(client: Client) -> str:
    """Return the page of the import that waits."""
    return client.get(f"/thu/nguoi/nhap/{pending().pk}/").content.decode()


def recheck(client: Client, **typed: str) -> str:
    """Send what was typed into the preview and return the page that follows."""
    given = {"edition": str(pending().edition)}
    given |= {name.replace("_", "-", 1): words for name, words in typed.items()}
    answer = client.post(f"/thu/nguoi/nhap/{pending().pk}/", given, follow=True)
    return answer.content.decode()


def carry_out(client: Client) -> HttpResponse:
    """Press the button that stores the list."""
    waiting = pending()
    given = {"edition": str(waiting.edition)}
    return client.post(f"/thu/nguoi/nhap/{waiting.pk}/ghi/", given)
