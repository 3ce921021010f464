"""Addresses of the allowances room."""

from django.urls import path

from pobratym.allowances.views import costs, gifts, rates

app_name = "allowances"
visit = "desk/visits/<uuid:public_id>"
city = "desk/cities/<uuid:public_id>"
guest = "desk/guests/<uuid:public_id>/allowance"
line = "desk/costs/<uuid:public_id>"
exchange = "desk/exchange-rates/<uuid:public_id>"
rate = "desk/allowances/<uuid:public_id>"
gift = "desk/gifts/<uuid:public_id>"
urlpatterns = [
    path(f"{visit}/costs/", costs.sheet, name="sheet"),
    path(f"{guest}/", costs.stay, name="stay"),
    path(f"{guest}/repeat/", costs.stay_repeat, name="stay_repeat"),
    path(f"{guest}/remove/", costs.stay_remove, name="stay_remove"),
    path(f"{visit}/costs/new/", costs.line_new, name="line_new"),
    path(f"{line}/edit/", costs.line_edit, name="line_edit"),
    path(f"{line}/remove/", costs.line_remove, name="line_remove"),
    path(f"{visit}/costs/rates/new/", costs.exchange_new, name="exchange_new"),
    path(f"{exchange}/edit/", costs.exchange_edit, name="exchange_edit"),
    path(f"{exchange}/remove/", costs.exchange_remove, name="exchange_remove"),
    path(f"{city}/allowances/", rates.rates_list, name="rates_list"),
    path(f"{city}/allowances/new/", rates.rates_new, name="rates_new"),
    path(f"{rate}/edit/", rates.rates_edit, name="rates_edit"),
    path(f"{rate}/confirm/", rates.rates_confirm, name="rates_confirm"),
    path(f"{rate}/withdraw/", rates.rates_withdraw, name="rates_withdraw"),
    path(f"{city}/gifts/", gifts.gift_list, name="gift_list"),
    path(f"{city}/gifts/ceiling/", gifts.ceiling_new, name="ceiling_new"),
    path(f"{visit}/gifts/new/", gifts.gift_new, name="gift_new"),
    path(f"{gift}/", gifts.gift, name="gift"),
    path(f"{gift}/edit/", gifts.gift_edit, name="gift_edit"),
    path(f"{gift}/decide/", gifts.gift_decide, name="gift_decide"),
    path(f"{gift}/settle/", gifts.gift_settle, name="gift_settle"),
]
