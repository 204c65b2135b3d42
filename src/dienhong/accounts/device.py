"""What a browser says of itself, in words that a person knows the device by."""

_SYSTEMS = (
    ("iPhone", "điện thoại iPhone"),
    ("iPad", "máy tính bảng iPad"),
    ("Android", "điện thoại Android"),
    ("Windows", "máy tính Windows"),
    ("Macintosh", "máy tính Mac"),
    ("CrOS", "máy tính Chromebook"),
    ("Linux", "máy tính Linux"),
)
# The first that fits: nearly every browser calls itself Chrome or Safari too.
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def say(agent: str) -> str:
    """Return "Chrome trên máy tính Windows" for a User-Agent header; never the header itself."""
    browser = next((said for sign, said in _BROWSERS if sign in agent), "Trình duyệt không rõ tên")
    system = next((said for sign, said in _SYSTEMS if sign in agent), "máy không rõ loại")
    return f"{browser} trên {system}"
