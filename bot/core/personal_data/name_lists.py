"""Dutch given names and surnames, for names in small letters where a word before them says that a person follows.

They are those of Faker 40.54 (`faker/providers/person/nl_NL`), less what is an ordinary word as well. Faker's licence:

Copyright (c) 2012 Daniele Faraglia

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""

from __future__ import annotations

from bot.core.personal_data.words import words

GIVEN = words(
    """
    aaliyah aaron abel adam adriana aiden aimée alex alexander ali alicia alyssa amber amelia amin amina amir amira
    amy amélie angelina anna annabel anne annemijn anouk arie aron arthur ashley aya ayden aylin ayoub azra bart bas
    bastiaan beau benjamin bente benthe berat berend bibi bilal bjorn bo boaz boris bradley bram brent brian britt
    bryan carlijn cas casper catharina cato ceylin charlotte chloé chloë chris colin collin cornelia cornelis daan
    damian dana dani daniel danique daniël daphne dave david dean demi dewi dex dina dion dirk duuk dylan dylano
    ecrin elena elias elif elin eline elisa elisabeth elise eliza elizabeth elize ella emily emir emma esila esmee
    esmée esther eva evelien evi evie evy faas fabian fabiënne fatima fay faye fedde feline felix fem femke fenna
    fenne fien fiene finn fleur floor floortje florian floris frederique féline gerrit giel gijs giovanni guus
    guusje hailey hamza hanna hannah helena hendrik hidde hugo ian ibrahim ilse imke imran inaya indy iris isa
    isabel isabella isabelle ise isis ivan ivy ize jack jacob jade jake james jamie jan janna janne jari jasmijn
    jason jasper jay jayda jayden jaylinn jayson jelle jelte jenna jennifer jens jente jesper jesse jet jill jim
    jinthe jip joep joey johanna johannes jolie jolijn jonas jonathan joost jordy joris jorn jort josephine joshua
    joy joël joëlle jules julia julian julie juliette julius jurre justin juul kai karlijn kate kay kaylee kayleigh
    keano kevin kian kick kiki kim koen kyan kyano kyara kyra lana lara lars laura lauren laurens leah lena lenn
    leon levi lex liam lieke lily lina linde lindsey linn lisa lisanne lise liv livia liz liza lize lizz lizzy loek
    loes lois lola lorenzo lotte louise loïs luc luca lucas lucy luka lukas luke luna luuk lynn maaike maarten
    maartje madelief mads maja mara mare maria marijn marinus marit mark mart maryam mason mathijs mats matthias
    matthijs maud maurits max maxim maya mees megan mehmet meike melissa melle merel merijn merle mette mia micha
    michael michelle mick mika mike mila milan milo milou mirte mirthe mohamed mohammed morris muhammed mustafa
    myrthe nadia nadine naomi nathan naud nick niek niels nienke nikki nina ninthe nisa noa noah noor noortje nora
    norah noud nout nova noëlle nynke olaf olivia olivier oscar owen pepijn phileine philip pien pieter pim pippa
    pleun puck puk quinn quinten quinty raf rafael ravi rayan rens renske rick rik riley roan robin romy roos rosa
    rosalie rowan ruben ryan saar sam sami samuel sander sanne sara sarah sebastiaan selena selina sem senn senna
    sep sepp seth siem sienna sil silke simon sjoerd sofia sofie sophia sophie stan stef stefan stella sterre stijn
    suus suze sven sylvie tara tess tessa teun thijmen thijn thijs thom thomas ties tijmen tijn tijs tim timo tirza
    tobias tom tristan twan tycho tygo tyler vajèn valentijn valerie veerle vera victor victoria vigo vince vincent
    wesley wessel willem wout wouter xavi yara yasmin yasmine yassin yfke yinthe youssef yusuf zakaria zara zeynep
    zoey zoë
    """
)
"""Given names."""

FAMILY = words(
    """
    aalts aarden aarts adelaar adriaansen adriaensdr adriaense adryaens aeije aertsz alenburg allemanië alpaidis
    amalrada amstel ansems appelman arens arent ariens arkel arnold arnsberg aschman asten avoirt baalen backer
    bakker barents bartels bastiaanse bastiaense bave beaumont becht beeck beek beekman beernink beieren beijring
    bekbergen bellemans belpere bentheim beourgeois berends berendse berg bergh berkel berkum bernaards bernicia
    bertho bezemer bierstraten biesenbos biezenbos bijlsma billung blaak blees bleijenberg blewanus bloemendaal
    blokland blom blonk bock boddaugh boers boeser boetet bolkesteijn bont booden boogaerts borman bosch bosman
    boudewijns bouhuizen boulogne bouthoorn bouwhuisen bovene bovenen bragt brandon brands brandt brenen bresse
    bresé breugel breugelensis breukeleveen breukelveen briel briere brievingh brink brisee brizee broeckx broeders
    broekhoven broeshart bronder brouwer bruchem bruggeman brugman bruijn brumleve brunswijk bruyn bruynzeels buijs
    bunschoten butselaar buuren buytelaar bökenkamp cadefau cammel cant carnotte charon chevresson chotzen chrodtrud
    claassen claesdr claesner clootwijck coenen coolen coret coret-coredo cornelisse cornelissen cornelisz corput
    corstiaens cosman coterlet courtier cuijck daal dachgelder dachgeldt dachgelt dagsburg dalem darnau david dekker
    demmendaal dennenberg diesbergen dijk dijkman dijkstra dillen dircken dirksen dirven doesburg dokkum dongen
    dooren doorhof doorn doornhem dorsman doyle draaisma dries driessen drysdale dubois duivenvoorde duivenvoorden
    duvenvoirde duyvenvoorde eckhardt eelman eerden eerenbeemt egisheim ehlert eijkelboom eijssel elberts elbertse
    ellis elsemulder elsenaar elzas embden emmelen emmen engelen enschot erhout ernst erve este estey evelingen
    everde evers everts fechant feenstra feltzer ferran fiere flaas fleche floch formbach fortuyn frankhuizen
    françois françoise fredriks fremie frerichs freshour friehus furda galenzone galijn gallen garret gastel geenen
    geerling geerts geertsen geffen geldens gelder gellemeyer gemen gemert geneart genefaas gerrits gerritse
    gerritsen gervais ghoerle gils ginkel ginneke giselmeyer glasses gnodde goderts goedhart goerle gorp goudriaan
    govarts gratie gravensande greef greij grinsven groenendaal groenestein grondel grondelle groote gruijl gruijter
    gruil grunt gruson guellec guit gulcher haack haan haas haeften haengreve hagen hagendoorn hakker hamaland
    haneberg hanegraaff haring haselaar haspengouw hazenveld heere heerenveen heerkens heerschop hehl heiden heijden
    heijman heijmans heijmen heinrichs hekker hellevoort helmerhorst hemert hendricks hendriks hendrikse henegouwen
    henst heripon hermans herstal heusden heuvel hexspoor heyden heymans heyne hoedemakers hoeks hoekstra hoelen
    hoes hofman hollander holthuis hondeveld honing hoogers hoogh hoppenbrouwer horrocks horst hostaden houdijk
    houteveen huberts huel huijben huijbrechts huijs huijzing huisman hulshouts hulskes hulst hulten huurdeman
    höning jaceps jacobi jacobs jacquot jager jans jansdr janse jansen jansse janssen janssens jdotte jeggij jekel
    jerusalem jochems jones jonker jonkman joosten jorlink jorrisen jumiège jurrijens kaay kale kallen kalman karels
    kasteelen kathagen keijser keijzer keltenie kerkhof ketel kijnder kint kirpenstein kisman klaarwater klashorst
    kleibrink kleijse klerks kleybrink klijn kloppert knoers knuf koeman kolen kolster koning konings kooij koret
    korsman korstman kortman koster krabbe kramer kremer kriens kronenberg kruns kuijc kuijpers kuilenburg kuiper
    kuipers kuit kunen kusen kwaadland köster laan laar laarhoven laarse labado laffray lafleur lagerweij lambers
    lambregt lamore lamotte langevoort lankle lansink laon lathrope latier lede leemput leene leeuw leeuwen leguit
    lelijveld lemmens lensen lether levesque liendert lieshout ligtvoet lind linden linschoten lips loep lommert
    lonen loreal lorreijn louws luboch lucas lucel luin luinenburg luster lutterveld luxemburg luyssel maas maasgouw
    maaswinkel maath maes mahieu mallien mangel manne mansveld mansvelt marceron marchal marchand marduras mare
    marec martel martens mast matelot mater mathieu mathol mathurin matthews meeres meeusen meijer meis melet mercks
    merckx merkx metz meulen meyer michiels michielsen middelkoop mijsberg miltenburg miner mispelen moenen
    moensendijk molegraaf molen molenaar momberg mook mosley mudden muijs mulder mulders muller munster
    nederlotharingen nedermeijer neuteboom neuzerling niermann nieuwenhuijsen nieuwstraten nihoe nijman nijs
    nimwegen nollee noordeloos noordijk noordmark noort noot northeim nuwenhijsen nuwenhuijzen nuwenhuysen
    nyeuwenhuysen ochten oemencs oennen oever oirschot olst olthof olykan ommeren ooms ooste oostendorp oosterhek
    oosterhout oostveen ooyen opmans opper-lotharingen orleans osterhoudt otte otto oudewater ouwel ouwerkerk
    overdijk overeem oversteeg paillet palman pasman passchiers pastoors pauw pauwels pavert peeters perck perkins
    peronne perrono persijn peters peterse phillipsen pierson pieters pison plantard plas ploeg pluijm poncelet
    ponci pons poppel postma potters pouw praagh pratt prins prinsen puig rackham rademaker ramaker recer recers
    reede rehorst reijers reimes remmers rheineck ridder riem riet rietveld rijcken rijks rijn rijnsbergen rijntjes
    rijthoven rippey risma roessink roijen romijn roodesteijn rooij room roose roosenboom rossum rotteveel roukes
    rousselet rouwenhorst rouwhorst rubben ruijs ruiter rutten saksen salet salm salmen sande sanders santen sarneel
    saxo scardino schagen schakelaar scharroo schatteleijn scheer scheffers schellekens schelvis schenk schenkel
    scherms schevinghuizen schiffer schilt schipper schokman scholten schotte schouten schrant schrik schroeff
    schuijt schulten schuurmans schuylenborch schwartsbach schweinfurt scuylenborchs segerszoen serra sestig shupe
    simonis simons sire sitters slaetsdochter slagmolen slingerland smeede smeets smit smith smits soest soos spaan
    spaendonc spaendonck spanhaak speijer spier spies spiker spreeuw spreeuwel spreuwel sprong spruit spruyt stael
    stamrood stange steenbakkers steenbeek steinmeiern sterkman stettyn stichter stinis stoffel stoffelsz stook
    straaten stralen strigt strigter strijker strik stuivenberg suijker suinvorde susa swart symons takkelenburg
    tammerijn tamsma terry teuling teunissen texier thatcher thomas thout tielemans tillmanno timmerman timmermans
    tins tirie totwiller tours tuijl tuithof uittenbosch ulrich uphaus uphuis uphus vaessen vallenduuk vandenbergh
    vastenhouw veen veenendaal veenstra vegt veiver velde velderman velthoven veltman velzen venrooy verbeeck
    verbeek verboom verbruggen verda verdun vergeer verhaar verhagen verharen verheij verheuvel verhoeven verkade
    vermandois vermeulen verschuere verschut versluijs vertoor vertooren vervoort verwoert vial vierdag vignon vink
    visser vliet volcke voorhout voorst voortman vrancken vries vrome waarbeek waardeloo waas wagenvoort wallaert
    walsteijn walter wassenaar weeldenburg weerdenburg weijland weijters welf wendt werdes wessex westerburg
    westermann westfalen weterink wever weyland weylant wickerode wiel wigman wijland wilcken wildschut willems
    willemsen wilmont wilson winnrich winters wipstrik wittenboer wolffel wolfsdr wolfswinkel wolters wolzak wooning
    woudenberg wouters woutersz wright wunderink wutke zeemans zeldenrust zevenboom zijl zijlemans zijlmans zuidweg
    zuijdveld zwaben zwijsen
    """
)
"""Surnames, without the small words before them."""
