"""What each kind of entry says in Vietnamese."""

KINDS = {
    "organisation.opened": "Mở văn phòng trên hệ thống",
    "organisation.person_added": "Thêm người",
    "organisation.function_given": "Giao chức năng",
    "organisation.function_ended": "Thôi giữ chức năng",
    "accounts.slip_made": "Cấp phiếu đăng nhập lần đầu",
    "accounts.password_reset": "Cấp lại mật khẩu bằng phiếu đăng nhập",
    "accounts.slip_used": "Tự đặt mật khẩu bằng phiếu đăng nhập",
    "accounts.slip_cancelled": "Huỷ phiếu đăng nhập",
    "accounts.password_changed": "Tự đổi mật khẩu",
    "accounts.braked": "Tạm khoá đăng nhập vì nhập sai nhiều lần",
    "accounts.brake_lifted": "Gỡ khoá đăng nhập",
    "accounts.sessions_ended": "Kết thúc các phiên của một người",
    "accounts.second_on": "Bật lớp xác nhận thứ hai",
    "accounts.second_off": "Tắt lớp xác nhận thứ hai",
    "accounts.recovery_renewed": "In mã dự phòng mới",
    "accounts.second_reset": "Xoá lớp xác nhận thứ hai của người khác",
    "accounts.policy_set": "Đòi lớp xác nhận thứ hai với một chức năng",
    "accounts.policy_ended": "Thôi đòi lớp xác nhận thứ hai với một chức năng",
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
    "record.refused": "Từ chối một việc chưa được phép",
}


def say_kind(kind: str) -> str:
    """Return a kind of entry in Vietnamese."""
    return KINDS.get(kind, kind)
