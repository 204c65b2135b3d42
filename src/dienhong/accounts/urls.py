"""Addresses of accounts, inside an office: the door, one's own account, and those of others."""

from django.urls import include, path

from dienhong.accounts.views import coming_in, mine, others

_own = [
    path("tai-khoan/", mine.page, name="mine"),
    path("tai-khoan/mat-khau/", mine.password, name="password"),
    path("tai-khoan/phien/<int:pk>/ket-thuc/", mine.end, name="end"),
    path("tai-khoan/phien/ket-thuc/", mine.end_others, name="end-others"),
]
_others = [
    path("nguoi/dang-nhap/", others.people, name="people"),
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
    path("dang-nhap/thu/", coming_in.demo_sign_in, name="demo-sign-in"),
    path("dang-xuat/", coming_in.sign_out, name="sign-out"),
    path("", include((_own + _others, "accounts"))),
]
