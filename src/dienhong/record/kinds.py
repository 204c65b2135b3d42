"""What each kind of entry says in Vietnamese."""

KINDS = {
    "organisation.opened": "Mở văn phòng trên hệ thống",
    "organisation.person_added": "Thêm người",
    "organisation.password_reset": "Đặt lại mật khẩu",
    "organisation.function_given": "Giao chức năng",
    "organisation.function_ended": "Thôi giữ chức năng",
    "organisation.signed_in": "Đăng nhập",
    "regulation.uploaded": "Nạp văn bản quy chế",
    "regulation.profile_adopted": "Nhận hồ sơ cấu hình của quy chế",
    "regulation.confirmed": "Xác nhận mục đọc được từ quy chế",
    "regulation.corrected": "Sửa mục đọc được từ quy chế",
    "regulation.entered": "Ghi con số có trong quy chế",
    "regulation.left_open": "Để ngỏ mục đọc được từ quy chế",
    "regulation.issued": "Ban hành quy chế",
    "regulation.abandoned": "Bỏ bản quy chế đang nạp",
    "publication.drafted": "Soạn việc công khai",
    "publication.redrafted": "Sửa việc công khai, trình lại",
    "publication.returned": "Trả lại việc công khai để sửa",
    "publication.cleared": "Ký kiểm tra bí mật",
    "publication.withheld": "Giữ lại, không công khai",
    "publication.reopened": "Mở lại việc đã giữ",
    "publication.published": "Công khai",
    "publication.posted": "Niêm yết tại bảng tin",
    "publication.taken_down": "Gỡ sau khi đủ thời gian niêm yết",
    "publication.withdrawal_asked": "Đề nghị thu hồi khẩn cấp",
    "publication.withdrawal_declined": "Bác hoặc rút đề nghị thu hồi khẩn cấp",
    "publication.file_withdrawn": "Tệp dùng chung bị thu hồi cùng việc khác",
    "publication.withdrawn": "Thu hồi khẩn cấp",
    "publication.correction_asked": "Đề nghị đính chính",
    "publication.correction_declined": "Bác hoặc rút đề nghị đính chính",
    "publication.corrected": "Đính chính việc đã công khai",
    "publication.posting_corrected": "Đính chính ghi nhận niêm yết",
    "publication.sheet_replaced": "Thay tờ niêm yết theo bản đính chính",
    "organisation.corrected": "Đính chính người, chức năng",
    "record.refused": "Từ chối một việc chưa được phép",
}


def say_kind(kind: str) -> str:
    """Return a kind of entry in Vietnamese."""
    return KINDS.get(kind, kind)
