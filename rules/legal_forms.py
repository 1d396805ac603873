"""The legal forms of the world's companies, as they stand in folded names: a table, no logic (R43)."""

from __future__ import annotations

ENDINGS = frozenset(
    """
    gmbh ggmbh mbh ag kg kgaa ohg gbr ug ek se ev eg inh ltd limited unlimited ltda limitada llc lllp llp lp inc incorporated
    corp corporation co company coy plc pty pte pvt private public pjsc jsc ojsc cjsc cpjsc qsc qpsc psc bsc kscc ksc saog
    saoc sae sal sarlau sa sab sas sasu sarl eurl snc scs sca sci scp sccl sc sociedad anonima spa srl srls sapa snc soc coop
    sl slu slne sau sll sal scoop cb bv nv vof cv cvba bvba comm srls sprl bvp oy oyj ky ab hb kb as asa ans da nuf aps is ps
    ehf hf ohf kft zrt nyrt bt kkt doo dd dno jtd ad ead ood eood od dooel sro vos ks zs as sp spol zoo oo z spk spj spzoo
    ooo zao oao pao too tov tzov chp pp uab mb ou tu sia ik lda unipessoal eireli epp me mei sapi cv rl sofom eirl cia ca spr
    tic san ve sti sirketi anonim tas fze fzco fzc fzllc fz dmcc wll est cie fils freres et sdn bhd berhad tbk pt ud kk gk yk
    tnhh mtv jsc ctcp dntn vof nl spzoo sae sarlau ic ilc ltee ltd enr ulc
    """.split()
)
"""What may be taken from the end of a name; "co", "trading co ltd": one after another."""

BEGINNINGS = frozenset(
    """
    pt cv ud pd fa firma fma messrs ms the ooo zao oao pao too tov chp uab sia ip cong ty cty tnhh cp ctcp jsc cjsc ojsc
    as sc aktiebolaget
    """.split()
)
"""What may be taken from the beginning: "PT Maju", "Firma Müller", "Công ty TNHH"."""

JOINTS = frozenset("and und et y e og och ja en und und i si ve und & и та і και و".split())
"""Words that "&" stands for; left out wherever they stand."""

GENERIC = frozenset(
    """
    trading trade international intl import export imports exports impex importadora exportadora comercial comercio commerce
    group groupe grupo gruppe gruppo holding holdings industries industry industrial industria enterprises enterprise general
    global world company firm technology technologies tech solutions services service supplies supply products store shop
    and co of de the for handel handels vertrieb distribution distribuidora sales office purchasing buyer
    info admin contact procurement marketing support mail team customer purchase manager client shipping accounts hello
    торговый торговая компания группа импорт экспорт 贸易 进出口 国际 科技 实业 商贸 شركة التجارة
    """.split()
)
"""Words that tell no company from another: a name of nothing else proves no likeness."""

CYRILLIC = frozenset(
    """
    ооо оао зао пао ао нао ип тоо осоо чп тов фоп пп тдв пат прат ат ооб уп чуп чтуп одо рупп оод еоод ад еад доо дооел дд
    кооп гк тд
    """.split()
)
GREEK = frozenset("αε επε ικε οε εε αβεε αεβε μεπε μονοπροσωπη".split())
ARABIC = frozenset("شركة شركه مؤسسة موسسة مصنع المحدودة المحدوده محدودة محدوده شمم ذمم شمل شذمم شمك قابضة شرکت".split())
HEBREW = frozenset("בעמ חברת".split())
ANYWHERE = CYRILLIC | GREEK | ARABIC | HEBREW
"""Forms in scripts of their own: taken from either end."""

LONG = (
    "общество с ограниченнои ответственностью",
    "публичное акционерное общество",
    "закрытое акционерное общество",
    "открытое акционерное общество",
    "акционерное общество",
    "индивидуальныи предприниматель",
    "товариство з обмеженою відповідальністю",
    "торговыи дом",
    "ذات مسئولية محدودة",
    "ذات مسؤولية محدودة",
    "sociedad de responsabilidad limitada",
    "sociedad anonima",
    "societe anonyme",
    "societe a responsabilite limitee",
    "sociedade anonima",
    "societa per azioni",
    "societa a responsabilita limitata",
    "gesellschaft mit beschrankter haftung",
    "aktiengesellschaft",
    "naamloze vennootschap",
    "besloten vennootschap",
    "joint stock company",
    "limited liability company",
    "anonim sirketi",
    "limited sirketi",
    "perseroan terbatas",
    "cong ty co phan",
    "cong ty trach nhiem huu han",
    "cong ty tnhh mot thanh vien",
    "cong ty tnhh",
    "spolka z ograniczona odpowiedzialnoscia",
    "spolka akcyjna",
    "spol s ro",
    "s de rl de cv",
    "sa de cv",
    "sapi de cv",
    "sab de cv",
    "sas de cv",
    "de rl de cv",
    "de cv",
    "บริษัท",
    "หางหุนสวนจํากัด",
    "จํากัด",
    "มหาชน",
)
"""Forms of several words, folded; also forms in scripts without blanks."""

