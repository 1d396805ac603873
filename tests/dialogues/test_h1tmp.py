from __future__ import annotations
from tests.dialogues.desk import Desk, told
from tests.dialogues.ordered import has_order, the_order
from tests.dialogues.quotations import drafts, offer, sends, state
from tests.dialogues.conftest import *
import sys
def show(desk, who, text=None, press=None):
    n=len(desk.ears.said)
    if text: desk.says(who,text); print("\n>>",who,":",text)
    if press: desk.presses(who,press); print("\n>>",who,"presses",press)
    for _,s in desk.ears.said[n:]:
        print(f"[{s.place.address}] "+told(s).replace("\n","\n      "))
        if s.buttons: print("      ", " | ".join(b.label for row in s.buttons for b in row))
def test_zh(empty_desk):
    desk=empty_desk.hires("Ana",language="zh").hires("Max","manager",language="zh").hires("Pam","production").settle().receives().says("Ana","/take 1001").settle().forget()
    draft=drafts(desk)
    desk.set("quote.approval","none")
    desk.says("Ana", f"/confirm {draft} all").says("Ana", f"/submit {draft}").says("Ana", f"/send {draft}").presses("Ana", "发送").settle()
    show(desk,"Ana","/won q1 客户单号 4711，月底付定金")
    show(desk,"Ana",press="确认")
    show(desk,"Ana","/order 1 成本 1 采购 3.1美元")
    show(desk,"Ana",press="已核算")
    show(desk,"Max",press="批准")
    show(desk,"Ana","/order 1")
    show(desk,"Ana","/order 1 交期 2026-05-20")
    show(desk,"Ana","/order 1 数量 1200")
    show(desk,"Ana","/order 1 单价 3.25")
    show(desk,"Ana","/order 1 FOB 上海")
    show(desk,"Ana","/order 1 供货")
    show(desk,"Ana",press="自产")
    show(desk,"Ana","/order 1 取消 客户不要了")
    show(desk,"Max",press="批准")
    show(desk,"Ana","/order new")
    show(desk,"Ana","/order new 1001")
    show(desk,"Ana","/order new 9999 LED x 5 @ 3")
    show(desk,"Ana","/order new Nobody LED x 5 @ 3")
    show(desk,"Ana","/order new 1001 {0} %s <b>x</b> x 5 @ 3 USD; ship yesterday; marks {customer}")
    show(desk,"Ana","/order 2 ask price")
    show(desk,"Ana","/order 2 confirm")
    show(desk,"Ana","/order 2 payment 30% deposit, 50% before shipment")
    show(desk,"Ana","/order 2 price abc")
    show(desk,"Ana","/order 2 ")
