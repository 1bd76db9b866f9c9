"""The sellers, and the buyers' names and addresses. Phone numbers are from ranges kept for fiction, or look so."""

from dataclasses import dataclass

FIRST_TELEGRAM_ID = 700_100_000
"""Buyers with a username have this plus their number as Telegram's user id."""


@dataclass(frozen=True, slots=True)
class Seller:
    """A row of SELLERS; `joined` is how many days ago."""

    key: str
    name: str
    telegram_id: int
    username: str
    manager: bool
    speaks: tuple[str, ...]
    zone: str
    phone: str
    email: str
    joined: int


SELLERS = (
    Seller("li", "Li Wei", 700_000_001, "liwei_lumen", True, ("zh", "en", "de", "ru"), "Europe/Amsterdam",
           "+31201234501", "li.wei@example.com", 730),
    Seller("maria", "Maria Costa", 700_000_002, "maria_lumen", False, ("pt", "es", "fr", "en"), "Europe/Lisbon",
           "+351210000502", "maria.costa@example.com", 540),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """A row of PEOPLE. `latin` is empty when the name is in Latin letters; `born` is an ISO date or empty."""

    number: int
    name: str
    latin: str
    username: str
    language: str
    country: str
    city: str
    zone: str
    company: str
    phone: str
    email: str
    born: str
    source: str


_P = Person
PEOPLE = (
    _P(1, "Anna Schmidt", "", "anna_nordlicht", "en", "DE", "Hamburg", "Europe/Berlin",
       "Nordlicht Wohnen GmbH", "+4940669690123", "anna.schmidt@example.com", "1984-09-12", "Ambiente fair"),
    _P(2, "Jonas Weber", "", "jonasweber_b", "de", "DE", "Berlin", "Europe/Berlin",
       "Kiezladen Weber", "+4930231250412", "jonas.weber@example.org", "", "website"),
    _P(3, "Sabine Köhler", "Sabine Koehler", "", "de", "DE", "München", "Europe/Berlin",
       "Köhler Geschenke", "+4989999980236", "koehler.geschenke@example.com", "1969-02-03", "Ambiente fair"),
    _P(4, "Katharina Gruber", "", "kathi_gruber", "de", "AT", "Wien", "Europe/Vienna",
       "Lichterhaus Gruber", "+436600000304", "kathi.gruber@example.net", "1990-11-27", "Instagram"),
    _P(5, "Urs Brunner", "", "", "de", "CH", "Zürich", "Europe/Zurich",
       "Brunner Interieur AG", "+41440000205", "urs.brunner@example.org", "", "referral"),
    _P(6, "Emily Clarke", "", "emilyclarke_home", "en", "GB", "London", "Europe/London",
       "Clarke & Daughters", "+442079460106", "emily.clarke@example.com", "1981-06-30", "Ambiente fair"),
    _P(7, "Oliver Hughes", "", "ollie_hughes", "en", "GB", "Manchester", "Europe/London",
       "The Gift Foundry", "+441614960207", "oliver.hughes@example.org", "", "website"),
    _P(8, "Fiona MacLeod", "", "", "en", "GB", "Edinburgh", "Europe/London",
       "Thistle & Wick", "+441314960308", "fiona.macleod@example.net", "1975-01-19", "business card"),
    _P(9, "Aoife Byrne", "", "aoife_byrne", "en", "IE", "Galway", "Europe/Dublin",
       "Byrne's Curiosities", "+35391000209", "aoife.byrne@example.com", "", "Instagram"),
    _P(10, "Megan Foster", "", "megan_fosterhome", "en", "US", "Portland", "America/Los_Angeles",
       "Foster & Fern", "+15035550110", "megan.foster@example.com", "1987-04-08", "Instagram"),
    _P(11, "Daniel Reyes", "", "danreyes_atx", "es", "US", "Austin", "America/Chicago",
       "Casa Reyes Gifts", "+15125550111", "daniel.reyes@example.org", "", "website"),
    _P(12, "Chloé Tremblay", "Chloe Tremblay", "chloe_tremblay", "fr", "CA", "Montréal", "America/Toronto",
       "Maison Tremblay", "+15145550112", "chloe.tremblay@example.net", "1992-08-21", "referral"),
    _P(13, "Liam Walker", "", "", "en", "AU", "Melbourne", "Australia/Melbourne",
       "Walker Homewares", "+61370100113", "liam.walker@example.com", "", "website"),
    _P(14, "Camille Laurent", "", "camille_laurent", "fr", "FR", "Lyon", "Europe/Paris",
       "L'Atelier Lumière", "+33465710114", "camille.laurent@example.com", "1986-12-05", "Maison & Objet fair"),
    _P(15, "Julien Moreau", "", "julien_moreau44", "fr", "FR", "Nantes", "Europe/Paris",
       "Moreau Décoration", "+33261910115", "julien.moreau@example.org", "", "Maison & Objet fair"),
    _P(16, "Élise Dubois", "Elise Dubois", "", "fr", "BE", "Bruxelles", "Europe/Brussels",
       "Dubois & Filles", "+3222000116", "elise.dubois@example.net", "1978-10-14", "business card"),
    _P(17, "Lucía Fernández", "Lucia Fernandez", "lucia_hogar", "es", "ES", "Madrid", "Europe/Madrid",
       "Hogar con Luz", "+34910000117", "lucia.fernandez@example.com", "1989-03-17", "Telegram link"),
    _P(18, "Javier Ortega", "", "javi_ortega", "es", "ES", "Valencia", "Europe/Madrid",
       "Regalos Ortega", "+34960000118", "javier.ortega@example.org", "", "website"),
    _P(19, "Sofía Ramírez", "Sofia Ramirez", "sofiaramirez_gdl", "es", "MX", "Guadalajara", "America/Mexico_City",
       "Detalles Sofía", "+523330000119", "sofia.ramirez@example.net", "1991-07-02", "Instagram"),
    _P(20, "Andrés Restrepo", "Andres Restrepo", "", "es", "CO", "Medellín", "America/Bogota",
       "Casa Restrepo", "+576042000120", "andres.restrepo@example.com", "", "referral"),
    _P(21, "Valentina Soto", "", "vale_soto", "es", "CL", "Santiago", "America/Santiago",
       "Deco Soto", "+56220000121", "valentina.soto@example.org", "1994-05-25", "Instagram"),
    _P(22, "Martín Acosta", "Martin Acosta", "", "es", "AR", "Buenos Aires", "America/Argentina/Buenos_Aires",
       "Acosta Bazar", "+541140000122", "martin.acosta@example.net", "", "website"),
    _P(23, "Inês Carvalho", "Ines Carvalho", "ines_carvalho", "pt", "PT", "Porto", "Europe/Lisbon",
       "Casa da Inês", "+351220000123", "ines.carvalho@example.com", "1983-11-09", "business card"),
    _P(24, "Tiago Nogueira", "", "", "pt", "PT", "Lisboa", "Europe/Lisbon",
       "Nogueira & Irmãos", "+351210000124", "tiago.nogueira@example.org", "", "referral"),
    _P(25, "Juliana Ribeiro", "", "ju_ribeiro_sp", "pt", "BR", "São Paulo", "America/Sao_Paulo",
       "Ateliê Ribeiro", "+551140000125", "juliana.ribeiro@example.com", "1988-01-31", "Instagram"),
    _P(26, "Rafael Monteiro", "", "rafa_monteiro", "pt", "BR", "Curitiba", "America/Sao_Paulo",
       "Monteiro Presentes", "+554130000126", "rafael.monteiro@example.net", "", "Telegram link"),
    _P(27, "王芳", "Wang Fang", "wangfang_home", "zh", "CN", "Shanghai", "Asia/Shanghai",
       "上海暖居家居用品有限公司", "+862150000127", "wang.fang@example.com", "1985-10-01", "Canton Fair"),
    _P(28, "陈建国", "Chen Jianguo", "", "zh", "CN", "Ningbo", "Asia/Shanghai",
       "宁波海曙礼品贸易行", "+8657400000128", "chen.jianguo@example.org", "", "Canton Fair"),
    _P(29, "刘洋", "Liu Yang", "liuyang_gz", "zh", "CN", "Guangzhou", "Asia/Shanghai",
       "广州优品生活馆", "+862000000129", "liu.yang@example.net", "1993-06-18", "Telegram link"),
    _P(30, "林美玲", "Lin Mei-ling", "meiling_lin", "zh", "TW", "Taipei", "Asia/Taipei",
       "美玲生活選物", "+886200000130", "meiling.lin@example.com", "1990-02-14", "Instagram"),
    _P(31, "黃志強", "Wong Chi-keung", "", "zh", "HK", "Hong Kong", "Asia/Hong_Kong",
       "志強禮品公司", "+85221000131", "wong.ck@example.org", "", "Canton Fair"),
    _P(32, "Tan Wei Ming", "", "tanweiming_sg", "en", "SG", "Singapore", "Asia/Singapore",
       "Tan Brothers Living", "+6560000132", "tan.weiming@example.net", "1979-08-09", "referral"),
    _P(33, "فاطمة الحمادي", "Fatima Al Hammadi", "fatima_alhammadi", "ar", "AE", "Dubai", "Asia/Dubai",
       "Noor Home Trading LLC", "+97142000133", "fatima.alhammadi@example.com", "1986-04-22", "Ambiente fair"),
    _P(34, "خالد منصور", "Khalid Mansour", "", "ar", "AE", "Abu Dhabi", "Asia/Dubai",
       "Mansour Gifts", "+97122000134", "khalid.mansour@example.org", "", "referral"),
    _P(35, "نورة العتيبي", "Noura Al Otaibi", "noura_decor", "ar", "SA", "Riyadh", "Asia/Riyadh",
       "Noura Décor", "+966110000135", "noura.alotaibi@example.net", "1991-12-12", "Instagram"),
    _P(36, "أحمد حسن", "Ahmed Hassan", "ahmed_hassan_cairo", "ar", "EG", "Cairo", "Africa/Cairo",
       "Hassan Home", "+20220000136", "ahmed.hassan@example.com", "", "Telegram link"),
    _P(37, "رانيا خوري", "Rania Khoury", "", "ar", "JO", "Amman", "Asia/Amman",
       "Khoury Living", "+96265000137", "rania.khoury@example.org", "1982-07-15", "website"),
    _P(38, "Youssef Benali", "", "youssef_benali", "fr", "MA", "Casablanca", "Africa/Casablanca",
       "Benali Décoration", "+212520000138", "youssef.benali@example.net", "", "Maison & Objet fair"),
    _P(39, "Айгерим Сапарова", "Aigerim Saparova", "aigerim_dom", "ru", "KZ", "Almaty", "Asia/Almaty",
       "Дом и Свет", "+77272000139", "aigerim.saparova@example.com", "1987-03-22", "Instagram"),
    _P(40, "Тимур Рахимов", "Timur Rakhimov", "", "ru", "UZ", "Tashkent", "Asia/Tashkent",
       "Рахимов Подарки", "+998710000140", "timur.rakhimov@example.org", "", "referral"),
    _P(41, "Нино Беридзе", "Nino Beridze", "nino_beridze", "ru", "GE", "Tbilisi", "Asia/Tbilisi",
       "Лавка Нино", "+995320000141", "nino.beridze@example.net", "1995-01-14", "Telegram link"),
    _P(42, "Ольга Смирнова", "Olga Smirnova", "olga_uyut", "ru", "LV", "Riga", "Europe/Riga",
       "SIA Uyut", "+37160000142", "olga.smirnova@example.com", "1980-05-06", "website"),
    _P(43, "Карен Петросян", "Karen Petrosyan", "", "ru", "AM", "Yerevan", "Asia/Yerevan",
       "Арарат Декор", "+37410000143", "karen.petrosyan@example.org", "", "business card"),
    _P(44, "Sanne de Vries", "", "sanne_devries", "en", "NL", "Utrecht", "Europe/Amsterdam",
       "Winkel van Sanne", "+31300000144", "sanne.devries@example.net", "1988-09-29", "website"),
    _P(45, "Linnea Bergström", "Linnea Bergstrom", "", "en", "SE", "Göteborg", "Europe/Stockholm",
       "Bergström Hem", "+46313900645", "linnea.bergstrom@example.com", "", "Ambiente fair"),
    _P(46, "Giulia Romano", "", "giulia_romano_bo", "en", "IT", "Bologna", "Europe/Rome",
       "Romano Casa", "+390510000146", "giulia.romano@example.org", "1984-02-28", "Instagram"),
    _P(47, "Marta Zielińska", "Marta Zielinska", "", "en", "PL", "Kraków", "Europe/Warsaw",
       "Zielińska Dom", "+48120000147", "marta.zielinska@example.net", "", "website"),
    _P(48, "佐藤由美", "Sato Yumi", "yumi_sato_kobe", "en", "JP", "Kobe", "Asia/Tokyo",
       "Yumi Zakka", "+81780000148", "yumi.sato@example.com", "1990-10-20", "Instagram"),
    _P(49, "Thandi Nkosi", "", "thandi_nkosi", "en", "ZA", "Cape Town", "Africa/Johannesburg",
       "Nkosi & Co", "+27210000149", "thandi.nkosi@example.org", "", "referral"),
    _P(50, "Ingrid Solberg", "", "ingrid_solberg", "en", "NO", "Bergen", "Europe/Oslo",
       "Solberg Interiør", "+4755000150", "ingrid.solberg@example.net", "", "Telegram link"),
)  # fmt: skip
