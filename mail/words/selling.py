"""What those say who want to sell us something, in goods, freight or services. As in mail.words.buying."""

from __future__ import annotations

SUPPLIER = (
    """we want to establish|we want to offer|we want to introduce|we want to cooperate|
    we are a manufacturer of|we are manufacturer of|we are the manufacturer of|we are a leading manufacturer|
    we are leading manufacturer|we are one of the leading manufacturers|we are a professional manufacturer|
    we are professional manufacturer|we are a professional supplier|we are professional supplier|
    we are professional in|we are a professional factory|we are professional factory|we are a factory|
    we are factory|we are the factory|manufacturer and exporter of|manufacturers and exporters of|
    we are manufacturers of|leading supplier of|we are supplier of|we are a supplier of|we are the supplier of|
    we are one of the biggest|we are one of the largest|we are a leading supplier|we are a leading exporter|
    we are exporters of|we are an exporter of|we are an established|we manufacture and export|
    we manufacture and supply|we specialize in producing|we specialise in producing|we specialize in manufacturing|
    we are specialized in|we are specialised in|we specialize in the production|specialized in manufacturing|
    specializing in the production|specialized in producing|factory specialized in|our factory produces|
    our factory is specialized|our factory has been|our own factory|with our own factory|we have our own factory|
    we can offer you|can offer you|we offer you|we offer a wide|we offer competitive|we offer the best|we offer good|
    able to offer you|we can supply you|we can provide you|we could offer you|we could supply you|
    we are able to offer you|we are pleased to offer you|we would like to offer you|we'd like to offer|
    we would like to supply|we are glad to offer|pleased to introduce our|like to introduce our|
    like to introduce ourselves as|introduce our company|introduce our products|introduce our factory|
    introduce our new|take this opportunity to introduce|our main products are|our main products include|
    our products include|our product range includes|our product range|our products are widely|
    our products have been exported|our products are exported|exported to many countries|hot sale products|
    hot selling|factory price|factory direct|competitive price and good quality|high quality and competitive price|
    good quality and competitive|best quality and competitive|at competitive prices|with competitive price|
    interested in our|interested in any of our|interest in our|if you are looking for|if you're looking for|
    are you looking for a|are you looking for reliable|if you have any inquiry|
    if you have any inquiries|if you have any enquiry|if you have any demand|if you have demand|
    any inquiry is welcome|inquiries are welcome|welcome your inquiry|welcome to inquiry|
    welcome to your inquiry|looking forward to your inquiry|look forward to your inquiry|
    waiting for your inquiry|hope to receive your inquiry|send us your inquiry|send me your inquiry|
    send your inquiry|send us your requirements|send us your requirement|send me your requirements|
    let us know your requirements|let me know your requirements|let us know your requirement|
    let me know if you need|let me know if you are interested|let us know if you are interested|
    our price list|our pricelist|our catalog|our catalogue|our e-catalog|our latest catalog|our latest catalogue|
    our best price|our best prices|our best quotation|our quotation|our prices are|our prices|our latest price|
    send you our|send you a quote|send you a quotation|send you the catalog|send you our catalog|
    send you catalog|send you catalogue|send you the price|send you price|send you a proposal|
    send you some samples|send you samples|send you free samples|send you more information|
    send you more details|quote you|offer you our|offer you the best|give you the best|give you our|
    free samples are available|free sample is available|samples are available|sample is free|
    establish long term business|establish a long-term business|establish business relationship|
    establish long-term cooperation|hope to cooperate with you|hope we can cooperate|cooperate with your company|
    looking forward to cooperating|become your supplier|be your supplier|as your supplier|
    your reliable supplier|your reliable partner in china|reliable supplier in china|
    save your cost|save you cost|reduce your cost|reduce your costs|reduce your purchasing cost|
    special discount for|discount for new customers|visit our factory|welcome to visit our""",
    """somos fabricantes de|somos fabricante de|somos una empresa fabricante|somos una fabrica|
    somos proveedores de|somos proveedor de|nuestra empresa fabrica|fabricamos y exportamos|
    le ofrecemos|les ofrecemos|podemos ofrecerle|podemos ofrecerles|ponemos a su disposicion|
    nuestros productos principales|presentarle nuestra empresa|presentarles nuestra empresa|
    presentar nuestra empresa|nuestra lista de precios|nuestro catalogo|nuestros precios|
    ofrecer nuestros|ofrecerle nuestros|nuestras mejores tarifas|nuestras tarifas|nos complace ofrecerle|
    nos complace ofrecerles|ofrecerles nuestros|interesado en nuestros|interesados en nuestros|
    somos fornecedores de|somos uma fabrica|somos uma empresa fabricante|oferecemos a voces|
    apresentar nossa empresa|nosso catalogo|nossos produtos|nossa lista de precos""",
    """wir sind hersteller|wir sind ein hersteller|wir sind ein fuhrender hersteller|wir sind produzent|
    wir sind lieferant|als hersteller von|wir bieten ihnen|konnen wir ihnen anbieten|
    mochten wir ihnen vorstellen|mochten ihnen unser|mochten ihnen unsere|unser sortiment|
    unser produktprogramm|unsere produktpalette|unsere preisliste|unser katalog|unseren katalog|
    unser unternehmen vorstellen|nous sommes fabricants|nous sommes fabricant|nous sommes un fabricant|
    nous sommes producteurs|nous sommes fournisseur|nous sommes specialises dans la fabrication|
    nous vous proposons|nous pouvons vous offrir|nous pouvons vous proposer|vous presenter notre societe|
    vous presenter notre entreprise|vous presenter nos produits|notre catalogue|notre gamme|nos tarifs|
    interesse par nos|interesses par nos|siamo produttori|siamo un'azienda produttrice|siamo fornitori|
    siamo un produttore|vi offriamo|possiamo offrirvi|vi presentiamo|presentarvi la nostra|
    presentare la nostra azienda|il nostro catalogo|nostro listino|i nostri prodotti|la nostra gamma|
    interessati ai nostri|üreticisiyiz|üretici firmayız|üretmekteyiz ve ihraç|firmamızı tanıt*|
    ürünlerimizi tanıt*|ürünlerimiz hakkında|size sunabil*|katalogumuz*|kataloğumuz*|fiyat listemiz*""",
    """мы производим|мы производител*|мы являемся производител*|являемся производител*|наша компания производит|
    наша компания предлагает|наш завод производит|наш завод предлагает|предлагаем вам|предлагаем вашему вниманию|
    предлагаем рассмотреть|предлагаем сотрудничество|рады предложить|хотим предложить|
    хотели бы предложить|готовы предложить|готовы поставлять|наш каталог|наш прайс*|наши цены|наша продукция|
    наше коммерческое предложение|
    我司是专业生产|我们是专业生产|我公司是专业生产|专业生产厂家|我司专业生产|我们是一家专业|我司是一家专业|我公司主要生产|
    我司主要生产|我们主要生产|我厂专业|本厂专业|我厂主要|我们是生产|我司是一家集|我们工厂主要|工厂直供|工厂直销|厂家直销|
    源头厂家|源头工厂|原材料供应|诚邀合作供货|期待与贵司合作|希望能与贵司合作|希望与贵司合作|希望有机会与贵司合作|
    寻求合作机会|如有需要|如果您需要|如您需要|如贵司需要|如贵司有|有需要请联系|有需要欢迎|欢迎来电|欢迎咨询|欢迎询价|
    欢迎来样|可提供样品|可以提供样品|免费提供样品|提供免费样品|我司产品|我们的产品|我公司产品|供应商自荐|毛遂自荐|
    供应各种|长期供应|大量供应|专业供应|承接|代加工|来料加工|冒昧打扰|冒昧来信|
    弊社製品をご紹介|弊社は製造|弊社の製品|ご紹介させて|ご提案させて|당사는 제조|저희 회사는|저희 제품|제품을 소개|
    نحن مصنع|نحن شركة متخصصة|نقدم لكم|يسرنا أن نقدم|chúng tôi chuyên|chúng tôi là nhà sản xuất|chúng tôi cung cấp|
    giới thiệu sản phẩm|giới thiệu công ty|xin giới thiệu""",
    """询盘翻倍|没有询盘|更多询盘|海量询盘|精准询盘|优质询盘|获取询盘|获得询盘|带来询盘|增加询盘|询盘量""",
)
MILD = (
    """let me know if you need|send you samples|send you some samples|send you more information|
    send you more details|send you the price|send you price|our prices|our quotation|quote you|visit our factory|
    welcome to visit our|our catalog|our catalogue|our price list|our pricelist|as your supplier|our own factory|
    our product range|interest in our|interested in our|let me know if you are interested|our best price|
    our best prices|exported to many countries|our products are exported|nuestro catalogo|
    nuestros precios|notre catalogue|nos tarifs|unseren katalog|unser katalog|unsere preisliste|nostro listino|
    наш каталог|наш прайс|наши цены|如有需要|我们的产品|我司产品|可提供样品""",
)
"""Of what sellers say, what a buyer may say, too: one of these alone is no offer."""
FREIGHT = (
    """freight forwarder|freight forwarders|freight forwarding|freight agent|shipping forwarder|
    sea freight rate|sea freight rates|ocean freight rate|ocean freight rates|freight rates|shipping rates|
    shipping agent in|shipping rates from|air freight rates|air freight rate|best freight|competitive freight|
    freight cost from china|ddp service|ddp shipping|door to door service|door to door shipping|
    we are a logistics|logistics company in|logistics partner|our logistics services|customs clearance services|
    customs clearance service|amazon fba shipping|fba shipping|fba shipment|shipping service from china|
    shipping company in|tarifas maritimas|tarifas de flete|flete maritimo|transitario|transitarios|
    frete maritimo|
    fret maritime|tarifs fret|seefracht|seefrachtraten|noli marittimi|морской фрахт|морские перевозки|
    transitaire|agente de carga|agentes de carga|servicio de carga|despachante|
    agenciamento de carga|spedition|speditionsdienst*|spedizioniere|nakliye|lojistik|
    货代|国际物流公司|国际物流|物流公司|海运费优惠|海运费|运价|货运代理|优势航线|特价舱位|双清|包税|海运专线|空运专线|
    fba头程|头程|整柜拼箱|拼箱|订舱|экспедитор*|грузоперевоз*|логистические услуги""",
)
SERVICES = (
    """独立站建设|海外社媒|海外推广|谷歌推广|google推广|外贸推广|社媒营销|海关数据|建站服务|精准获客|
    seo|first page of google|page one of google|top of google|rank on google|rank your website|google ranking|
    google rankings|search engine optimization|search engine optimisation|search engine ranking|
    guest post|guest posts|guest posting|sponsored post|link building|backlinks|backlink|domain authority|
    web design|web designer|website design|website redesign|redesign your website|redesign of your website|
    app development|mobile app developer|web development|website development|wordpress developer|
    digital marketing|social media marketing|content marketing|email marketing|lead generation|qualified leads|
    generate leads|sales leads|appointment setting|email list|email lists|mailing list of|mailing lists of|
    attendees list|attendee list|visitors list|exhibitor list|leads database|buyers list|list of buyers|
    buyer database|importers database|importer database|email database|contact database|b2b database|
    business database|decision makers list|technology users list|increase your traffic|increase traffic|
    increase your sales|boost your sales|grow your business|online visibility|website traffic|
    errors on your website|issues on your website|audit of your website|audit report of your|
    explainer video|video production service|photo editing|clipping path|data entry|virtual assistant|
    outsource your|it outsourcing|dedicated developers|offshore developers|business loan|business loans|
    business funding|working capital loan|unsecured loan|project funding|funding for your business|
    crypto|bitcoin investment|forex|trademark registration service|trademark renewal|patent publication|
    domain name expires|domain expiration|domain will expire|domain renewal|renew your domain|
    domain name registration|register your company name as|internet keyword|asian domain|
    your domain name for sale|domain for sale|yellow pages|business directory|company directory|
    directory listing|world trade register|eu business register|ce certification service|
    iso certification service|iso 9001 certification at|product testing service|inspection service in china|
    translation services|translation agency|recruitment agency|hr outsourcing|
    hotel booking for|booth design|booth construction|stand construction|stand builder|
    visa service|fake invoice|tax refund service|vpn service|email hosting offer|cheap hosting|
    virtual office|office cleaning|telemarketing|whatsapp marketing""",
    """posicionamiento web|diseno web|diseno de paginas web|base de datos de empresas|marketing digital|
    desarrollo web|criacao de sites|otimizacao de sites|base de dados de empresas|suchmaschinenoptimierung|
    webdesign|adressdaten|firmenverzeichnis|branchenbuch|referencement naturel|referencement google|
    creation de site|refonte de votre site|base de donnees d'entreprises|annuaire|posizionamento sui motori|
    realizzazione siti|elenco aziende|продвижение сайт*|продвижению сайт*|создание сайт*|раскрутка|
    база клиентов|база данных компаний|web tasarım*|arama motoru|dijital pazarlama|thiết kế web|
    dịch vụ seo|SEO対策|ホームページ制作|営業代行|リスト販売|홈페이지 제작|마케팅 대행|تصميم مواقع|تحسين محركات|
    领英推广|谷歌优化|谷歌推广|谷歌排名|网站优化|网站建设|建站|独立站|外贸获客|获客系统|海关数据|外贸软件|
    外贸推广|企业培训|企业贷款|信用贷款|贷款服务|融资服务|邀请参展|诚邀参展|诚邀贵司参展|诚邀贵公司|代开票|可开各类发票|培训课程|公开课|总裁班|代开发票|代开票|推广服务|营销软件|邮件群发|群发软件|
    企业邮箱优惠|域名续费|域名到期|通用网址|商标注册|专利申请|高新认证|认证服务|展会推广|展位预订|
    展台搭建|网贷|信用贷|税务筹划|节税|代理记账|公司注册|退税代办|刷单|ai获客|短视频代运营|代运营""",
)
ADVERTISING = (
    """unsubscribe|opt out|opt-out|opting out|limited time offer|limited offer|special offer|special offers|
    discount code|promo code|coupon|buy now|shop now|order now and|click here to|off today|% off|free trial|
    webinar|free demo|book a demo|schedule a demo|quick call|15 minute call|15-minute call|register now|
    book your booth|reserve your booth|early bird|exhibition invitation|black friday|cyber monday|
    view in browser|view this email|view it in your browser|update your preferences|manage preferences|
    manage your preferences|you are receiving this|you received this email because|
    you're receiving this|remove you from our list|remove me from|reply stop|reply with stop|
    reply unsubscribe|reply remove|not interested please|if you do not wish to receive|
    if you no longer wish|darse de baja|dar de baja|cancelar suscripcion|cancelar la suscripcion|
    ver en el navegador|oferta especial|descuento especial|abmelden|abbestellen|im browser ansehen|
    newsletter abmelden|sonderangebot|rabattcode|gutschein|se desinscrire|se desabonner|desabonner|
    desinscription|voir dans le navigateur|offre speciale|code promo|descadastrar|cancelar inscricao|
    cancelar a inscricao|ver no navegador|cancella iscrizione|cancellarti|disiscriv*|annulla iscrizione|
    visualizza nel browser|offerta speciale|codice sconto|abonelikten*|listeden çık*|kampanya*|
    отписаться|отказаться от рассылки|скидк*|акци*|вебинар*|退订|取消订阅|限时优惠|立即购买|参展邀请|招展|优惠促销|
    免费试用|点击查看|双十一|配信停止|配信解除|メルマガ|セミナー|수신거부|수신 거부|무료 체험|إلغاء الاشتراك|
    huỷ đăng ký|hủy đăng ký|khuyến mãi""",
)
UNSUBSCRIBE = (
    """unsubscribe|opt out|opt-out|update your preferences|manage preferences|manage your preferences|
    darse de baja|dar de baja|cancelar suscripcion|cancelar la suscripcion|abmelden|abbestellen|se desinscrire|
    se desabonner|desabonner|descadastrar|cancelar inscricao|cancella iscrizione|disiscriv*|отписаться|
    退订|取消订阅|配信停止|配信解除|수신거부|수신 거부|إلغاء الاشتراك|abonelikten*""",
)
DIGESTS = (
    """buying leads|buying lead alert|buying requests for you|new buying requests|latest buying requests|
    recommended rfqs|rfqs matched|rfq recommendations|matching rfqs|matched rfqs|new rfqs|rfqs for you|
    daily rfq|weekly rfq|latest rfqs|rfq digest|leads digest|daily digest|weekly digest|trade alert|
    trade alerts|buyers looking for your|buyers are looking for|new buyers in your|tender alert|tender alerts|
    tenders for you|recommended for you|products you may like|oportunidades de compra para|采购推荐|求购推荐|
    推荐采购|最新采购|采购商机|每日商机|询盘推荐|rfq推荐|商机推荐|今日采购""",
)
"""A platform's list of what many buyers look for: none of them has written to us."""
