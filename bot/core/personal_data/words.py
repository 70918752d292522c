"""Word lists of the detectors: short on purpose, each for one decision."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a text that lists them with spaces between."""
    return frozenset(listed.split())


DIGIT_WORDS = {
    "nul": "0", "een": "1", "één": "1", "twee": "2", "drie": "3", "vier": "4", "vijf": "5", "zes": "6", "zeven": "7",
    "acht": "8", "negen": "9", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
"""Digits as people say them."""

_TEENS = {
    "tien": "10", "elf": "11", "twaalf": "12", "dertien": "13", "veertien": "14", "vijftien": "15", "zestien": "16",
    "zeventien": "17", "achttien": "18", "negentien": "19",
}  # fmt: skip
_TENS = {
    "twintig": "2", "dertig": "3", "veertig": "4", "vijftig": "5", "zestig": "6", "zeventig": "7", "tachtig": "8",
    "negentig": "9",
}  # fmt: skip
_UNITS = ("", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")

PAIR_WORDS = (
    _TEENS
    | {ten: f"{digit}0" for ten, digit in _TENS.items()}
    | {
        f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}": f"{digit}{number}"
        for ten, digit in _TENS.items()
        for number, unit in enumerate(_UNITS)
        if unit
    }
)
"""Pairs of digits as people say them: 'twaalf', 'vierendertig'."""

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
)

MONTHS_ELSEWHERE = (
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|"
    "ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|"
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    "يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|"
    "شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|"
    "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"
)
"""Months as people write them in Polish, Turkish, Ukrainian, Arabic and Persian."""

PERSON_WORDS = (
    r"hij|zij|ze|hem|haar|he|she|cliënte?|cliente?|mevrouw|mevr|mw|meneer|mijnheer|heer|dhr|zoon|dochter|man|vrouw|"
    r"broer|broertje|zus|zusje|kind|jongen|meisje|moeder|vader|oma|opa|partner|patiënte?|leerling|inwoner|baby|jongere|"
    r"son|daughter|mother|father|husband|wife|child|client|patient"
)
"""Words that show that a person is spoken of."""

NAME_PREFIXES = frozenset({"van", "der", "den", "de", "het", "ter", "ten", "te", "'t", "in", "op", "el", "al", "bin", "ben", "la", "le", "du", "da", "dos", "von", "und", "af", "aan"})  # fmt: skip
"""Small words inside a surname."""

FIRST_NAMES = words(
    "jan piet kees klaas henk willem johan johannes hans peter pieter paul mark marc martijn michiel thijs daan bram "
    "sem lucas luuk finn jesse ruben thomas tim tom bas bart sander jeroen joost wouter dirk gerard gerrit hendrik "
    "herman jacob jaap jos joop karel kevin dennis erik eric frank fred ferdinand geert guus hugo ivo jasper jelle koen "
    "lars leon maarten marcel marco marinus nico niels patrick peer rene rob roel ronald rik rick ruud simon stefan "
    "sven theo ton victor vincent wim anna anne anneke annelies anneloes annemarie annie anita astrid bianca brenda carla "
    "carolien chantal claudia corrie daniëlle debora diana dorien edith eline elisabeth ellen els elsbeth emma esther eva "
    "femke fleur floor franka greet hanna hanneke heleen helga henny hilde ilse ineke inge ingrid irene iris jacqueline "
    "janneke jannie jolanda johanna joke josé judith julia karin kim laura lies lieke linda lisa loes lotte louise lucia "
    "maaike manon margriet maria marian marieke marijke marie marion marja marloes martine mieke mila miranda monique "
    "nadia natasja nicole noor petra pieternel renate ria rianne roos sandra sanne sara saskia sophie suzanne sylvia "
    "tessa tineke toos trudy truus ursula vera wendy wietske wil willemijn yvonne yvette zoë "
    "mohammed mohamed muhammad ahmed ahmad ali hassan hussein ibrahim ismail khalid mustafa omar osman said samir youssef "
    "yusuf yasin amina aisha ayşe fatima fatma hatice khadija layla leila mariam maryam nour samira sara yasmin zahra "
    "zeynep emine mehmet murat emre olena oksana iryna natalia oleksandr andriy dmytro mykola serhii viktor volodymyr "
    "agnieszka anna ewa katarzyna małgorzata piotr andrzej krzysztof tomasz paweł selam tesfay yonas abraham haben "
    "senait mohammad reza hossein john james mary david michael sarah"
)
"""First names that are no ordinary words: with a second capitalised word after it, a person."""

