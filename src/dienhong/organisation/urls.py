"""Addresses of people, departments, imports and rolls; the site adds those of accounts."""

from django.urls import path

from dienhong.organisation.views import absences, departments, importing, people, rolls

urlpatterns = [
    path("", people.page, name="people"),
    path("<uuid:pk>/", people.person, name="person"),
    path("<uuid:pk>/sua/", people.correct, name="details"),
    path("<uuid:pk>/chuyen/", people.place, name="place"),
    path("<uuid:pk>/tro-lai/", people.come_back, name="return"),
    path("<uuid:pk>/vang/", absences.enter, name="absence"),
    path("vang/", absences.away, name="away"),
    path("vang/<int:pk>/", absences.change, name="absence-change"),
    path("phong/", departments.page, name="departments"),
    path("phong/lap/", departments.add, name="department-add"),
    path("phong/<int:pk>/", departments.rename, name="department"),
    path("phong/<int:pk>/giai-the/", departments.close, name="department-close"),
    path("xuat/danh-sach.<str:form>", importing.export, name="export"),
    path("nhap/", importing.start, name="import"),
    path("nhap/mau.<str:form>", importing.template, name="import-template"),
    path("nhap/<uuid:pk>/", importing.preview, name="import-preview"),
    path("nhap/<uuid:pk>/ghi/", importing.carry_out, name="import-carry-out"),
    path("nhap/<uuid:pk>/bo/", importing.drop, name="import-drop"),
    path("ty-le/", rolls.page, name="rolls"),
    path("ty-le/quy-tac/", rolls.rule, name="roll-rule"),
    path("ty-le/lap/", rolls.make, name="roll-make"),
    path("ty-le/<uuid:pk>/", rolls.roll, name="roll"),
    path("ty-le/<uuid:pk>/thay/", rolls.replace, name="roll-replace"),
    path("ty-le/<uuid:pk>/nguoi/<int:line>/", rolls.line, name="roll-line"),
    path("ty-le/<uuid:pk>/chot/", rolls.freeze, name="roll-freeze"),
    path("ty-le/<uuid:pk>/ky/", rolls.sign, name="roll-sign"),
    path("ty-le/<uuid:pk>/bo/", rolls.drop, name="roll-drop"),
    path("ty-le/<uuid:pk>/danh-sach.<str:form>", rolls.export, name="roll-export"),
]
