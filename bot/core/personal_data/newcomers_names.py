"""Names of people in the languages of newcomers: Arabic, Persian, Polish, Tigrinya, Turkish and Ukrainian.

Three things give a name away: words by which somebody says what they are called (`_CALLED`), words for who somebody is to them
with a name that is common (`_IS`), and two names beside each other. The lists are short: names that are common, less what is an
ordinary word as well.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bot.core.personal_data.name_lists import GIVEN
from bot.core.personal_data.words import ALSO_WORDS, FIRST_NAMES, words

_CALLED = re.compile(
    r"(?i:(?<!\w)(?:мене звати|звати мене|(?:його|її|мого \w{2,12}|мою \w{2,12}) звати|моє ім'я|моє прізвище|меня зовут|моя фамилия|"
    r"اسمي|إسمي|اسمى|نام من|اسم من|نامم|اسمم|ስመይ|ሽመይ|ስሙ|ስማ|"
    r"nazywam się|mam na imię|na imię mi|moje nazwisko to|"
    r"benim ad[ıi]m|ismim|soyad[ıi]m|(?P<or_else>adım|(?:oğlumun|kızımın|eşimin|annemin|babamın|kardeşimin) adı)))(?: هو| الكامل|:)? "
)
_TITLED = re.compile(r"(?i:(?<!\w)(?:пані|пана?|пану|pani|pana?|panu|bay|bayan)) (?=[^\W\d_a-zа-яёіїєґ])")
_KIN_WITH_CAPITALS = re.compile(
    r"(?i:(?<!\w)(?:"
    r"(?:мій|мого|моєму) (?:син\w{0,2}|чоловік\w{0,2}|брат\w{0,2}|тато|батьк\w{0,2}|дідусь|клієнт\w{0,2})|"
    r"(?:моя|моєї|мою|моїй) (?:доньк\w|дочк\w|дочці|мам\w|мати|дружин\w|сестр\w|бабус\w|клієнтк\w|дитин\w)))(?: [-—–]|,)? (?=[А-ЯЁІЇЄҐ])"
)
"""In Ukrainian neither languages nor peoples have a capital: what has one here is a name, in whatever case."""
_IS = re.compile(
    r"(?i:(?<!\w)(?:я|це|السيدة|السيد|خانم|آقای|"
    r"انا|أنا|اسمه|اسمها|اسم ابني|اسم ابنتي|ابني|ابنتي|زوجي|زوجتي|أمي|امي|أبي|ابي|والدي|والدتي|أخي|اخي|أختي|اختي|"
    r"من|اسم پسرم|اسم دخترم|پسرم|دخترم|همسرم|شوهرم|مادرم|پدرم|برادرم|خواهرم|(?:پسر|دختر|همسر|شوهر|مادر|پدر|برادر|خواهر) من|"
    r"ኣነ|ወደይ|ጓለይ|ሰብኣየይ|ሰበይተይ|ኣደይ|ኣቦይ|"
    r"jestem|(?:mój|mojego) (?:syn\w?|mąż|męża|brat\w?|tata|ojciec|ojca)|"
    r"(?:moja|mojej) (?:córk\w|żon\w|mam\w|matk\w|siostr\w|babci\w)|(?:moje|mojego) dzieck\w|"
    r"ben|o[ğg]lum|k[ıi]z[ıi]m|e[şs]im|annem|babam|kardeşim|kocam|karım))(?: [-—–]|,)? "
)
_ASCII_CUE = re.compile(
    r"(?i:\b(?:jestem|mam|moja|mojej|ben|pan|pani|bay|bayan|ismim|annem|babam|kocam|benim|oglum|kizim|esim)\b)"
)
"""What a text in plain letters must hold for there to be any of this in it."""
_WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
_GAP = re.compile(r" {1,2}")
_USUAL_WORDS, _MOST_WORDS = 2, 3
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;:!?()؟،።\n])")

_STOPS = words(
    "і й та я а але що мені у в з не ми "
    "و من في انا وانا لا هل كيف اريد عندي است هست هستم که با در را "
    "እዩ እየ እያ ካብ ኣብ "
    "i a że ale jestem mam nie z ze w ve ama ben bir da de için"
)
_ARABIC = words(
    "احمد محمد محمود محمدين مصطفي عبدالله عبدالرحمن علي عمر عثمان حسن حسين خالد يوسف ابراهيم اسماعيل موسي عيسي سليمان داود "
    "ياسين يحيي زكريا حمزه بلال طارق وليد سامر سمير رامي فادي هادي عماد زياد باسم بسام غسان مروان عدنان رضوان فيصل نبيل "
    "سارا فاطمه عايشه خديجه زينب مريم سعاد فاتن ليلي سلمي ساره رنا ريم رانيا سميره نادي نادين هند هاله منال ميسون ندي لينا دينا "
    "رقيه حليمه اسماء شيماء ايمان نجاة وفاء عبير سوسن هيام جورج الياس ميخائيل حنا "
    "رضا مهدي امير اميرحسين عليرضا محمدرضا حميد حميدرضا مجيد سعيده فرهاد بهرام بهنام ارش كامران شهرام داريوش كوروش نيما پويا "
    "فاطمه زهرا شيرين پريسا مهسا نازنين نرگس سحر مينا ليلا مژگان فرزانه معصومه اعظم طاهره سكينه گلنار"
)
"""Given names in Arabic and Persian, as `_folded` writes them."""
_ARABIC_FAMILY = words(
    "احمدي محمدي حسيني رضايي كريمي مرادي جعفري موسوي هاشمي عباسي اكبري رحيمي صادقي نوري حيدري قاسمي علوي نظري يوسفي "
    "الحسن الحسين الاحمد المحمد العلي الخطيب حداد نجار خوري المصري الشامي الحلبي الحمصي درويش قاسم ناصر خليل منصور حمدان سالم"
)
_CYRILLIC = words(
    "аліна алла анастасія анжела антон анна ганна андрій арсен артем богдан борис вадим валентин валентина валерій варвара "
    "василь віктор вікторія віталій владислав володимир галина геннадій григорій данило дарина дмитро євген єлизавета іван "
    "ігор ілля інна ірина катерина кирило костянтин лариса леонід людмила максим марина марія мар'яна марта микита микола "
    "мирослав михайло надія назар наталія наталя ніна оксана олег олександр олександра олексій олена ольга остап павло петро "
    "роман руслан світлана сергій соломія софія станіслав степан таміла тарас тетяна федір христина юлія юрій яна ярослав "
    "анна дмитрий екатерина елена иван ирина мария михаил наталья николай ольга сергей татьяна юлия"
)
_ETHIOPIC = words(
    "ሚካኤል ተስፋይ ተስፋ ሳራ ኣብርሃም ሙሴ ዮናስ ዳዊት ሳሙኤል ፍጹም ኣስቴር ራሄል ማርያም ሄለን ሰናይት ኤልሳ ሃይለ ኃይለ በርሀ ክብሮም ፊልሞን ኢሳያስ ኣማኑኤል "
    "ዮሃንስ ጴጥሮስ ጳውሎስ ሓጎስ ለተብርሃን ኣልማዝ ትርሓስ ሚርያም ሃና ማርታ ሩት ናትናኤል ሮቤል መሓመድ ኣሕመድ ዓሊ ፋጥማ ገብረ ገብሪኤል ወልደ መብራህቱ ግርማይ ሰምሃር ፌቨን"
)
LATIN = words(
    "agata agnieszka aleksandra andrzej anita barbara beata dorota elżbieta ewa grażyna grzegorz halina iwona jacek jadwiga "
    "jakub janusz jerzy joanna kacper katarzyna kinga krystyna krzysztof łukasz lukasz maciej magdalena małgorzata malgorzata "
    "marcin mateusz michał monika paweł pawel piotr rafał renata sebastian sławomir stanisław szymon tadeusz tomasz wiesława "
    "wojciech zbigniew zofia zuzanna "
    "ahmet ayhan ayse ayşe büşra busra cemil emine emre erkan esra fatih fatma furkan gökhan hakan halil hasan hatice hüseyin "
    "huseyin ibrahim ismail kemal kübra leyla mehmet melek merve murat mustafa neslihan osman ömer omer ümit umit özlem ozlem ramazan selim serkan "
    "sevgi süleyman tuğba yusuf zehra zeynep "
    "anastasiia andrii andriy bohdan dmytro halyna ihor iryna ivan kateryna liudmyla maksym mariia maryna mykhailo mykola "
    "nataliia oksana oleh oleksandr oleksandra oleksii olena olha pavlo serhii svitlana taras tetiana vasyl viktoriia "
    "volodymyr yana yaroslav yevhen yulia yuliia yurii "
    "abdallah abdel abdelkader abdi abdirahman abdulkadir abdullah abdulrahman ahmad ahmed aicha aisha amina amir anwar asmaa "
    "ayman bilal bouchra fadi fadila farah farid fatiha fatima fatna hafida hamid hamza hanan hassan hicham hodan hussein "
    "ibtissam ikram imane jamal jamila karim khadija khaled khalid latifa layla loubna mahmoud malika marwan mohamed mohammad "
    "mohammed mouna mounir mourad moustafa muhammad mustapha nabil nadia naima najat nasser nawal omar rabia rachid rachida "
    "rania salma samir samira sanae soufiane souad tarik walid yasin yassin youssef zahra zineb "
    "behnam farhad farzaneh hossein javad mahdi mahsa maryam mehdi mohammadreza narges parisa pouya sahar shahram shirin "
    "aster berhane efrem ermias feven filmon ghirmay haile kibrom letebrhan mebrahtu mehari merhawi natnael robel ruta semhar "
    "senait simret tekle tesfay tesfaye tsegay yohannes yonas yordanos zerai"
)
"""Given names of newcomers in Latin letters."""
LATIN_FAMILY = words(
    "kowalski kowalska nowak wiśniewski wiśniewska wisniewski wisniewska wójcik wojcik kowalczyk kamiński kamińska lewandowski "
    "lewandowska zieliński zielinski zielińska szymański woźniak wozniak dąbrowski dabrowski kozłowski kozlowski jankowski mazur "
    "kwiatkowski krawczyk piotrowski grabowski pawłowski michalski "
    "yılmaz yilmaz kaya demir çelik celik şahin sahin yıldız yildiz yıldırım yildirim öztürk ozturk aydın aydin arslan doğan dogan "
    "kılıç kilic aslan çetin cetin koç özdemir ozdemir şimşek simsek polat korkmaz erdoğan erdogan "
    "shevchenko kovalenko bondarenko tkachenko kravchenko kovalchuk oliinyk shevchuk koval polishchuk bondar tkachuk moroz "
    "marchenko lysenko rudenko savchenko petrenko ivanenko melnyk hrytsenko "
    "idrissi amrani benali bouzid bouazza bouali haddad khalil khatib alaoui ouali azzouzi hamdan mansour saleh al-hassan "
    "warsame mohamud abdullahi farah jama ahmadi hosseini mohammadi rezaei karimi moradi jafari hashemi rahimi sadeghi "
    "tekle haile berhe kidane woldu gebremariam ghebremedhin tesfamariam habte nguyen tran singh khan sharma hoxha popescu"
)
"""Surnames of newcomers in Latin letters."""
_GIVEN = (_ARABIC | _CYRILLIC | _ETHIOPIC | LATIN | GIVEN | FIRST_NAMES) - ALSO_WORDS
_FAMILY = _ARABIC_FAMILY | LATIN_FAMILY
_CYRILLIC_FAMILY = re.compile(r"\w{2,}(?:енко|чук|щук|ський|ська|цький|цька|юк|івна|ович|евич|овна|евна|ко)")
_VOWEL_SIGNS = re.compile(r"[\u064b-\u0652\u0640]")
_ON = "على"
"""'On' in Arabic, which is folded to the same letters as the name Ali."""
_SAME = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ʼ": "'", "’": "'"})


def newcomers_names(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand that these languages give away."""
    if text.isascii() and not _ASCII_CUE.search(text):
        return
    for cue in _CALLED.finditer(text):
        # 'Adım adım' is step by step, and of a name much can be said.
        certain = not cue["or_else"] or text[cue.end() : cue.end() + 1].isupper()
        yield from _name_at(text, cue.end(), certain=certain)
    for cue in _TITLED.finditer(text):
        yield from _titled(text, cue.end())
    for cue in _KIN_WITH_CAPITALS.finditer(text):
        yield from _titled(text, cue.end())
    for cue in _IS.finditer(text):
        yield from _name_at(text, cue.end(), certain=False)
    if not text.isascii():
        yield from _beside_each_other(text)


