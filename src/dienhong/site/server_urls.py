"""Addresses of the server itself."""

from django.urls import path

from dienhong.site.views import reached, server

handler400 = "dienhong.site.errors.bad_request"
urlpatterns = [
    path("", server.index, name="server"),
    path("may-chu/dia-chi/", reached.server_addresses, name="addresses"),
    path("may-chu/chung-thu.crt", reached.authority, name="authority"),
    path("may-chu/mo-van-phong/", server.open_office, name="open-office"),
]
