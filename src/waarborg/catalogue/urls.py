"""Addresses of the catalogue and of what customers bought."""

from django.urls import path

from waarborg.catalogue.views import bought, desk, files

app_name = "catalogue"

urlpatterns = [
    path("portal/products/", bought.products, name="products"),
    path("desk/catalogue/", desk.catalogue, name="catalogue"),
    path("desk/catalogue/catalogue.csv", files.catalogue_table, name="catalogue-table"),
    path("desk/catalogue/purchases.csv", files.purchases_table, name="purchases-table"),
    path("desk/catalogue/add/", desk.add, name="add"),
    path("desk/catalogue/<str:item_kind>/<str:item_word>/", desk.item, name="item"),
    path("desk/customers/<uuid:customer>/bought/", bought.customer_purchases, name="customer-purchases"),
    path("desk/purchases/<uuid:purchase>/", bought.purchase, name="purchase"),
]
