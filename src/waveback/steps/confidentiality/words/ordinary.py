"""Words that are no names, although they may stand with a capital letter."""

from typing import Final

ORDINARY: Final = frozenset(
    """
    a able abort about above absent absolute abstract accept acceptable accepted accepting accepts access accessed
    accessible accessing accident accidental accompanied according account acknowledged acknowledgement
    acknowledgment acquaintance across act action actions active activity actual actually add added adding
    addition additional address addresses adds admin adult adults advanced affect affected after afternoon
    afterwards again against ago agreed ahead airport aisle alcohol algorithm alias aliases alive all allauth
    allow allowed allowing allows almost alone along already also alter alternate alternative although always am
    ambiguous among amount an analysis and annotated annotation annotations another answer answered answers any
    anybody anyone anything anyway anywhere apart app appear appears append appended applicable application
    applications applied applies apply applying approach approached appropriate approx approximately apps
    arbitrary are arg args argument arguments aria around array arrays arrived as ascii ask asked asks assert
    assertion assertions assessment assign assigned assignment assignments associated assume assumed assumes
    assuming async asyncio at atomic attached attempt attempting attempts attended attr attribute attributes attrs
    aunt auntie authentication authenticator authors auto automatic automatically available avoid avoids await
    aware away awkward baby back backend backends background backs backslash backslashes backward backwards bad
    bag bakery bank bar barber bare barista bartender base based bases basic basically basis bathroom be beach
    because become becomes bed been before began begin beginning behave behaves behavior behaviour behind being
    belong belongs below beside best better between beyond bf big bike binary bind binding birp birthday bit bits
    blank bless block blocked blocking blocks blocktranslate bloke bodies body bool boolean boss both bottom
    bought bound boundaries boundary bounded bounds box boy boys bp bpo brackets branch break breaking breaks
    brief briefly broken brother brothers brought browser buffer buffers bug bugs build building builds built
    builtin builtins bumped bunch bus but button by bye byte bytes cab cache cached caches caching cafe calculate
    calculated call callable callback callbacks called caller callers calling calls calm came can cancel cancelled
    cannot canonical capture captured car care careful carriage carried carries carry carrying case cases cashier
    cast casual cat catch category caught cause caused causes causing certain chain chains chance change changed
    changes changing channel chap char character characters chars charset chat chatted chatting check checked
    checker checking checkout checks cheerful cheers chemist child children choice choices choir choose chosen
    chunk chunks church cinema circular circumstances city cl class classes clause clauses clean cleanup clear
    cleared client clients clinic clock close closed closes closing clothes cls coach coat code codes coffee
    colleague colleagues collect collected collection collections colon color colors column columns combination
    combine combined combining come comes coming comma command commands comment commented comments commit common
    commonly community compact companion company compare compared compares comparing comparison comparisons
    compatibility compatible compilation compile compiled compiler complete completed completely completion
    complex compliance complicated component components compute computed concert concrete condition conditional
    conditions conference confidential confidentiality config configuration configured conflict congratulations
    connect connected connection connections consecutive consider considered consistency consistent consists
    console constant constants constraint constraints construct constructed construction constructor constructs
    consume consumed contact contain contained container containing contains content contents context contexts
    continuation continue contributors control controls convenience convenient convention conversation conversion
    convert converted converting converts cookie copied copies copy copying copyright core corner coroutine
    correct correctly correspond corresponding corresponds cost could count counter counts couple couples courtesy
    cousin cover coverage covered covers crash create created creates creating creation cried cross crossed
    crossing crowd crowded crying ct ctypes current currently cursor custom customer customize cut cycle cycled
    cycles dad daemon dance dap dark data database databases date dates datetime daughter day days daytime db dead
    deal dealing debug debugging decide decimal declaration declarations declare declared decode decoded decoding
    decorated decorator decorators def default defaults defer deferred define defined defines defining definition
    definitions delete deleted deleting deletion delimiter delimiters dentist departed depend dependencies
    dependency dependent depending depends deprecated deprecation depth derived describe described describing
    description descriptions descriptor descriptors design designed desired desk destination destroyed detail
    detailed details detect detected determine determined determines device dict dictionaries dictionary dicts did
    didn't differ difference differences different differently differs digits dinner dir direct direction
    directives directly directories directory disable disabled discard discarded discharge disclaimer discuss
    discussed discussion disk dispatch dispatcher display displayed distance distinct distinguish distress
    distribute distributed distribution django do doc docs docstring doctor document documentation documented does
    dog dogs doing domain done door dose dot dotted double down dr draft draw drawn dressed drink drinking drive
    driver driving drop dropped drove dual ducked dude due dummy dump dunder duplicate duplicates duration during
    dx dynamic dynamically each earlier early easier easily easy edge effect effective effectively effects
    efficient effort eg eight either elderly electrician element elements eleven else elsewhere email emailed
    embedded emit emitted employee empty enable enabled enables enclosing encode encoded encoding encodings
    encounter encountered end endblock endblocktranslate ended endelement endfor endif ending ends endslot enforce
    engine enough ensure ensures enter entered entire entirely entrance entries entry enum env environment equal
    equality equivalent error errors escape escaped escapes escaping especially essentially eta etc evaluated
    evaluation even evening event events eventually ever every everybody everyone everything everywhere ex exact
    exactly example examples except exception exceptions exchange exchanged exclude excluded excuse executable
    execute executed executing execution exist existence existing exists exit exiting exits expand expanded
    expansion expect expected expects expensive explanation explicit explicitly export exposed express expression
    expressions extend extended extends extension extensions external extra extract extracted eye eyes face fact
    factor factory facts fail failed failing fails failure failures fake fall fallback falls false family far fast
    faster father fd feature features feed felt female festival fetch few field fields fifteen fifth figure file
    filename filenames files filesystem fill filled filter filtered filtering filters final finally find finding
    finds fine finish finished first fit five fix fixed fixture fixtures flag flags flat flight float floating
    floats flow flush flushed folder folks follow follow-up followed following follows followup foo food for force
    forced foreign fork form format formats formatted formatter formatting former forms forty forward found four
    frame frames framework free fresh friday friend friended friendly friends from front froze frozen full
    fullname fully func function functionality functions funeral further future fyi game garbage garden gate gave
    general generally generate generated generates generating generation generator generators generic gentleman
    geometry gesture get gets getting gf girl girls git give given gives giving glance glanced glob global globals
    go goal goes going gone good goodbye got governing grabbed grammar gran grandad grandchild grandchildren
    granddaughter grandfather grandma grandmother grandpa grandparent grandson granny granted graph gratitude
    greater greenlet greeted greeting greetings grinned group groups guarantee guaranteed guard guess guest
    gunicorn guy guys gym hack had hadn't hairdresser half hall hallway hand handed handle handled handler
    handlers handles handling hands happen happened happens happy hard has hash hashable hasn't have haven't
    having he he'd he'll he's head headed header headers heard held hello help helped helper helpers helpful helps
    hence her here hereby hers herself hex hey hi hid hidden hide hierarchy high higher highlight highlighted
    highlighting him himself hint his history hit hiya hold holding holds home hook hooks hospital host hour hours
    house how however html hubby hug hugged human husband hx i i'll i'm i've icon id idea identical identifier
    identifiers identify identity ids if ignore ignored ignores ignoring image immediate immediately immutable
    impact implement implementation implementations implemented implementing implements implicit implicitly
    implied implies import important imported importing imports impossible improve in incident incidental include
    included includes including incompatible incomplete incorrect increment incremental indent indentation
    indented independent index indexed indexes indexing indicate indicated indicates indicating indices individual
    infer inference inferred infinite info information inherit inheritance inherited init initial initialization
    initialize initialized initially initiated initiator inline inner input inputs insert inserted inside inspect
    install installation installed instance instances instantiate instantiated instantiation instead int intake
    integer integers intended intentionally interactive interface interfaces intermediate internal internally
    internals interpreted interpreter intervention into introduced introduction introspection ints invalid
    invariant invitation invite invocation invoke invoked is isn't issue issues it it's item items iterable
    iterate iterating iteration iterator its itself job jogged jogging join joined just keep keeping keeps kept
    key keys keyword keywords kid kids kind kinds kissed knew know known knows kwargs label labels lad ladies lady
    lambda language languages large larger lass last late later latest latter laughed law layer layout lazily lazy
    lead leading leaf leak leaned least leave leaves leaving led ledger left legacy length less let lets letter
    letters level levels lexer lexers libraries library license licensed lies lift light like liked likely limit
    limitations limited limits line lines lingered link links list listed lists literal literals little live load
    loaded loader loading local locale locals location locations lock locked log logged logging logic login logs
    long longer longest look looked looking looks lookup lookups loop loops lost lot loud low lower lowercase
    lowered lunch machine machinery made magic main maintain major make makes making male malformed man manage
    management manager manually many map mapped mapping mappings maps mark marked marker markers market marks
    markup mass match matched matches matching mate materials matter max maximum may maybe me mean meaning
    meaningful means meant meanwhile mechanism meet meeting member members memory men mentioned merge merged merry
    message messaged messages met meta metaclass metadata method methods midday middle might migration migrations
    mine minimal minimum minor minute minutes mirrored missing missus mixed mode model models modification
    modified modify module modules mom moment moments month mood more morning mosque most mostly mother mouthed
    move moved msg much multi multiple mum musician must mutable muttered mutual my mypy mypyc myself naive name
    named names namespace naming nan narrow native near nearby necessarily necessary need needed needs negative
    neighbor neighbors neighbour neighbours neither nephew nested nesting network neutral never new newer newline
    newlines newly next nice niece night nine no no. nobody nod nodded nodding node nodes nods non non-verbal none
    nonverbal noon nor normal normalization normalize normalized normally nosec not notation note noted notes
    nothing notice noticed notification now null number numbers numeric nurse obj object objective objects obs
    observed obtain obtained occur occurred occurrence occurs of off offered office officer offset offsets often
    oh ok okay old older omitted on once one ones online only onto op opaque open opened opening opens operate
    operating operation operations operator operators opposed ops optimization optimized option optional
    optionally options or order ordered ordering ordinary origin original originally other others otherwise our
    ourselves out outcome outer output outputs outside over overflow overhead overlap overload overridden override
    overrides overriding overwrite own owner package packages padding page pages paid pair pairs pal pale
    paragraph parallel param parameter parameters params pardon parent parentheses parents park parked parking
    parse parsed parser parses parsing part partial partially particular particularly partner parts party pass
    passed passenger passes passing password past pastor patch path pathname paths pattern patterns pause paused
    pavement pay paying payload pending people per perform performance performed performing performs perhaps
    period permission permissions permitted person petrol pharmacy phase phone photo photos pick picked pickle
    pieces pipe place placed placeholder places plain plan planned plans platform platforms play played playground
    pleasant pleasantries pleasantry please pleased plugin plugins plumber plus point pointed pointer pointers
    pointing points police policy polite politely pool pop populate populated port portion pos position positional
    positions positive possible possibly post posted potential potentially power practice pre precedence precise
    precision predicate prefer preference preferred prefix prefixed prefixes preschool presence present
    presentation preserve preserved preserving pretty prevent prevents previous previously primarily primary
    primitive print printed printing prints prior priority privacy private probably problem problems process
    processed processes processing produce produced produces professional profile program programming progress
    project prompt prompted propagate proper properly properties property protocol protocols provide provided
    provider provides providing proxy pseudo psycopg pt public published pulled punctuation pure purpose purposes
    push pushchair pushed pushing put pytest python qualified queries query question queue queued quick quickly
    quiet quietly quite quote quoted quotes race raise raised raises raising ran random rang range rare rather raw
    re reach reachable reached reaches reaction read readable reader reading reads ready real really reason
    reasonable reasons rec receive received receives recent receptionist reciprocal recognised recognize
    recognized recommended record recorded records recovery recurse recursion recursive recursively redirect
    reduce redundant refer reference referenced references refers reg regarding regardless regex register
    registered registers registration registry regular reject rejected related relation relations relative
    relatively relatives relaxed release released releases relevant reliable relies rely remain remained remaining
    remains remarked reminded remote remove removed removes removing rename renamed render renderable rendered
    rendering repeat repeated replace replaced replacement replaces replacing replied reply report reported
    reporting reports repository repr represent representation represented representing represents reproduce
    request requested requests require required requirements requires reserved reset resolution resolve resolved
    resolves resolving resource resources respect respected respective respectively responded response responses
    responsible rest restaurant restore restriction result resulting results retain retreated retrieve retrieved
    return returned returning returns reuse reused reverse review reviews revisit right rights risk road room root
    roughly round routine routines row rows rule rules run run-in run-ins runner running runs runtime safe safely
    safety said same sat saturday save saved saving saw say saying says scan scheme school scope screen script
    scripts sealed search second seconds section sections security see seeing seem seemed seems seen sees select
    selected selection self semantic semantics semester send sending sends sense sensitive sent sentence sentinel
    separate separated separately separator separators sequence sequences serialization serialize serialized
    series served server servers serves service serving session sessions set sets setting settings setup seven
    several shall shape share shared she shell shook shop shopper shopping short shorter shortly should shouted
    show showed showing shown shows shrink shrugged shutdown sibling siblings side sidewalk sign signal signals
    signature signatures signed significant signing signs silence silent silently similar similarly simple simpler
    simplify simply since single sipped sister sisters sit site sitting situation situations six size sizes skip
    skipped skipping skips slash slashes slice slightly slot slow slowed slower small smaller smallest smelled
    smile smiled smiling so soap social socket sockets software sold some somebody someone something sometimes
    somewhat somewhere soon sorry sort sorted sounded source sources space spaces span speaking spec special
    specific specifically specification specified specifies specify specifying speech speed spent split spoke
    spontaneous spotted spouse stable stack staff stairs stale stall stand standard standing stands start started
    starting starts startup state stated statement statements states static statically status stay stayed stays
    stderr stdlib stdout step stepped steps still stood stop stopped stops storage store stored stores storing
    story str straight stranger strategies strategy stream streams street strftime strict strictly string strings
    strip stripped stripping strolled stroller struct structure structures stub stubs student stuff style styles
    sub subclass subclasses subclassing subject subjective subprocess subsequent subset subtype subway succeed
    success successful successfully such suddenly sufficient suffix suggested suitable suite summary sunday super
    superclass supermarket supervision supervisor supplied supply support supported supporting supports supposed
    suppress sure swam swim swimming swiped switch symbol symbolic symbols synagogue sync syntax system systems
    tab table tables tag tagged tags take taken takes taking talk talked talking tall tapped target targets task
    tasks taxi teacher team tearful ted teen teenager teenagers tell tells template templates temple temporarily
    temporary ten tense terminal terminate terminated terms test tested testing tests text texted texts th than
    thank thanked thanks that that's the theater theatre their them themselves then therapist therapy there
    therefore these they they're thing things think third thirty this those though thread threads three through
    throw thrown throws thumbs thursday thus time timeout times timestamp timezone title to today toddler together
    token tokens told tomorrow tone too took tool tools top topic total toward towards town trace traceback track
    tracking trailer trailing train training tram trans transaction transform transformation translate translated
    translation transport travel travelling treat treated treatment tree trembled tricky tried tries trigger
    triggered triggers trip tripped trivial trolley true truncated try trying tuesday tuple tuples turn turned
    turns twelve twenty twice twins two tx type typed types typical typically typing unable unaccompanied
    unavailable unaware unchanged uncle unconditionally undefined under underlying underscore underscores
    understand unexpected unfriended unicode union unions unique unit unknown unless unlike unnecessary unpack
    unplanned unreachable unremarkable unsafe unsigned unsteady unsupported unsure until unused up update updated
    updates updating upon upper upset upstream url us usable usage use used useful user username users uses usher
    using usual usually utf utilities utility valid validate validation value values var variable variables
    variant variants various vars vented verbal verbose verification verified verify version versions very vet via
    view views visible visit visited visitor voice volunteer volunteers vs w wait waited waiter waiting waitress
    waits walk walked walking wandered want wanted wants warn warning warnings was wasn't watched water wave
    waveback waved waves waving way ways we we're weather weaved web wedding week weekend weekly weeks weird
    welcomed well went were what whatever when whenever where whereas whether which while whisper whispered
    whitespace who whole whose why width wife wildcard will window windows winked wiped wish wished wishes with
    within without woman women won't word words wore work workaround worker workers working works worried worth
    would wrap wrapped wrapper wrappers wrapping wraps writable write writes writing written wrong wrote year
    years yelled yes yesterday yet yield yielding yields yoga you young younger your yours zero zone
    """.split()
)
"""Words of every day and of notes: at the start of a sentence, in headings, in titles."""

