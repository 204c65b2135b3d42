"""Addresses of duties and of the office's calendar, inside an office."""

from django.urls import path

from dienhong.duties.views import boards, calendar, carried, charges, files, measures, occasion

app_name = "duties"
urlpatterns = [
    path("viec/", boards.board, name="board"),
    path("viec/bang.<str:form>", boards.export, name="board-file"),
    path("viec/cua-toi/", boards.mine, name="mine"),
    path("viec/phong/", boards.department, name="department"),
    path("viec/quy-che-giao/", charges.mine, name="asked"),
    path("viec/quy-che-giao/<uuid:pk>/", charges.of_person, name="asked-of"),
    path("viec/quy-che-giao/<slug:function>/nhan/", charges.take_on, name="take-on"),
    path("viec/so-trach-nhiem/", charges.register, name="responsible"),
    path("viec/dang-do/", carried.page, name="carried"),
    path("viec/bien-phap/", measures.page, name="measures"),
    path("viec/bien-phap/them/", measures.add, name="add-measure"),
    path("viec/bien-phap/<uuid:pk>/", measures.measure, name="measure"),
    path("viec/bien-phap/<uuid:pk>/sua/", measures.change, name="change-measure"),
    path("viec/bien-phap/<uuid:pk>/xong/", measures.done, name="measure-done"),
    path("viec/bien-phap/<uuid:pk>/tep/<str:name>", measures.file, name="measure-file"),
    path("viec/<uuid:pk>/", occasion.page, name="occasion"),
    path("viec/<uuid:pk>/hen/", occasion.agree, name="agree"),
    path("viec/<uuid:pk>/chung-cu/", occasion.paper, name="paper"),
    path("viec/<uuid:pk>/bao-cao-da-gui/", occasion.report, name="report"),
    path("viec/<uuid:pk>/ghi-nhan/", occasion.words, name="words"),
    path("viec/<uuid:pk>/da-lam/", occasion.done, name="done"),
    path("viec/<uuid:pk>/khong-lam/", occasion.put_aside, name="put-aside"),
    path("viec/<uuid:pk>/ke-lai/", carried.tell, name="tell"),
    path("viec/<uuid:pk>/chung-cu/<int:number>/", files.page, name="file-page"),
    path(
        "viec/<uuid:pk>/chung-cu/<int:number>/trang/<int:page>/", files.picture, name="file-picture"
    ),
    path("viec/<uuid:pk>/chung-cu/<int:number>/tep/<str:name>", files.original, name="file"),
    path("lich/", calendar.month, name="calendar"),
    path("lich/nam/", calendar.year, name="year"),
]
