"""What a mail address says: whose it is, which company's domain it has, and whether it may stand in an envelope."""

from __future__ import annotations

import re

from rules.refusal import Refused

FREE_MAIL = frozenset(
    """
    gmail.com googlemail.com icloud.com me.com mac.com aol.com aim.com passport.com ymail.com rocketmail.com
    yahoodns.net inbox.com mail.com email.com usa.com europe.com asia.com post.com consultant.com engineer.com
    myself.com dr.com iname.com writeme.com fastmail.com fastmail.fm hushmail.com hush.com zoho.com zohomail.com
    zohomail.eu proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.com tuta.io
    keemail.me mailfence.com runbox.com startmail.com posteo.de posteo.net mailbox.org disroot.org riseup.net
    cock.li lavabit.com hey.com duck.com mailinator.com guerrillamail.com 10minutemail.com trashmail.com yopmail.com
    temp-mail.org sharklasers.com qq.com foxmail.com 163.com 126.com yeah.net 188.com 139.com 189.cn wo.cn wo.com.cn
    sina.com sina.cn sina.com.cn sohu.com sogou.com aliyun.com tom.com 21cn.com 263.net 263.com 2980.com eyou.com
    china.com chinaren.com netease.com naver.com hanmail.net daum.net nate.com kakao.com hanmir.com korea.com
    docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp excite.co.jp infoseek.jp
    hinet.net seed.net.tw pchome.com.tw netvigator.com singnet.com.sg pacific.net.sg starhub.net.sg streamyx.com
    rediffmail.com rediff.com sify.com indiatimes.com vsnl.com vsnl.net bsnl.in sancharnet.in in.com mail.ru
    inbox.ru list.ru bk.ru internet.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru ya.ru narod.ru
    pochta.ru ukr.net i.ua meta.ua bigmir.net tut.by abv.bg mail.bg dir.bg azet.sk centrum.sk zoznam.sk seznam.cz
    centrum.cz email.cz post.cz volny.cz atlas.cz wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu op.pl vp.pl
    tlen.pl poczta.fm gazeta.pl freemail.hu citromail.hu t-online.hu indamail.hu inbox.lv inbox.lt mail.ee web.de
    freenet.de t-online.de arcor.de vodafone.de vodafonemail.de online.de email.de kabelmail.de freemail.de 1und1.de
    o2online.de unitybox.de aon.at chello.at bluewin.ch hispeed.ch sunrise.ch orange.fr wanadoo.fr free.fr
    laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr libero.it virgilio.it tiscali.it
    alice.it tin.it inwind.it iol.it tim.it fastwebnet.it email.it poste.it telefonica.net terra.es telefonica.es
    ono.com ya.com sapo.pt mail.telepac.pt netcabo.pt clix.pt skynet.be telenet.be proximus.be scarlet.be ziggo.nl
    kpnmail.nl kpnplanet.nl planet.nl home.nl hetnet.nl xs4all.nl telia.com telenor.no online.no spray.se
    bredband.net comhem.se elisanet.fi luukku.com suomi24.fi btinternet.com btopenworld.com virginmedia.com
    ntlworld.com talktalk.net sky.com blueyonder.co.uk tiscali.co.uk eircom.net otenet.gr forthnet.gr in.gr
    mynet.com ttmail.com superonline.com walla.com walla.co.il netvision.net.il bezeqint.net 012.net.il
    emirates.net.ae eim.ae batelco.com.bh maktoob.com uol.com.br bol.com.br terra.com.br ig.com.br globo.com
    globomail.com r7.com zipmail.com.br oi.com.br prodigy.net.mx infinitum.com.mx fibertel.com.ar arnet.com.ar
    speedy.com.ar ciudad.com.ar vtr.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net
    charter.net earthlink.net juno.com optonline.net frontier.com netzero.net mindspring.com roadrunner.com
    windstream.net shaw.ca rogers.com sympatico.ca telus.net videotron.ca bigpond.com bigpond.net.au optusnet.com.au
    iinet.net.au tpg.com.au xtra.co.nz mweb.co.za telkomsa.net
    live.cn outlook.at hotmail.de vip.sina.com vip.qq.com 163.net netease.im 58.com sina.net yeah.cn citiz.net cnmail.com
    email.cn mail.china.com hotmail.jp ymobile.ne.jp disney.ne.jp so-net.ne.jp ocn.ne.jp plala.or.jp yahoo.ne.jp
    empal.com paran.com lycos.co.kr chol.com freechal.com dreamwiz.com unitel.co.kr gmail.ru mail.ua e-mail.ua email.ua
    inbox.bg mail.kz pisem.net newmail.ru hotbox.ru nm.ru land.ru front.ru yandex-team.ru yandex.kz ngs.ru e1.ru
    autograf.pl buziaczek.pl spoko.pl amorki.pl go2.pl prokonto.pl adres.pl neostrada.pl centrum.sk post.sk pobox.sk
    email.si siol.net amis.net net.hr inet.hr vip.hr eunet.rs ptt.rs sbb.rs beotel.net mail.md net.md rdslink.ro
    clicknet.ro email.ro k.ro inbox.ee hot.ee online.ee one.lt takas.lt apollo.lv e-apollo.lv mail.mn magicmail.co.za
    cybersmart.co.za vodamail.co.za iafrica.com africamail.com yebo.co.za menara.ma caramail.com voila.fr
    cegetel.net 9online.fr nordnet.fr dbmail.com noos.fr tele2.fr hotmail.fr katamail.com supereva.it jumpy.it
    teletu.it pec.it hotmail.it correo.com latinmail.com mixmail.com wanadoo.es euskalnet.net telefonica.com.ar
    hotmail.com.br bol.com pop.com.br superig.com.br itelefonica.com.br terra.com terra.com.mx terra.com.pe terra.cl
    entelchile.net cantv.net une.net.co etb.net.co adinet.com.uy netgate.com.uy speedy.com.pe hotmail.es
    saudi.net.sa saudia.com kuwait.net qualitynet.net qatar.net.qa omantel.net.om link.net tedata.net.eg egypt.net
    mail.com.tr hotmail.com.tr ttnet.net.tr turk.net vnn.vn fpt.vn hcm.vnn.vn hn.vnn.vn mail.vn centrum.hu telkom.net
    indosat.net.id plasa.com cbn.net.id tm.net.my po.jaring.my jaring.my loxinfo.co.th csloxinfo.com ksc.th.com
    pldtdsl.net globe.com.ph i-manila.com.ph pacific.net.ph cyber.net.pk wol.net.pk brain.net.pk bttb.net.bd bangla.net
    citechco.net slt.lk sltnet.lk wlink.com.np ntc.net.np iran.ir chmail.ir parsi.email rediffmailpro.com airtelmail.in
    eth.net satyam.net.in dataone.in btopenworld.co.uk tesco.net o2.co.uk lineone.net fsmail.net freeuk.com
    supanet.com waitrose.com talk21.com eircom.ie iol.ie oceanfree.net gmail.co gmial.com swissonline.ch bluemail.ch
    gmx.net tele2.at utanet.at inode.at kabsi.at liwest.at tele2.se swipnet.se ownit.se spray.no start.no c2i.net
    frisurf.no jubii.dk ofir.dk mail.dk tdcadsl.dk stofanet.dk pc.dk kolumbus.fi saunalahti.fi pp.inet.fi welho.com
    simnet.is visir.is mac.com skymail.gr mail.gr freemail.gr hol.gr cytanet.com.cy primehome.com cyta.com.cy
    cox.com q.com centurylink.net suddenlink.net embarqmail.com peoplepc.com excite.com lycos.com usa.net
    mail2world.com rocketship.com bellaliant.net sasktel.net eastlink.ca cogeco.ca primus.ca paradise.net.nz
    clear.net.nz slingshot.co.nz vodafone.co.nz internode.on.net ozemail.com.au westnet.com.au dodo.com.au
    """.split()
)
"""Registrable domains whose addresses anybody can have, so that they prove no company (T04)."""