CALENDAR: Final = frozenset(
    """
    advent african afrikaans albanian american anglican apr april arab arabic argentinian asian asl aug august
    australian bank baptist bar bat belgian bengali berlin bible bonfire bosnian boston boxing brazilian britain
    british bsl buddhist bulgarian burns canadian cantonese caribbean carnaval carnival catholic chanukah chicago
    chilean chinese christ christian christmas colombian communion croatian cuban czech danish deaf dec december
    diwali dutch easter eastern eid england english epiphany estonian ethiopian eu europe european eve farsi
    father's feb february filipino finnish french fri friday fridays german ghanaian god gras greek gujarati
    haitian halloween hanukkah hashanah hebrew hindi hindu hispanic hogmanay holi holiday hungarian icelandic
    iftar igbo independence indian indonesian iranian iraqi ireland irish israeli italian jamaican jan january
    japanese jewish jul july jun june juneteenth kenyan kippur koran korean kurdish kwanzaa labor latina latino
    latinx latvian lebanese lent lisbon lithuanian london lord lunar lutheran malay mandarin mar march mardi mass
    may memorial methodist mexican midsummer mitzvah mon monday mondays mormon mother's mothering muslim nativity
    navratri nepali new nigerian northern norwegian nov november nowruz nye oct october orthodox pakistani paris
    passover pentecost persian peruvian pesach polish portuguese pride protestant punjabi purim quaker quinceanera
    quinceañera quran ramadan remembrance romanian rosh russian sat saturday saturdays scotland scottish sep sept
    september serbian shabbat sikh slovak somali southern spanish sukkot sun sunday sundays swahili swedish syrian
    tagalog tamil thai thanksgiving thu thur thurs thursday thursdays torah tue tues tuesday tuesdays turkish uk
    ukrainian urdu us usa vaisakhi valentine's veterans vietnamese wales wed wednesday wednesdays weds welsh
    western xhosa xmas year's yiddish yom york yoruba zulu
    """.split()
)
"""Days, months, feasts, languages, peoples, a few cities: capitals by the rules of English."""