NOT_A_NAME = words(
    "wmo wmo-zg zvw wlz jeugdwet wet vng ggmd uwv duo ciz svb ggd ggz ivo tos zg mee cak cbs kvk pgb knm dbc bsn avg iban "
    "visio bartiméus bartimeus kentalis kalorama noorderbrug gelderhorst stichting vereniging koninklijke gemeente provincie "
    "rijk regio team bureau centrum loket ministerie raad nederland nederlandse nederlands nationale landelijke landelijk "
    "sociaal sociale hoge tweede eerste derde universiteit ziekenhuis academie instituut school kennispunt zorg zorgverzekeraar "
    "jeugdzorg jeugdhulp expertisecentrum hulp maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari "
    "maart april mei juni juli augustus september oktober november december de het een en of in op van voor met naar bij uit "
    "te dat die dit deze er hier daar nu dan wat wie waar hoe waarom wanneer welke welk kan kunt kunnen mag moet moeten wil "
    "willen zal zullen is zijn was waren wordt worden werd heeft hebben had krijgt krijgen kreeg gaat gaan ging komt komen "
    "kwam doet doen deed woont wonen zoekt zoeken vraagt vragen zegt ziet zien hoort horen zit zitten staat staan leert "
    "spreekt hoeft weet weten denkt vindt vinden heet gebruikt ontvangt belt mailt werkt volgt valt betaalt verhuist meldt "
    "blijft begrijpt beheerst niet wel ook nog al alleen zelf samen altijd nooit soms vaak weer pas net bijna helemaal erg "
    "heel veel weinig geen iets niets iemand niemand iedereen alles ik jij je u uw wij we jullie hij zij ze hem haar hun hen "
    "mij mijn onze ons zijn haarzelf zichzelf doof dove blind blinde doofblind doofblinde slechthorend slechthorende "
    "slechtziend slechtziende visueel visuele auditief auditieve zintuiglijk zintuiglijke beperkt beperking met zonder om "
    "maar want omdat als toen terwijl nadat voordat zodat zodra sinds tijdens tegen over onder tussen door via per vanuit "
    "vanaf tot rond ongeveer oud oude jong jonge jaar jarige ouder thuis alleenstaand getrouwd gescheiden ziek zieke "
    "nieuw nieuwe goed goede zelfstandig tijdelijk hierover daarover graag even misschien eigenlijk dus toch "
    "wmo-consulent consulent jeugdconsulent klantmanager begeleider wijkteam huisarts arts syrië syrisch syrische turks "
    "turkse arabisch arabische oekraïens oekraïense pools poolse engels engelse iraans eritrees eritrese somalisch "
    "the a an is has was does who what with and or not from my her his their needs wants needed cannot can't lives hears sees "
    "gets goes speaks help hearing deaf blind sign language i na heb ben bent mevrouw meneer mijnheer heer nodig recht slecht "
    "erbij erin erachter vooral niks akkoord loopt rijdt ligt vertaalt sturen vertellen ingevuld wél patiënt cliënt irak iran "
    "somalië somalie syrie eritrea turkije oekraïne polen duitsland drenthe limburg spaans spaanse portugees portugese duits "
    "duitse frans franse dutch brazilian"
)
"""Words that are no part of a person's name, whatever stands before them."""

SURNAMES = words("jong jonge oude oud goede goed nieuw nieuwe komen kan rijk mei weinig veel staat staten blijft klein")
"""Words of `NOT_A_NAME` that are surnames as well, where they are written with a capital."""

ALSO_WORDS = words(
    "adam amber anne bas beau bo dean els fleur floor frank haben iris isis ise ivy jade jay jet joy kick lies linde luna maja mark marie "
    "max may merel mare nova pim puck quinten roos rosa said sam selam sep senna star stella storm sky ties tom ton wil"
)
"""Given names that are other words too, in small letters."""

ABBREVIATIONS = words("bv nv vof ggz wmo ciz cak svb uwv vng pgb wlz zvw ind coa duo ggd aub tav ivm mbt nb ps")
"""What looks like initials, written with dots, and is none."""

NO_NAME = words(
    "bekend onbekend fout verkeerd veranderd gewijzigd anders verplicht nodig geheim invullen opgeven doorgeven noemen"
)
"""What is said of a name where none is given: 'haar naam is bekend'."""

VERBS_AFTER_NAME = (
    "is|heeft|was|had|woont|wil|kan|moet|krijgt|kreeg|zit|gaat|ging|komt|kwam|zoekt|vraagt|deed|doet|werd|wordt|ziet|hoort|"
    "belt|belde|mailt|mailde|zegt|zei|meldt|meldde|heet|spreekt|gebruikt|ontvangt|verhuist|blijft|leert|volgt|lijdt|has"
)
"""Verbs that a person's name is followed by."""