FREE_MAIL_FAMILIES = frozenset({"yahoo", "hotmail", "outlook", "live", "msn", "gmx", "yandex", "aol"})
"""First labels that are free under every country: yahoo.es, hotmail.co.uk, gmx.ch."""

PLATFORMS = frozenset(
    """
    alibaba.com alibaba-inc.com aliexpress.com 1688.com made-in-china.com globalsources.com dhgate.com hktdc.com
    tradeindia.com indiamart.com exportersindia.com ec21.com ecplaza.net tradekey.com europages.com kompass.com
    thomasnet.com wlw.de amazon.com ebay.com linkedin.com facebook.com facebookmail.com whatsapp.com wechat.com
    alibaba-mail.com mic.com.cn focuschina.com globalsources.com.hk dhgate.cn dh.com.cn hktdc.org indiamart.in
    exportersindia.in ecplaza.com tradekey.com.pk europages.co.uk europages.de europages.fr europages.es europages.it
    visable.com kompass.de kompass.fr go4worldbusiness.com go4worldbusiness.net thomasnet.net thomaspublishing.com
    amazon.de amazon.co.uk amazon.fr amazon.it amazon.es amazon.co.jp amazon.ca amazon.com.mx amazon.com.au amazon.in
    ebay.de ebay.co.uk ebay.fr ebay.it ebay.es ebay.com.au ebay.ca etsy.com walmart.com wish.com lazada.com shopee.com
    mercadolibre.com mercadolibre.com.mx mercadolivre.com.br tradeford.com tradewheel.com busytrade.com
    toocle.com b2b.cn hc360.com huicong.com diytrade.com tradees.com weiku.com globalspec.com directindustry.com
    virtual-expo.com archiexpo.com exportpages.com directindustry.de bossgoo.com faire.com ankorstore.com
    turkishexporter.net tradeasia.com ozon.ru tiu.ru pulscen.ru flagma.com allegro.pl buyma.com yelp.com
    """.split()
)
"""Market places that write in the name of many companies."""

