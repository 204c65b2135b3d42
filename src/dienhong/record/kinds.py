"""What each kind of entry says in Vietnamese."""

KINDS = {
    "organisation.opened": "Mở văn phòng trên hệ thống",
    "organisation.person_added": "Thêm người",
    "organisation.password_reset": "Đặt lại mật khẩu",
    "organisation.function_given": "Giao chức năng",
    "organisation.function_ended": "Thôi giữ chức năng",
    "organisation.closing_recorded": "Ghi kết thúc hoạt động của cơ quan",
    "organisation.closing_cancelled": "Huỷ việc ghi kết thúc hoạt động",
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
    "publication.handed_over": "Bàn giao việc cho cơ quan tiếp nhận",
    "publication.taken_over": "Tiếp nhận việc của cơ quan trước",
    "hosting.exported": "Chép cả văn phòng ra tệp",
    "hosting.restored": "Khôi phục văn phòng từ tệp",
    "record.refused": "Từ chối một việc chưa được phép",
}


def say_kind(kind: str) -> str:
    """Return a kind of entry in Vietnamese."""
    return KINDS.get(kind, kind)
