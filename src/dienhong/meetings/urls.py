"""Addresses of meetings, inside an office."""

from django.urls import path

from dienhong.meetings import (
    correction_views,
    following_views,
    minutes_views,
    paper_views,
    planning_views,
    views,
)

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("hen/", planning_views.plan, name="plan"),
    path("hen/to-chuc/", planning_views.plan_own, name="plan-own"),
    path("nhiem-vu/", following_views.mine, name="mine"),
    path("nhiem-vu/<uuid:task>/", following_views.report, name="task"),
    path("nhiem-vu/<uuid:task>/tep/<str:name>", following_views.task_file, name="task-file"),
    path("nhiem-vu/<uuid:task>/bo/", views.drop_task, name="drop-task"),
    path("y-kien/<uuid:opinion>/", following_views.answer, name="opinion"),
    path("so/", paper_views.register, name="register"),
    path("so/so-van-ban.xlsx", paper_views.register_file, name="register-file"),
    path("van-ban/<int:key>/so/", paper_views.number, name="number"),
    path("van-ban/<int:key>/ban-ky/", paper_views.sign, name="sign"),
    path("van-ban/<int:key>/tep/<str:name>", paper_views.signed_copy, name="signed-copy"),
    path("<uuid:pk>/", views.meeting_page, name="meeting"),
    path("<uuid:pk>/doi/", planning_views.move, name="move"),
    path("<uuid:pk>/moi/", views.invite, name="invite"),
    path("<uuid:pk>/khong-hop/", views.cancel, name="cancel"),
    path("<uuid:pk>/diem-danh/", minutes_views.attend, name="attend"),
    path("<uuid:pk>/vang/", minutes_views.absences, name="absences"),
    path("<uuid:pk>/bien-ban/", minutes_views.write, name="write"),
    path("<uuid:pk>/giao/", minutes_views.set_task, name="set-task"),
    path("<uuid:pk>/y-kien/", minutes_views.record_opinion, name="record-opinion"),
    path("<uuid:pk>/xong/", views.finish, name="finish"),
    path("<uuid:pk>/mo-lai/", views.reopen, name="reopen"),
    path("<uuid:pk>/ket-luan/", views.conclude, name="conclude"),
    path("<uuid:pk>/van-ban/<slug:name>.pdf", paper_views.paper, {"form": "pdf"}, name="pdf"),
    path("<uuid:pk>/van-ban/<slug:name>.docx", paper_views.paper, {"form": "docx"}, name="docx"),
    path("<uuid:pk>/dinh-chinh/", correction_views.choose, name="correct"),
    path("<uuid:pk>/dinh-chinh/muc/<slug:field>/", correction_views.ask, name="ask-correction"),
    path("<uuid:pk>/dinh-chinh/<uuid:correction>/", correction_views.sign, name="sign-correction"),
]