FORM_SERVICES = frozenset(
    """
    formspree.io formsubmit.co formspark.io getform.io getform.com usebasin.com web3forms.com formcarry.com forminit.com
    typeform.com followups.typeform.io jotform.com jotform.io wufoo.com formstack.com 123formbuilder.com cognitoforms.com
    paperform.co tally.so tallyforms.com fillout.com formsite.com emailmeform.com zohoforms.com netlify.com netlifyapps.com
    wix.com wix-forms.com wixsite.com squarespace.com squarespace.info squarespace-mail.com webflow.com weebly.com
    weeblymail.com godaddy.com godaddysites.com jimdo.com strato.de ionos.com site123.com duda.co elementor.com wpforms.com
    wordpress.com shopify.com shopifyemail.com myshopify.com bigcommerce.com prestashop.com ecwid.com
    hubspot.com hubspotemail.net hs-forms.com hsforms.com mailchimp.com mandrillapp.com mailerlite.com getresponse.com
    activecampaign.com convertkit.com brevo.com sendinblue.com mailchimpapp.com mcsv.net
    tawk.to tawk.link livechat.com livechatinc.com zendesk.com zopim.com tidio.com tidio.net crisp.chat crisp.im crisp.email
    intercom.io intercom-mail.com drift.com olark.com jivochat.com jivosite.com smartsupp.com freshchat.com purechat.com
    chaport.com userlike.com livehelpnow.net zoho-salesiq.com kommo.com calendly.com surveymonkey.com
    leadconnectorhq.com gohighlevel.com zapier.com zapiermail.com callrail.com unbounce.com instapage.com leadpages.co
    """.split()
)
"""What carries the forms and chats of many companies' websites: anybody can have one write in anybody's name."""

_GENERIC_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "gob", "gouv", "mil"})
_TWO_LEVEL_SUFFIXES = frozenset(
    """
    or.jp ne.jp go.jp gr.jp ad.jp ed.jp lg.jp or.kr ne.kr go.kr re.kr pe.kr or.id go.id web.id my.id biz.id or.th
    in.th go.th mi.th ltd.uk plc.uk me.uk nhs.uk sch.uk or.at gv.at firm.in gen.in ind.in nic.in id.au asn.au
    school.nz geek.nz kiwi.nz gen.nz iwi.nz law.za nom.za web.za ind.br inf.br art.br eco.br adv.br eng.br tv.br
    nom.br srv.br tur.br web.tr gen.tr bel.tr k12.tr info.tr biz.tr idv.tw game.tw club.tw ebiz.tw idv.hk ltd.hk
    per.sg asso.fr nom.fr tm.fr nom.es sld.cu in.ua kiev.ua kyiv.ua lviv.ua dp.ua msk.ru spb.ru ltd.il muni.il
    k12.il info.pl biz.pl waw.pl nom.pl firm.ro info.ro web.ve or.tz ne.tz go.tz or.ke ne.ke go.ke or.ug sch.ae
    med.sa pub.sa info.vn biz.vn name.vn
    """.split()
)

