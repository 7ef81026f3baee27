from vlaggenlijn.week.programme_urls import urlpatterns as of_the_programme

app_name = "week"
urlpatterns = [*of_the_programme]
