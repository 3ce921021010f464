"""Addresses of the links room."""

from django.urls import path

from pobratym.links.views import activities, links

app_name = "links"
one = "desk/links/<uuid:public_id>"
of = "desk/institutions/<uuid:public_id>/links"
plan = "desk/activities/<uuid:public_id>"
urlpatterns = [
    path(f"{of}/", links.link_list, name="link_list"),
    path(f"{of}/new/<uuid:partner>/", links.link_new, name="link_new"),
    path(f"{one}/", links.link, name="link"),
    path(f"{one}/accept/", links.link_accept, name="link_accept"),
    path(f"{one}/decline/", links.link_decline, name="link_decline"),
    path(f"{one}/withdraw/", links.link_withdraw, name="link_withdraw"),
    path(f"{one}/pause/", links.link_pause, name="link_pause"),
    path(f"{one}/resume/", links.link_resume, name="link_resume"),
    path(f"{one}/end/", links.link_end, name="link_end"),
    path(f"{one}/activities/choose/", activities.kit_choose, name="kit_choose"),
    path(f"{one}/activities/new/", activities.activity_new, name="activity_new"),
    path(f"{plan}/", activities.activity, name="activity"),
    path(f"{plan}/edit/", activities.activity_edit, name="activity_edit"),
    path(f"{plan}/finish/", activities.activity_finish, name="activity_finish"),
    path(f"{plan}/drop/", activities.activity_drop, name="activity_drop"),
    path("desk/kits/", activities.kit_list, name="kit_list"),
    path("desk/kits/<slug:code>/", activities.kit, name="kit"),
]