_ATEXT = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_LOCAL_PART = re.compile(rf"{_ATEXT}+(?:\.{_ATEXT}+)*\Z")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:localhost|{_LABEL}(?:\.{_LABEL})+)\Z")
_LONGEST_LOCAL_PART, _LONGEST_ADDRESS = 64, 254  # RFC 5321, 4.5.3.1


def normalised(address: str) -> str:
    """The form in which two spellings of one address are equal: lower case, IDN as ASCII; "+subaddress" is kept.

    Empty for what is no address. Never raises: strangers choose what stands there.
    """
    local, at, domain = address.strip().strip("<>").strip().rpartition("@")
    domain = _ascii_domain(domain)
    local = local.strip().lower()
    if not at or not local or not domain or (local + domain).split() != [local + domain]:
        return ""
    return f"{local}@{domain}"


def without_subaddress(address: str) -> str:
    """The mailbox behind an address: info+1042.k3j@firm.example -> info@firm.example."""
    local, at, domain = normalised(address).rpartition("@")
    main = local.partition("+")[0] or local
    return f"{main}{at}{domain}"


def domain_of(address: str) -> str:
    """The domain of an address in normal form; empty for what is no address."""
    return normalised(address).rpartition("@")[2]


def is_free_mail(address: str) -> bool:
    """Whether anybody can have such an address: gmail.com, vip.163.com, yahoo.es. Takes an address or a domain."""
    domain = registrable(address)
    return domain in FREE_MAIL or domain.partition(".")[0] in FREE_MAIL_FAMILIES


def registrable(address: str) -> str:
    """The part of a domain that somebody has registered: mail.kunde.co.uk -> kunde.co.uk.

    Takes an address or a domain; empty for a bare suffix (co.uk), a single label or nonsense. The suffixes come from a
    small table; an unknown two-level suffix is taken for a company's name, a generic second level never is.
    """
    labels = _ascii_domain(address.rpartition("@")[2]).split(".")
    if len(labels) < 2 or not all(labels):
        return ""
    wanted = 3 if _is_suffix(labels[-2], labels[-1]) else 2
    return ".".join(labels[-wanted:]) if len(labels) >= wanted else ""


def company_domain(address: str) -> str:
    """The registered domain of a company; empty where the domain proves none: free mail, market places, forms (T04)."""
    domain = registrable(address)
    return "" if domain in PLATFORMS or domain in FORM_SERVICES or is_free_mail(domain) else domain


def same_company(one: str, other: str) -> bool:
    """Whether two addresses (or domains) belong to one company: eva@mail.kunde.example and info@kunde.example."""
    domain = company_domain(one)
    return bool(domain) and domain == company_domain(other)


def envelope(address: str) -> str:
    """The address as it may go to a mail server: ASCII, IDN encoded, nothing that could be a second command (T09).

    Refuses everything else with a sentence. The local part keeps its case.
    """
    local, at, domain = address.rpartition("@")
    domain = _ascii_domain(domain) if domain == domain.strip() else ""
    fits = len(local) <= _LONGEST_LOCAL_PART and len(local) + 1 + len(domain) <= _LONGEST_ADDRESS
    if not (at and fits and _LOCAL_PART.match(local) and _DOMAIN.match(domain)):
        shown = "".join(each if each.isprintable() else "?" for each in address[:80])
        raise Refused("{address} is no mail address. Write it like eva@company.com.", address=shown)
    return f"{local}@{domain}"


def is_envelope(address: str) -> bool:
    """Whether mail can go there; customers do write from addresses that no server may be given (eva..l@docomo.ne.jp)."""
    try:
        envelope(address)
    except Refused:
        return False
    return True


def _ascii_domain(domain: str) -> str:
    domain = domain.strip().rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def _is_suffix(second: str, top: str) -> bool:
    return (len(top) == 2 and second in _GENERIC_SECOND_LEVEL) or f"{second}.{top}" in _TWO_LEVEL_SUFFIXES
