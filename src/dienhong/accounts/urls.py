"""Addresses of accounts, inside an office: the door, one's own account, and those of others."""

from django.urls import include, path

from dienhong.accounts.views import codes, coming_in, keys, mine, others, outside

_own = [
    path("tai-khoan/", mine.page, name="mine"),
    path("tai-khoan/mat-khau/", mine.password, name="password"),
    path("tai-khoan/khoa/them/", keys.add, name="key-add"),
    path("tai-khoan/khoa/hoi/", keys.add_question, name="key-question"),
    path("tai-khoan/khoa/<int:pk>/xoa/", keys.remove, name="key-remove"),
    path("tai-khoan/tai-khoan-cua-tinh/bo/", outside.unlink, name="unlink"),
    path("tai-khoan/ma/", codes.page, name="codes"),
    path("tai-khoan/ma/bat-dau/", codes.begin, name="codes-begin"),
    path("tai-khoan/ma/bat/", codes.confirm, name="codes-confirm"),
    path("tai-khoan/ma/tat/", codes.turn_off, name="codes-off"),
    path("tai-khoan/ma/du-phong/", codes.renew, name="codes-renew"),
    path("tai-khoan/phien/<int:pk>/ket-thuc/", mine.end, name="end"),
    path("tai-khoan/phien/ket-thuc/", mine.end_others, name="end-others"),
]
_others = [
    path("nguoi/dang-nhap/", others.people, name="people"),
    path("nguoi/dang-nhap/tai-khoan-cua-tinh/", outside.settings, name="provider"),
    path("nguoi/dang-nhap/tai-khoan-cua-tinh/thu/", outside.test, name="provider-test"),
    path("nguoi/dang-nhap/tai-khoan-cua-tinh/ngung/", outside.end, name="provider-end"),
    path("nguoi/dang-nhap/lop-hai/", others.policy, name="policy"),
    path("nguoi/dang-nhap/lop-hai/<slug:function>/thoi/", others.end_policy, name="policy-end"),
    path("nguoi/<uuid:pk>/dang-nhap/lop-hai/xoa/", others.reset_second, name="reset-second"),
    path("nguoi/dang-nhap/phieu/", others.slips, name="slips"),
    path("nguoi/<uuid:pk>/dang-nhap/", others.person, name="person"),
    path("nguoi/<uuid:pk>/dang-nhap/phieu/", others.slip, name="slip"),
    path("nguoi/<uuid:pk>/dang-nhap/phieu/huy/", others.cancel, name="cancel"),
    path("nguoi/<uuid:pk>/dang-nhap/go-khoa/", others.lift, name="lift"),
    path("nguoi/<uuid:pk>/dang-nhap/phien/", others.end_sessions, name="end-sessions"),
]
urlpatterns = [
    path("dang-nhap/", coming_in.sign_in, name="sign-in"),
    path("dang-nhap/phieu/", coming_in.by_slip, name="slip-sign-in"),
    path("dang-nhap/khoa/", keys.come, name="passkey-come-in"),
    path("dang-nhap/khoa/hoi/", keys.question, name="passkey-question"),
    path("dang-nhap/khoa/lop-hai/", keys.second, name="passkey-second"),
    path("dang-nhap/tai-khoan-cua-tinh/", outside.start, name="outside-start"),
    path("dang-nhap/tai-khoan-cua-tinh/ve/", outside.back, name="outside-back"),
    path("dang-nhap/tai-khoan-cua-tinh/noi/", outside.link, name="outside-link"),
    path("dang-nhap/ma/", coming_in.second_step, name="second-step"),
    path("dang-nhap/thu/", coming_in.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", coming_in.sign_out, name="sign-out"),
    path("", include((_own + _others, "accounts"))),
]
