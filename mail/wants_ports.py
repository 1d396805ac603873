"""The ports to which the trade ships: UN/LOCODE, name, and how letters spell them in the languages that we meet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Port:
    """`code` is its UN/LOCODE, `name` the common English one."""

    code: str
    name: str


_TABLE = """
CNSHA Shanghai|上海|Шанхай|شنغهاي|shangai|xangai|schanghai|şanghay|shanghay|thượng hải
CNSZX Shenzhen|深圳|Шэньчжэнь|Шеньчжэнь|شنتشن|shenzen|shen zhen
CNYTN Yantian|盐田|鹽田|Яньтянь
CNSHK Shekou|蛇口|Шэкоу
CNNGB Ningbo|宁波|寧波|Нинбо|نينغبو|نينجبو|ning bo
CNTAO Qingdao|青岛|青島|Циндао|تشينغداو|tsingtao|qing dao
CNTSN Tianjin|天津|Тяньцзинь|تيانجين|xingang|tianjin xingang|tientsin|新港
CNGZG Guangzhou|广州|廣州|Гуанчжоу|قوانغتشو|غوانزو|canton|cantón|guang zhou
CNNSA Nansha|南沙|Наньша
CNHUA Huangpu|黄埔|黃埔
CNXMN Xiamen|厦门|廈門|Сямэнь|شيامن|amoy
CNDLC Dalian|大连|大連|Далянь|داليان
CNFOC Fuzhou|福州|Фучжоу
CNLYG Lianyungang|连云港|連雲港|Ляньюньган
CNZSN Zhongshan|中山|Чжуншань
CNFOS Foshan|佛山|Фошань
CNZUH Zhuhai|珠海|Чжухай
CNSWA Shantou|汕头|汕頭|Шаньтоу
CNYNT Yantai|烟台|Яньтай
CNWNZ Wenzhou|温州|Вэньчжоу
CNTAG Taicang|太仓
CNNKG Nanjing|南京|Нанкин
CNYIW Yiwu|义乌|義烏|Иу|ييوو|yiwu
CNWUH Wuhan|武汉|武漢|Ухань
CNCKG Chongqing|重庆|重慶|Чунцин
CNZJG Zhangjiagang|张家港
CNHAK Haikou|海口
CNBHY Beihai|北海
CNQZH Qinzhou|钦州
CNZHA Zhanjiang|湛江
CNJIU Jiujiang|九江
CNSUZ Suzhou|苏州|蘇州
HKHKG Hong Kong|香港|Гонконг|هونغ كونغ|هونج كونج|hongkong
TWKHH Kaohsiung|高雄|Гаосюн
TWKEL Keelung|基隆|Килунг
TWTXG Taichung|台中|臺中
JPTYO Tokyo|东京|東京|Токио|طوكيو|tokio
JPYOK Yokohama|横滨|橫濱|横浜|Йокогама|Иокогама|يوكوهاما
JPUKB Kobe|神户|神戶|神戸|Кобе|كوبي
JPOSA Osaka|大阪|Осака|أوساكا
JPNGO Nagoya|名古屋|Нагоя
JPHKT Hakata|博多|fukuoka|福冈|福岡
KRPUS Busan|釜山|부산|Пусан|بوسان|pusan
KRINC Incheon|仁川|인천|Инчхон|inchon
KRKAN Gwangyang|光阳|광양
SGSIN Singapore|新加坡|Сингапур|سنغافورة|singapur|singapour|cingapura|singapura
MYPKG Port Klang|巴生|Порт-Кланг|klang|port kelang|pelabuhan klang
MYPEN Penang|槟城|檳城|Пинанг|pinang
MYTPP Tanjung Pelepas|丹戎帕拉帕斯
MYPGU Pasir Gudang|巴西古当
MYKUL Kuala Lumpur|吉隆坡|Куала-Лумпур
THBKK Bangkok|曼谷|Бангкок|بانكوك
THLCH Laem Chabang|林查班|Лаем Чабанг|laemchabang
VNSGN Ho Chi Minh City|胡志明|胡志明市|Хошимин|hochiminh|ho chi minh|hcmc|cat lai|thành phố hồ chí minh|hồ chí minh|cát lái
VNHPH Haiphong|海防|Хайфон|hai phong|hải phòng
VNDAD Da Nang|岘港|峴港|Дананг|danang|đà nẵng
VNHAN Hanoi|河内|河內|Ханой|hà nội
IDJKT Jakarta|雅加达|雅加達|Джакарта|جاكرتا|tanjung priok|yakarta
IDSUB Surabaya|泗水|Сурабая
IDSRG Semarang|三宝垄
IDBLW Belawan|勿拉湾|medan
PHMNL Manila|马尼拉|馬尼拉|Манила|مانيلا|manille
PHCEB Cebu|宿务
KHKOS Sihanoukville|西哈努克|kompong som
KHPNH Phnom Penh|金边
MMRGN Yangon|仰光|Янгон|rangoon
BDCGP Chittagong|吉大港|Читтагонг|شيتاغونغ|chattogram
BDDAC Dhaka|达卡|Дакка
LKCMB Colombo|科伦坡|可倫坡|Коломбо|كولومبو
INNSA Nhava Sheva|那瓦西瓦|新孟买|Нава Шева|نافا شيفا|jnpt|nhavasheva
INBOM Mumbai|孟买|孟買|Мумбаи|مومباي|bombay
INMAA Chennai|钦奈|金奈|Ченнаи|تشيناي|madras
INMUN Mundra|蒙德拉|Мундра|موندرا
INCCU Kolkata|加尔各答|Калькутта|calcutta
INCOK Cochin|科钦|Кочин|kochi
INTUT Tuticorin|杜蒂戈林|thoothukudi
INVTZ Visakhapatnam|维萨卡帕特南|vizag
INPAV Pipavav|皮帕瓦沃
INHZA Hazira|哈济拉
INDEL New Delhi|新德里|Дели|delhi|icd tughlakabad
PKKHI Karachi|卡拉奇|Карачи|كراتشي
PKBQM Port Qasim|卡西姆|port muhammad bin qasim
NPKTM Kathmandu|加德满都
MVMLE Male|马累
AEDXB Dubai|迪拜|杜拜|Дубай|دبي|dubaï|dubái
AEJEA Jebel Ali|杰贝阿里|杰贝勒阿里|Джебель-Али|جبل علي|jabel ali|djebel ali
AESHJ Sharjah|沙迦|Шарджа|الشارقة
AEAUH Abu Dhabi|阿布扎比|Абу-Даби|أبوظبي|أبو ظبي|khalifa port|abou dabi
AEAJM Ajman|阿治曼|عجمان
SAJED Jeddah|吉达|吉達|Джидда|جدة|jedda|yeda|djeddah|cidde
SADMM Dammam|达曼|達曼|Даммам|الدمام|dammam
SARUH Riyadh|利雅得|Эр-Рияд|الرياض|riad|riyad
SAJUB Jubail|朱拜勒|الجبيل
QAHMD Hamad|哈马德|حمد|hamad port
QADOH Doha|多哈|Доха|الدوحة
KWSWK Shuwaikh|舒韦赫|الشويخ
KWSAA Shuaiba|الشعيبة
KWKWI Kuwait|科威特|Кувейт|الكويت
BHKBS Bahrain|巴林|Бахрейн|البحرين|khalifa bin salman
OMSOH Sohar|苏哈尔|صحار
OMMCT Muscat|马斯喀特|مسقط
OMSLL Salalah|塞拉莱|صلالة
YEADE Aden|亚丁|Аден|عدن
YEHOD Hodeidah|荷台达|الحديدة
IQUQR Umm Qasr|乌姆盖斯尔|Умм-Каср|أم قصر|umqasr|um qasr
IQBSR Basra|巴士拉|Басра|البصرة
IRBND Bandar Abbas|阿巴斯港|Бендер-Аббас|بندر عباس|bandarabbas
IRTHR Tehran|德黑兰|Тегеран|طهران
JOAQJ Aqaba|亚喀巴|Акаба|العقبة|akaba
LBBEY Beirut|贝鲁特|貝魯特|Бейрут|بيروت|beyrouth
SYLTK Latakia|拉塔基亚|اللاذقية|lattakia
ILASH Ashdod|阿什杜德|Ашдод|أشدود
ILHFA Haifa|海法|Хайфа|حيفا
TRIST Istanbul|伊斯坦布尔|伊斯坦堡|Стамбул|إسطنبول|اسطنبول|estambul|istanbul|ambarli|ambarlı|haydarpasa
TRIZM Izmir|伊兹密尔|Измир|إزمير|aliaga|aliağa
TRMER Mersin|梅尔辛|Мерсин|مرسين
TRGEM Gemlik|盖姆利克|Гемлик
TRKMX Kocaeli|科贾埃利|evyap|derince|gebze
TRISK Iskenderun|伊斯肯德伦|Искендерун
EGALY Alexandria|亚历山大|Александрия|الإسكندرية|الاسكندرية|alejandría|alexandrie
EGPSD Port Said|塞得港|Порт-Саид|بورسعيد|بور سعيد
EGDAM Damietta|达米埃塔|Дамьетта|دمياط
EGSOK Sokhna|苏赫纳|العين السخنة|السخنة|ain sokhna|ain sukhna
EGCAI Cairo|开罗|Каир|القاهرة|le caire|el cairo
LYMRA Misurata|米苏拉塔|Мисурата|مصراتة|misrata
LYTIP Tripoli|的黎波里|Триполи|طرابلس
LYBEN Benghazi|班加西|Бенгази|بنغازي
TNTUN Tunis|突尼斯|Тунис|تونس
TNRDS Rades|拉代斯|رادس|radès
TNSFA Sfax|斯法克斯|صفاقس
DZALG Algiers|阿尔及尔|Алжир|الجزائر|alger|argel
DZORN Oran|奥兰|Оран|وهران
DZBJA Bejaia|贝贾亚|بجاية|béjaïa
DZSKI Skikda|斯基克达|سكيكدة
MACAS Casablanca|卡萨布兰卡|Касабланка|الدار البيضاء|casa blanca
MAPTM Tanger Med|丹吉尔|Танжер|طنجة|tangier|tanger|tánger
SNDKR Dakar|达喀尔|Дакар|داكار
CIABJ Abidjan|阿比让|Абиджан|أبيدجان|abiyán
GHTEM Tema|特马|Тема|تيما
GHTKD Takoradi|塔科拉迪
TGLFW Lome|洛美|Ломе|لومي|lomé
BJCOO Cotonou|科托努|Котону|كوتونو
NGAPP Apapa|阿帕帕|Апапа|أبابا
NGLOS Lagos|拉各斯|Лагос|لاغوس
NGTIN Tin Can|廷坎|tin can island|tincan
NGONN Onne|奥内
NGPHC Port Harcourt|哈科特港
CMDLA Douala|杜阿拉|Дуала|دوالا
CMKBI Kribi|克里比
GALBV Libreville|利伯维尔
CGPNR Pointe-Noire|黑角|Пуэнт-Нуар|pointe noire
CDMAT Matadi|马塔迪
AOLAD Luanda|罗安达|Луанда|لواندا
AOLOB Lobito|洛比托
GNCKY Conakry|科纳克里|Конакри
SLFNA Freetown|弗里敦
LRMLW Monrovia|蒙罗维亚
GMBJL Banjul|班珠尔
MRNKC Nouakchott|努瓦克肖特|نواكشوط
NAWVB Walvis Bay|沃尔维斯湾|鲸湾
ZACPT Cape Town|开普敦|Кейптаун|كيب تاون|ciudad del cabo|kapstadt|le cap
ZADUR Durban|德班|Дурбан|ديربان
ZAPLZ Port Elizabeth|伊丽莎白港|gqeberha
ZAJNB Johannesburg|约翰内斯堡|Йоханнесбург
MZMPM Maputo|马普托|Мапуту
MZBEW Beira|贝拉|Бейра
MZNCL Nacala|纳卡拉
TZDAR Dar es Salaam|达累斯萨拉姆|Дар-эс-Салам|دار السلام|daressalaam|dar-es-salaam
TZZNZ Zanzibar|桑给巴尔|زنجبار
KEMBA Mombasa|蒙巴萨|Момбаса|مومباسا
KENBO Nairobi|内罗毕|Найроби|نيروبي
UGKLA Kampala|坎帕拉
ETADD Addis Ababa|亚的斯亚贝巴|Аддис-Абеба
DJJIB Djibouti|吉布提|Джибути|جيبوتي|yibuti
SDPZU Port Sudan|苏丹港|Порт-Судан|بورتسودان|بور سودان
SOMGQ Mogadishu|摩加迪沙|Могадишо|مقديشو
SOBBO Berbera|柏培拉
MGTMM Toamasina|塔马塔夫|tamatave
MUPLU Port Louis|路易港|Порт-Луи
REREU Reunion|留尼汪|réunion
SCPOV Victoria|维多利亚
GRPIR Piraeus|比雷埃夫斯|Пирей|بيرايوس|pireo|pirée|piräus|pire
GRSKG Thessaloniki|塞萨洛尼基|Салоники|salonica|selanik
CYLMS Limassol|利马索尔|Лимасол|ليماسول|lemesos
MTMLA Malta|马耳他|Мальта|مالطا|marsaxlokk
ITGOA Genoa|热那亚|熱那亞|Генуя|جنوة|genova|génova|gênes|genua|cenova
ITNAP Naples|那不勒斯|Неаполь|نابولي|napoli|nápoles|neapel
ITLIV Livorno|里窝那|Ливорно|ليفورنو|leghorn
ITSPE La Spezia|拉斯佩齐亚|Специя|laspezia
ITVCE Venice|威尼斯|Венеция|venezia|venecia|venise|venedig
ITTRS Trieste|的里雅斯特|Триест|triest
ITRAN Ravenna|拉文纳|Равенна
ITANC Ancona|安科纳|Анкона
ITSAL Salerno|萨勒诺
ITMIL Milan|米兰|Милан|milano|mailand|milán
ITGIT Gioia Tauro|焦亚陶罗
SIKOP Koper|科佩尔|Копер|كوبر
HRRJK Rijeka|里耶卡|Риека|رييكا
HRPLE Ploce|ploče
MEBAR Bar Montenegro
ALDRZ Durres|都拉斯|durrës
ROCND Constanta|康斯坦察|Констанца|كونستانتا|constanţa|constanța|köstence
BGVAR Varna|瓦尔纳|Варна|فارنا
BGBOJ Burgas|布尔加斯|Бургас|bourgas
UAODS Odessa|敖德萨|Одесса|أوديسا|odesa|одеса
UAILK Chornomorsk|切尔诺莫斯克|Черноморск|illichivsk
RUNVS Novorossiysk|新罗西斯克|Новороссийск|نوفوروسيسك|novorossisk|noworossijsk
RULED St. Petersburg|圣彼得堡|聖彼得堡|Санкт-Петербург|سانت بطرسبرغ|saint petersburg|saint-petersburg|st petersburg
RULED St. Petersburg|san petersburgo|петербург|СПб
RUVVO Vladivostok|海参崴|符拉迪沃斯托克|Владивосток|فلاديفوستوك|wladiwostok
RUVYP Vostochny|东方港|Восточный
RUNJK Nakhodka|纳霍德卡|Находка
RUMOW Moscow|莫斯科|Москва|Москву|Москве|Москвы|موسكو|moskau|moscú|moscou|mosca|moskova
RUKGD Kaliningrad|加里宁格勒|Калининград
RUEKB Yekaterinburg|叶卡捷琳堡|Екатеринбург
RUNSK Novosibirsk|新西伯利亚|Новосибирск
KZALA Almaty|阿拉木图|Алматы|ألماتي
UZTAS Tashkent|塔什干|Ташкент|طشقند
KGFRU Bishkek|比什凯克|Бишкек
TJDYU Dushanbe|杜尚别|Душанбе
TMASB Ashgabat|阿什哈巴德|Ашхабад
AZBAK Baku|巴库|Баку|باكو
GEPTI Poti|波季|Поти|بوتي
GEBUS Batumi|巴统|Батуми
GETBS Tbilisi|第比利斯|Тбилиси
AMEVN Yerevan|埃里温|Ереван
BYMSQ Minsk|明斯克|Минск
MNULN Ulaanbaatar|乌兰巴托|Улан-Батор
EETLL Tallinn|塔林|Таллин|تالين|Таллинн
LVRIX Riga|里加|Рига|ريغا
LTKLJ Klaipeda|克莱佩达|Клайпеда|klaipėda
PLGDN Gdansk|格但斯克|Гданьск|غدانسك|gdańsk|danzig
PLGDY Gdynia|格丁尼亚|Гдыня
PLWAW Warsaw|华沙|Варшава|warszawa|warschau|varsovia
FIHEL Helsinki|赫尔辛基|Хельсинки|هلسنكي
FIKTK Kotka|科特卡|Котка
SEGOT Gothenburg|哥德堡|Гётеборг|göteborg|gotemburgo|goteborg
SESTO Stockholm|斯德哥尔摩|Стокгольм|estocolmo
SEHEL Helsingborg|赫尔辛堡
NOOSL Oslo|奥斯陆|Осло
DKAAR Aarhus|奥胡斯|Орхус|århus
DKCPH Copenhagen|哥本哈根|Копенгаген|kopenhagen|københavn|copenhague
ISREY Reykjavik|雷克雅未克
DEHAM Hamburg|汉堡|漢堡|Гамбург|هامبورغ|هامبورج|hambourg|hamburgo|amburgo|ハンブルク|함부르크
DEBRV Bremerhaven|不来梅港|不萊梅港|Бремерхафен|بريمرهافن
DEBRE Bremen|不来梅|Бремен|brême
DEWVN Wilhelmshaven|威廉港
DEDUI Duisburg|杜伊斯堡|Дуйсбург
DEFRA Frankfurt|法兰克福|Франкфурт|francfort|fráncfort
DEMUC Munich|慕尼黑|Мюнхен|münchen|munique
NLRTM Rotterdam|鹿特丹|Роттердам|روتردام|róterdam|roterdão|ロッテルダム|로테르담
NLAMS Amsterdam|阿姆斯特丹|Амстердам|أمستردام|ámsterdam
BEANR Antwerp|安特卫普|安特衛普|Антверпен|أنتويرب|أنتفيرب|antwerpen|anvers|amberes|antuérpia|anversa
BEZEE Zeebrugge|泽布吕赫|Зебрюгге|zeebruges
FRLEH Le Havre|勒阿弗尔|勒阿弗爾|Гавр|لوهافر|لو هافر|havre|el havre
FRFOS Fos-sur-Mer|福斯|Фос|fos sur mer
FRMRS Marseille|马赛|馬賽|Марсель|مرسيليا|marsella|marselha|marseilles|marsiglia
FRDKK Dunkirk|敦刻尔克|Дюнкерк|dunkerque
FRPAR Paris|巴黎|Париж|باريس|parís|parigi
FRLYO Lyon|里昂
ESVLC Valencia|瓦伦西亚|巴伦西亚|Валенсия|فالنسيا|بلنسية|valence|valência
ESBCN Barcelona|巴塞罗那|巴塞隆納|Барселона|برشلونة|barcelone|barcellona
ESALG Algeciras|阿尔赫西拉斯|Альхесирас|الجزيرة الخضراء
ESBIO Bilbao|毕尔巴鄂|Бильбао|بيلباو
ESVGO Vigo|维哥
ESMAD Madrid|马德里|Мадрид|مدريد
ESSVQ Seville|塞维利亚|sevilla
ESLPA Las Palmas|拉斯帕尔马斯
PTLIS Lisbon|里斯本|Лиссабон|لشبونة|lisboa|lisbonne|lissabon|lisbona
PTLEI Leixoes|莱肖埃斯|Лейшойнш|leixões
PTSIE Sines|锡尼什|Синиш
PTOPO Porto|波尔图|oporto
GBFXT Felixstowe|费利克斯托|費利克斯托|Феликстоу|فيليكستو|felixtowe
GBSOU Southampton|南安普敦|Саутгемптон|ساوثهامبتون
GBLGP London Gateway|伦敦门户
GBLON London|伦敦|倫敦|Лондон|لندن|londres|londra
GBLIV Liverpool|利物浦|Ливерпуль|ليفربول
GBTIL Tilbury|蒂尔伯里
GBIMM Immingham|伊明汉姆
GBGRG Grangemouth|格兰奇茅斯
GBBEL Belfast|贝尔法斯特
GBMNC Manchester|曼彻斯特
IEDUB Dublin|都柏林|Дублин|دبلن|dublín
CHBSL Basel|巴塞尔|Базель|bâle|basilea
ATVIE Vienna|维也纳|Вена|wien|viena|vienne
CZPRG Prague|布拉格|Прага|praha|prag|praga
HUBUD Budapest|布达佩斯|Будапешт
RSBEG Belgrade|贝尔格莱德|Белград|beograd|belgrad
USLAX Los Angeles|洛杉矶|洛杉磯|Лос-Анджелес|لوس أنجلوس|los ángeles
USLGB Long Beach|长滩|長灘|Лонг-Бич|لونغ بيتش
USOAK Oakland|奥克兰加州|Окленд США
USSEA Seattle|西雅图|Сиэтл
USTIW Tacoma|塔科马
USNYC New York|纽约|紐約|Нью-Йорк|نيويورك|nueva york|nova york|nova iorque
USEWR Newark|纽瓦克
USBAL Baltimore|巴尔的摩|Балтимор
USORF Norfolk|诺福克|Норфолк
USSAV Savannah|萨凡纳|薩凡納|Саванна|سافانا
USCHS Charleston|查尔斯顿|Чарлстон
USJAX Jacksonville|杰克逊维尔
USMIA Miami|迈阿密|邁阿密|Майами|ميامي
USHOU Houston|休斯顿|休斯敦|Хьюстон|هيوستن
USMSY New Orleans|新奥尔良
USMOB Mobile Alabama|莫比尔
USCHI Chicago|芝加哥|Чикаго
USBOS Boston|波士顿
USDAL Dallas|达拉斯
USATL Atlanta|亚特兰大
CAVAN Vancouver|温哥华|溫哥華|Ванкувер|فانكوفر
CAPRR Prince Rupert|鲁珀特王子港
CAMTR Montreal|蒙特利尔|Монреаль|مونتريال|montréal
CAHAL Halifax|哈利法克斯|Галифакс
CATOR Toronto|多伦多|多倫多|Торонто|تورنتو
MXZLO Manzanillo|曼萨尼约|Мансанильо|مانزانيلو
MXVER Veracruz|韦拉克鲁斯|Веракрус|فيراكروز
MXATM Altamira|阿尔塔米拉
MXLZC Lazaro Cardenas|拉萨罗卡德纳斯|lázaro cárdenas
MXESE Ensenada|恩塞纳达
MXMEX Mexico City|墨西哥城|ciudad de méxico
GTPRQ Puerto Quetzal|克查尔港
GTSTC Santo Tomas de Castilla|santo tomás de castilla
SVAQJ Acajutla|阿卡胡特拉
HNPCR Puerto Cortes|科尔特斯港|puerto cortés
NICIO Corinto|科林托
CRCAL Caldera|卡尔德拉
CRLIO Puerto Limon|利蒙|puerto limón|limón|moin|moín
PAPTY Panama City|巴拿马城|panamá
PAONX Colon|科隆自贸区|Колон|colón|cristobal|cristóbal
PABLB Balboa|巴尔博亚
DOCAU Caucedo|考塞多|boca chica
DOHAI Rio Haina|里奥艾纳|río haina|haina
DOSDQ Santo Domingo|圣多明各
CUHAV Havana|哈瓦那|Гавана|la habana|mariel
JMKIN Kingston|金斯敦|Кингстон
HTPAP Port-au-Prince|太子港|port au prince
PRSJU San Juan|圣胡安
TTPOS Port of Spain|西班牙港
BSFPO Freeport|自由港
COBUN Buenaventura|布埃纳文图拉|Буэнавентура
COCTG Cartagena|卡塔赫纳|Картахена|كارتاخينا
COBAQ Barranquilla|巴兰基亚
COBOG Bogota|波哥大|bogotá
VELAG La Guaira|拉瓜伊拉
VEPBL Puerto Cabello|卡贝略港
ECGYE Guayaquil|瓜亚基尔|Гуаякиль|غواياكيل
PECLL Callao|卡亚俄|Кальяо|كاياو|el callao
PELIM Lima|利马|ليما
CLSAI San Antonio|圣安东尼奥|Сан-Антонио
CLVAP Valparaiso|瓦尔帕莱索|Вальпараисо|فالبارايسو|valparaíso
CLIQQ Iquique|伊基克|Икике
CLARI Arica|阿里卡
CLSCL Santiago de Chile|圣地亚哥
BOLPB La Paz|拉巴斯
PYASU Asuncion|亚松森|Асунсьон|asunción
UYMVD Montevideo|蒙得维的亚|Монтевидео|مونتيفيديو|montevidéu
ARBUE Buenos Aires|布宜诺斯艾利斯|Буэнос-Айрес|بوينس آيرس|buenosaires
ARROS Rosario|罗萨里奥
BRSSZ Santos|桑托斯|桑多斯|Сантос|سانتوس
BRPNG Paranagua|巴拉那瓜|Паранагуа|paranaguá
BRITJ Itajai|伊塔雅伊|Итажаи|itajaí
BRNVT Navegantes|纳维根特斯|Навегантес
BRRIG Rio Grande|里奥格兰德|Риу-Гранди
BRRIO Rio de Janeiro|里约热内卢|Рио-де-Жанейро|ريو دي جانيرو
BRVIX Vitoria|维多利亚港|vitória
BRSSA Salvador|萨尔瓦多|Салвадор
BRSUA Suape|苏阿普|Суапе
BRPEC Pecem|佩森|pecém|fortaleza
BRMAO Manaus|马瑙斯|Манаус
BRSAO Sao Paulo|圣保罗|Сан-Паулу|são paulo
AUSYD Sydney|悉尼|雪梨|Сидней|سيدني|sídney
AUMEL Melbourne|墨尔本|墨爾本|Мельбурн|ملبورن
AUBNE Brisbane|布里斯班|Брисбен
AUFRE Fremantle|弗里曼特尔|Фримантл|perth
AUADL Adelaide|阿德莱德|Аделаида
NZAKL Auckland|奥克兰|奧克蘭|Окленд|أوكلاند
NZTRG Tauranga|陶朗阿|Тауранга
NZLYT Lyttelton|利特尔顿|christchurch
NZWLG Wellington|惠灵顿
FJSUV Suva|苏瓦|Сува
PGLAE Lae|莱城
PGPOM Port Moresby|莫尔斯比港
NCNOU Noumea|努美阿|nouméa
PFPPT Papeete|帕皮提
"""
_PLAIN = str.maketrans("áàâãäåçéèêëíìîïñóòôõöúùûüýşțţčėłńō’İığ", "aaaaaaceeeeiiiinooooouuuuysttcelno'iig")
_LONGEST_IN_CHINESE = 8
_MOST_WORDS = 4


def plain(text: str) -> str:
    """Without the accents that people leave out, place for place."""
    return text.translate(_PLAIN)


def _spelled() -> dict[str, Port]:
    known: dict[str, Port] = {}
    for row in _TABLE.strip().splitlines():
        code, _, names = row.partition(" ")
        spellings = names.split("|")
        port = Port(code, spellings[0])
        for each in spellings:
            known.setdefault(plain(each.lower()), port)
    return known


PORTS = _spelled()
"""Every spelling, in lower case and without accents."""
_ENDINGS = ("а", "у", "е", "ы", "и", "ом", "ой")
"""Russian cases: Гамбурга, Гамбургу, Гамбурге."""


def port_at(lower: str, at: int) -> tuple[int, Port] | None:
    """The port that is named at that place of a lower-case text, and where its name ends; the longest name wins."""
    if at < len(lower) and "\u3040" <= lower[at] <= "\u9fff":
        for size in range(min(_LONGEST_IN_CHINESE, len(lower) - at), 1, -1):
            if found := PORTS.get(lower[at : at + size]):
                return at + size, found
        return None
    ends = _word_ends(lower, at)
    for end in reversed(ends):
        if found := _named(plain(lower[at:end])):
            return end, found
    return None


def port_named(text: str) -> Port | None:
    """The port that a value begins with, like "Hamburg, Germany"."""
    found = port_at(text.lower().lstrip(), 0)
    return found[1] if found else None


def _named(word: str) -> Port | None:
    if found := PORTS.get(word):
        return found
    if len(word) > 4 and "а" <= word[-1] <= "я":
        for ending in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem != word and (found := PORTS.get(stem) or PORTS.get(stem + "а") or PORTS.get(stem + "ь")):
                return found
    return None


def _word_ends(lower: str, at: int) -> list[int]:
    """Where the first, second ... word from that place ends; a word is letters with hyphen, dot and apostrophe inside."""
    ends: list[int] = []
    place = at
    for _ in range(_MOST_WORDS):
        start = place
        while place < len(lower) and (lower[place].isalpha() or (place > start and lower[place] in "-'’.")):
            place += 1
        if place == start:
            break
        end = place
        while end > start and not lower[end - 1].isalpha():
            end -= 1
        ends.append(end)
        if place >= len(lower) or lower[place] != " ":
            break
        place += 1
    return ends
