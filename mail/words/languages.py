"""Small words and trade words by which the languages of Latin script are told apart; letters that only some of them have."""

from __future__ import annotations

SMALL = {
    "en": "the and you your for with please we are is of to our in have would this can be thanks thank hello dear hi need "
    "price prices quote quotation from as am will best regards what how much do does it on at by not all any if send pls "
    "kindly order samples sample catalog catalogue inquiry attached sir madam good morning looking interested delivery "
    "payment shipment pcs me i my us about per has been there when which could",
    "es": "el la los las de que y en un una por para con su sus nos le les es somos necesitamos precio precios gracias "
    "hola buenos buenas días dias tardes estimados estimado favor del al como más saludos quisiera quisiéramos están "
    "a o si ya son quedamos adjunto me mi se lo cotización cotizacion cotizar envíen enviar enviarnos pedido muestras "
    "catálogo cuánto "
    "cuanto cuesta ustedes usted pueden estamos interesados cantidad pago factura señores cordial atentamente interesa",
    "fr": "le la les des et vous nous pour avec une un est dans votre vos merci bonjour bonsoir je sommes du au aux que "
    "qui prix cordialement pouvez pas sur ce cette madame monsieur devis commande s'il plaît veuillez souhaitons notre "
    "nos ci-joint combien catalogue échantillons livraison tarif tarifs envoyer faire parvenir cordialement il ne avons "
    "été être par plus afin meilleur meilleurs",
    "de": "der die das und wir sie ihre ihr ihren für mit ist sind ein eine einen bitte nicht den dem von zu im auf guten "
    "tag herren damen preis preise preisliste uns grüße grüßen haben oder bei ich mir angebot anfrage bestellung stück "
    "danke hallo sehr geehrte geehrter was kostet wie viel lieferung muster können könnten benötigen freundlichen zum "
    "zur als auch noch aus wird werden anbei vielen dank über um",
    "pt": "o a os as de que e em um uma por para com seu sua nos não você vocês obrigado obrigada olá preço preços somos "
    "do da dos das no na gostaria gostaríamos bom boa dia tarde prezados são ao mais cotação orçamento quanto custa "
    "pedido amostras segue anexo favor enviar por atenciosamente tenho temos interesse precisamos quantidade pagamento "
    "à às também me",
    "it": "il lo la gli le i di che e in un una per con vostro vostra vostri siamo grazie buongiorno buonasera salve "
    "prezzo prezzi del della dei delle nel vorremmo vorrei non sono gentili gentile alla al ci cordiali saluti distinti "
    "preventivo offerta listino ordine campioni quanto costa avere ricevere inviarci allegato abbiamo nostro nostra si "
    "pezzi richiesta spett anche è da dal dai dalle sul sulla questo questa essere stato stata hai ha ho ci consegna "
    "pagamento fattura merce attendiamo confermiamo ordini quantità gentilmente",
    "nl": "de het een en van wij u uw voor met is zijn graag bedankt prijs prijzen prijslijst niet op te onze ons beste "
    "goedemorgen goededag offerte bestelling wat kost hoeveel kunt groet groeten vriendelijke dank aan in dat wilt "
    "stuks ontvangen sturen heer mevrouw",
    "tr": "ve bir için ile bu teşekkürler teşekkür tesekkurler merhaba fiyat fiyatı fiyatları fiyatlarınızı lütfen lutfen "
    "olarak sayın sayin bizim rica ederiz ederim teklif adet sipariş siparis istiyoruz istiyorum günaydın iyi çalışmalar "
    "saygılarımla numune ürün ürünler ürünleriniz ihtiyacımız var kadar ne nedir selam gönderir misiniz kargo ödeme "
    "merhabalar biz siz sizin",
    "pl": "i w na z do się nie jest dla proszę prosze dzień dzien dobry cena cenę ceny o prosimy oraz państwa dziękuję "
    "ofertę oferta ofert zapytanie pozdrawiam poważaniem sztuk zamówienie ile kosztuje czy przesłanie jesteśmy "
    "zainteresowani mam witam cennik",
    "vi": "và của cho với là chúng tôi bạn xin giá cảm ơn không báo anh chị em mình cần mua hàng bao nhiêu vui lòng gửi "
    "kính công ty sản phẩm số lượng đặt thanh toán quý trân trọng giúp được có các một những hỏi chào bên trong nhé",
    "cs": "a v na se je pro prosím dobrý den cena cenu ceny s pozdravem děkuji děkujeme nabídku poptávka poptáváme kusů "
    "objednávka máme zájem jsme vaše vaší naše zašlete prosíme kolik stojí o do z od",
    "sv": "och vi ni för med är det en ett på att hej pris priser tack vänligen offert beställning hälsningar skulle "
    "vilja kan inte er era styck av till om vänliga",
    "da": "og vi i for med er det en et på at hej pris priser tak venligst tilbud bestilling hilsen vil kan ikke jeres "
    "stk af til om venlig gerne",
    "fi": "ja me te on ei että hei hinta hinnat kiitos tarjous tarjouksen tilaus ystävällisin terveisin voitteko "
    "kappaletta pyydämme haluaisimme",
    "hu": "a az és egy nem van kérem kérjük ár árak árajánlat árajánlatot köszönöm köszönjük tisztelt üdvözlettel "
    "rendelés darab jó napot szeretnénk",
    "ro": "și si de la în pentru cu este o un nu vă va rog preț pret prețul ofertă oferta mulțumesc mulțumim bună ziua "
    "comandă bucăți stimați dorim suntem interesați",
    "id": "dan yang untuk dengan ini di ke dari kami anda mohon harga berapa terima kasih penawaran pesanan barang "
    "selamat pagi siang bisa kirim produk tidak saya butuh tolong",
}
LETTERS = {
    "es": "ñ¿¡",
    "pt": "ãõç",
    "de": "ß",
    "tr": "ğışç",
    "pl": "łąęśźżńć",
    "cs": "ěřůťďň",
    "hu": "őű",
    "ro": "țșşţă",
    "sv": "å",
    "da": "øæå",
    "fr": "çœèêàù",
    "it": "èìòàù",
    "vi": "đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
}
"""Each counts like a word and a half, shared by the languages that have it."""
