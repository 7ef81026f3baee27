from django.urls import path

from vlaggenlijn.home import views

app_name = "home"
urlpatterns = [
    path("over/", views.about, name="about"),
    path("over/privacy/", views.privacy, name="privacy"),
    path("over/toegankelijkheid/", views.accessibility, name="accessibility"),
    path("werk/", views.desk, name="desk"),
    path("werk/start/", views.start, name="start"),
    path("werk/start/<slug:slug>/", views.first_day, name="first_day"),
    path("demo/post/", views.outbox, name="outbox"),
]