def _folded(word: str) -> str:
    return _VOWEL_SIGNS.sub("", word).translate(_SAME).casefold()


def _is_given(word: str) -> bool:
    return word != _ON and _folded(word) in _GIVEN


def _is_family(word: str) -> bool:
    folded = _folded(word)
    return folded in _FAMILY or folded in _GIVEN or (word[0].isupper() and bool(_CYRILLIC_FAMILY.fullmatch(folded)))


def _name_at(text: str, start: int, *, certain: bool) -> Iterator[tuple[int, int]]:
    """The name that begins here. Certain: whatever word comes is one; else a given name that is known begins it, or a capital two words."""
    found = _words_from(text, start)
    if not found or _folded(found[0].group()) in _STOPS:
        return
    first = found[0].group()
    both = len(found) > 1 and first[0].isupper() and found[1].group()[0].isupper() and _is_family(found[1].group())
    if not (certain or _is_given(first) or both):
        return
    end = found[0].end()
    for number, word in enumerate(found[1:], 2):
        said = word.group()
        # A script without capitals has a second word, as most names do; else one that ends the clause.
        maybe = _CLAUSE_ENDS.match(text, word.end()) is not None or (
            said.lower() == said.upper() and number == _USUAL_WORDS
        )
        if _folded(said) in _STOPS or not (_is_family(said) or said[0].isupper() or (certain and maybe)):
            break
        end = word.end()
    yield start, end


