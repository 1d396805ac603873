from tests.dialogues.test_deal_papers import *
def test_x(desk: Desk) -> None:
    desk.hires("Li", language="zh").hires("Sue", "supervisor").set("company.bank_usd", BANK).receives().says("Li", "/take 1001")
    has_order(desk, owner="Li").forget().says("Li", "／deal 1 形式发票")
    desk.says("Li", "/deal P1：提交").presses("Sue", "Approve").settle().says("Li", "/deal pi1 发送")
    print("\n=====\n".join(desk.chat("Li")[-3:])); print(desk.buttons("Li")[-6:])
    desk.presses("Li", "发送"); print("\n=====\n".join(desk.chat("Li")[-3:]))
    assert 0
