from django.urls import path

from vlaggenlijn.home import (
    asked_views,
    concept_views,
    digest_views,
    embed_views,
    own_offer_views,
    site_map_views,
    views,
)

app_name = "home"
urlpatterns = [
    path("over/", views.about, name="about"),
    path("over/privacy/", views.privacy, name="privacy"),
    path("over/toegankelijkheid/", views.accessibility, name="accessibility"),
    path("sitemap.xml", site_map_views.site_map, name="site_map"),
    path(
        "sitemap-<slug:name>-<int:number>.xml", site_map_views.site_map_part, name="site_map_part"
    ),
    path("robots.txt", site_map_views.robots_txt, name="robots"),
    path("insluiten/", embed_views.embed, name="embed"),
    path("insluiten.js", embed_views.embed_script, name="embed_script"),
    path("werk/netwerk/<slug:slug>/insluiten/", embed_views.embed_lines, name="embed_lines"),
    path("werk/", views.desk, name="desk"),
    path("werk/gevraagd/", asked_views.asked, name="asked"),
    path("werk/netwerk/<slug:slug>/woorden/", asked_views.words, name="words"),
    path("werk/netwerk/<slug:slug>/begrippen/", concept_views.concepts, name="concepts"),
    path("werk/netwerk/<slug:slug>/begrippen/nieuw/", concept_views.add, name="add_concept"),
    path("werk/begrip/<uuid:pk>/", concept_views.edit, name="edit_concept"),
    path("werk/mijn-aanbod/", own_offer_views.own_offer, name="own_offer"),
    path("werk/mijn-voorkeuren/", digest_views.preferences, name="preferences"),
    path("werk/post/juist/<slug:token>/", digest_views.still_right, name="still_right"),
    path("werk/post/stop/<slug:token>/", digest_views.stop_digest, name="stop_digest"),
    path("werk/start/", views.start, name="start"),
    path("werk/start/<slug:slug>/", views.first_day, name="first_day"),
    path("demo/post/", views.outbox, name="outbox"),
]