def _titled(text: str, start: int) -> Iterator[tuple[int, int]]:
    """What follows Mr or Mrs, or 'my son' before a capital: capitals, in a script that has them; else a word, and a second one that is a name."""
    found = _words_from(text, start)
    if not found:
        return
    end = found[0].end()
    for word in found[1:]:
        if not (word.group()[0].isupper() or _is_family(word.group())):
            break
        end = word.end()
    yield start, end


def _beside_each_other(text: str) -> Iterator[tuple[int, int]]:
    """A given name with another name before or after it; and one that is the whole message."""
    whole = text.strip(" .,!\n")
    words_of = list(_WORD.finditer(text))
    if len(words_of) == 1 and words_of[0].group() == whole and not whole.isascii() and _is_given(whole):
        yield words_of[0].span()
    for left, right in itertools.pairwise(words_of):
        if not _GAP.fullmatch(text, left.end(), right.start()) or left.group().isascii():
            continue
        first, second = left.group(), right.group()
        capitals = first[0].isupper() and second[0].isupper()
        if (_is_given(first) and _is_family(second)) or (
            capitals and ((_is_given(first) and _is_cyrillic(second)) or (_is_family(first) and _is_given(second)))
        ):
            yield left.start(), right.end()


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


def _words_from(text: str, start: int) -> list[re.Match[str]]:
    """At most three words with only a space between them."""
    found: list[re.Match[str]] = []
    place = start
    while len(found) < _MOST_WORDS and (match := _WORD.match(text, place)):
        found.append(match)
        gap = _GAP.match(text, match.end())
        if gap is None:
            break
        place = gap.end()
    return found