EAST_ASIAN = (
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "控股有限公司",
    "有限公司",
    "总公司",
    "分公司",
    "集团",
    "公司",
    "株式会社",
    "有限会社",
    "合同会社",
    "合资会社",
    "(株)",
    "(有)",
    "(合)",
    "주식회사",
    "유한회사",
    "유한책임회사",
    "(주)",
    "(유)",
)
"""Forms in Chinese (simplified characters), Japanese and Korean, the longest first."""

TRADITIONAL = str.maketrans(
    "貿責會團實業電機車鐵鋼銅鋁鎳鋅錫銀門閥國際進東廣廠華豐發達興龍鳳馬魚鳥麗島灣濱陽陰漢蘇滬寧濟聯聖誠義禮創藝術學醫藥農園環護體節氣動轉軸軟線纜網絡訊號話視聽響燈飾裝備設計製產賣買賬貨"
    "運輸飛艦軍衛傳報書雜誌優質眾個們專長張強彈層屬條極樣標檢測驗試釘鎖鏈鉤錨齒輪輛輕塗膠紙紡織紗絲綢綠緣無與為榮勝務區協單雙級終紅純統維綜編總縣縱縫經給結續羅職臨舉舊蘭處規觀覺訂記許該"
    "詳調諾謝證識議讀變讓負財貢貫資賓賽贊趙躍軌載輔較違遠適選遺郵鄉醬釀針鈕鑽銘鋒錄鍋鍵鏡鑄閃閉開間關陳陸隊階隨險雞離雲靈靜項順預領頭題顏額風飯飲館驅點齊齡價億儀劉吳黃楊鄭鄧蔣葉盧鍾譚賴"
    "韓馮莊溫歐澤潔濕滾爐燒熱牆獨獎瑪瓊畫當療盤監礦碼穩積窩筆築簡糧紐緊練縮罰聲腦膚艙芻萬蓋蠟補觸誼豬貝貴費賀軒輝辦邊鄰釋鈴鉛銷鋪錦錢鎂鎢鐘閣頂頓顯飼駿騰驛鮮鹽麵龐",
    "贸责会团实业电机车铁钢铜铝镍锌锡银门阀国际进东广厂华丰发达兴龙凤马鱼鸟丽岛湾滨阳阴汉苏沪宁济联圣诚义礼创艺术学医药农园环护体节气动转轴软线缆网络讯号话视听响灯饰装备设计制产卖买账货"
    "运输飞舰军卫传报书杂志优质众个们专长张强弹层属条极样标检测验试钉锁链钩锚齿轮辆轻涂胶纸纺织纱丝绸绿缘无与为荣胜务区协单双级终红纯统维综编总县纵缝经给结续罗职临举旧兰处规观觉订记许该"
    "详调诺谢证识议读变让负财贡贯资宾赛赞赵跃轨载辅较违远适选遗邮乡酱酿针钮钻铭锋录锅键镜铸闪闭开间关陈陆队阶随险鸡离云灵静项顺预领头题颜额风饭饮馆驱点齐龄价亿仪刘吴黄杨郑邓蒋叶卢钟谭赖"
    "韩冯庄温欧泽洁湿滚炉烧热墙独奖玛琼画当疗盘监矿码稳积窝笔筑简粮纽紧练缩罚声脑肤舱刍万盖蜡补触谊猪贝贵费贺轩辉办边邻释铃铅销铺锦钱镁钨钟阁顶顿显饲骏腾驿鲜盐面庞",
)
"""Traditional characters that stand in names of companies, and the simplified ones they are compared as."""

LATIN = str.maketrans(
    dict(
        zip(
            "абвгдезийклмнопрстуфхыэіїґє", "a b v g d e z i i k l m n o p r s t u f kh y e i i g e".split(), strict=True
        )
    )
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "ё": "e"}
    | dict(zip("αβγδεζηικλμνξοπρστυφωθχψ", "a v g d e z i i k l m n x o p r s t y f o th ch ps".split(), strict=True))
)
"""How Cyrillic and Greek letters are usually written in Latin ones."""