BRANDS: Final = frozenset(
    """
    10k 5k a&e ai aid airbnb airdrop aldi aldi's am amazon android applebee's argos asda atm b&q best bolt boots
    bst bumble bunnings buy canadian carrefour cashapp ceo chili's chipotle co-op coles coop costa costco
    couch-to-5k crossfit csa cst cvs denny's depot discord diy dj domino's dps dunkin ebay edeka er est etsy
    express facebook facetime faq fc feeld foods gmail gmt google gp greggs grindr h-e-b halfords healthgrades heb
    hinge home homebase hortons hr iceland icu id ikea ikea's instagram ipad iphone it jane joe's joes john kfc
    kmart kohl's kohls kroger lewis lgbt lgbtq lidl linkedin loblaws lowe's lyft m&s macy's marks match mc
    mcdonald's mcdonalds meijer mercadona messenger migros morrisons nando's nandos nero netflix next nextdoor nhs
    nordstrom nye ok okay okcupid ot outlook panera park-run parkrun paypal pdf pe peloton pilates pinterest pizza
    pm pret primark pst pta publix reddit rewe rite rsvp safeway sainsbury sainsbury's screwfix signal
    simplepractice skype slp snapchat spencer spoons spotify starbucks strava subway superdrug target teams
    telegram tesco therapynotes tiktok tim tinder tire trader tv twitter uber utc venmo vinted wagamama waitrose
    walgreens walmart waveback wegmans wendy's wendys wetherspoon wetherspoons whatsapp whole wi-fi wifi
    woolworths yelp ymca ymca's youtube zelle zoom zumba
    """.split()
)
"""Shops, chains, services and common abbreviations."""

PLACES: Final = frozenset(
    """
    academy airport arcade arena arms ave avenue bakery bank bar barbers baths bay beach bistro blvd books
    bookshop bookstore borough boulevard brewery bridge building bus cafe café campus cathedral center central
    centre chapel church cinema city clinic close club coffee college common commons corner county court courts
    crescent deli depot diner district drive east fair farm festival field fields fitness floor foods forest
    gallery garden gardens gate green grill ground grounds gurdwara gym half hall harbor harbour hardware heath
    hill hills hospital hostel hotel house inn island kindergarten kitchen lake lane laundromat leisure library
    line ln lower mall marathon market masjid metro mosque mountain museum nails north nursery outlet parade
    parish park pharmacy pier place platform plaza pool port pub quarter rd restaurant rink river road room row
    salon school shop shops south spa square st stadium state station store stores street studio suite supermarket
    superstore surgery synagogue tavern temple terminal terrace theater theatre tower town track trail train tube
    university upper valley village walk way west wood woods zoo
    """.split()
)
"""What a place is called: with one of these in it, "Maple Street" is a place."""
