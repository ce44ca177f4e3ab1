"""What does not belong in a note, besides names: words and turns of phrase, each with its reason and a better way.

One phrase a line or between two bars. `*` after a word: however it ends. A bracket lists what may stand there:
"heard (him|her) say*". Everything in small letters; a word in CAPITALS counts only when written so.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Matter:
    kind: str
    why: str
    instead: str
    phrases: str
    """Phrases, one a line."""
    tentative: bool = False
    """Whether it only marks what is said as uncertain, as an impact has to be (it is labelled so in the record)."""


_OBSERVE: Final = "Write what you saw and heard: “unsteady, smell of alcohol, spoke loudly”."
_REL: Final = (
    "wife|husband|partner|spouse|son|sons|daughter|daughters|kid|kids|child|children|baby|toddler|teenager|teenagers|"
    "mother|father|mum|mom|mummy|dad|daddy|parents|sister|sisters|brother|brothers|family|girlfriend|boyfriend|fiancé|"
    "fiance|fiancée|fiancee|niece|nieces|nephew|nephews|aunt|auntie|uncle|cousin|cousins|in-laws|mother-in-law|"
    "father-in-law|brother-in-law|sister-in-law|son-in-law|daughter-in-law|grandmother|grandfather|grandma|grandpa|"
    "nan|gran|granny|grandson|granddaughter|grandchild|grandchildren|grandkids|twins|ex-wife|ex-husband|stepson|"
    "stepdaughter|stepson|stepmother|stepfather|hubby|missus|eldest|oldest|youngest|"
    "household|fam"
)

MATTERS: Final[tuple[Matter, ...]] = (
    Matter(
        "diagnosis",
        "A diagnosis, a symptom or a treatment says more than anybody there could see, and whoever reads this note reads it too.",
        "Leave it to the treatment record; here write only what was seen and said.",
        """
        depress*
        bipolar
        borderline
        bpd
        ptsd
        cptsd
        c-ptsd
        ocd
        adhd
        ADD
        MDD
        GAD
        NPD
        ASPD
        ARFID
        DID
        ASD
        SUD
        AUD
        CBT
        EMDR
        DBT
        ECT
        SSRI
        SSRIS
        anxiety
        panic attack*
        panic disorder
        phobi*
        agoraphobi*
        claustrophobi*
        trauma*
        psychosis
        psychotic*
        schizo*
        delusion*
        hallucinat*
        paranoi*
        hypomani*
        mania
        manic*
        dissociat*
        narcissis*
        sociopath*
        psychopath*
        anorexi*
        bulimi*
        binge*
        purging
        eating disorder*
        personality disorder*
        disorder*
        disordered
        autis*
        asperger*
        on the spectrum
        neurodiver*
        dementia
        alzheimer*
        insomnia
        addict*
        alcoholi*
        relaps*
        sobriety
        newly sober
        been sober
        months sober
        days sober
        stay* sober
        in recovery
        rehab*
        detox*
        twelve-step
        12-step
        AA
        comorbid*
        diagnos*
        symptom*
        patholog*
        medicat*
        meds
        antidepress*
        antipsychotic*
        mood stabili*
        decompensat*
        suicidal ideation
        self-harm*
        self harm*
        flashback*
        attachment style
        transference
        countertransference
        sertraline | zoloft | fluoxetine | prozac | escitalopram | lexapro | citalopram | celexa | paroxetine | paxil
        seroxat | venlafaxine | effexor | duloxetine | cymbalta | bupropion | wellbutrin | mirtazapine | trazodone
        lithium | lamotrigine | lamictal | quetiapine | seroquel | olanzapine | zyprexa | risperidone | risperdal
        aripiprazole | abilify | clozapine | clozaril | haloperidol | haldol | valproate | depakote | carbamazepine
        diazepam | valium | lorazepam | ativan | alprazolam | xanax | clonazepam | klonopin | benzo | benzos
        zolpidem | ambien | zopiclone | buspirone | hydroxyzine | propranolol | pregabalin | gabapentin
        methylphenidate | ritalin | concerta | adderall | vyvanse | lisdexamfetamine | elvanse | atomoxetine | strattera
        methadone | buprenorphine | suboxone | naltrexone | disulfiram | antabuse | acamprosate
        amitriptyline | nortriptyline | clomipramine | vortioxetine | desvenlafaxine | ketamine | esketamine
        """,
    ),
    Matter(
        "guess",
        "This is a guess, and in a record a guess reads as a fact.",
        "Write what you saw or heard, and leave out what you make of it.",
        """
        probably | presumably | apparently | maybe | perhaps | evidently | supposedly | allegedly
        most likely | likely | looks like (she|he|they|it) | looked like (she|he|they) | looked as if | looked as though
        must have | must be | must've
        might have | might've | may have | could have been | could be that
        seemed to | seems to | appeared to | appears to | seemingly | seemed (guilty|jealous|ashamed|afraid|controlling)
        as if (she|he|they) | as though (she|he|they)
        i think (she|he|they|it|this|that|the|client|ct|her|his|their) | i believe (she|he|they|client|ct|that)
        i guess | guessing | my guess | i assume* | assuming | i suspect* | suspect* | suspicious* | i imagine
        i bet | i reckon | i suppose | i wonder* | wondered whether | wondered if | makes me wonder
        my hunch | hunch | gut feeling | my gut | my impression | got the feeling | got the sense | got the impression
        i got the sense | i sense* | i could tell | you could tell | could tell that
        """,
        tentative=True,
    ),
    Matter(
        "guess",
        "This is a guess, and in a record a guess reads as a fact.",
        "Write what you saw or heard, and leave out what you make of it.",
        """
        affair | affairs | mistress | lover | cheat* on | cheating | sleeping with | seeing someone else | two-timing
        on a date | hooking up | side piece | toy boy | sugar daddy
        clearly | obviously | undoubtedly | no doubt | for sure | surely
        hiding something | something to hide | trying to hide | up to something | up to no good
        pretend* not | pretend* to | avoid* me on purpose | on purpose | deliberately | wanted to avoid
        in denial | unconscious* | projecting | acting out | defensive*
        stalk* | follow* me (here|there|home)
        """,
    ),
    Matter(
        "judgement",
        "This judges or jokes about somebody, and one day they may read it.",
        _OBSERVE,
        """
        drunk* | wasted | hammered | tipsy | plastered | sloshed | pissed | legless | stoned | intoxicated | hungover
        inebriated | worse for wear | three sheets | under the influence | off (her|his|their) face
        was high | looked high | high as | coked
        rude | rudely | rudeness | ridiculous* | absurd* | pathetic* | stupid* | idiot* | moron* | silly | dumb | daft
        crazy | insane* | nutcase | went nuts | nutty | bonkers | mad as | lunatic* | psycho | unhinged | loony | batty
        hysteric* | drama queen | melodramatic* | dramatic* | theatrical* | attention-seek* | attention seek*
        manipulat* | needy | clingy | lazy | selfish* | childish* | immature* | entitled | arrogan* | obnoxious*
        annoying* | irritating* | tiresome | insufferable | exhausting | creepy | creep | weird* | freak* | sleazy | slutty
        trashy | tacky | scruffy | dishevelled | ugly | fat | gorgeous | hot mess | a mess | total mess | a wreck
        unstable | aggressive* | hostile* | nasty | horrible | horrid | awful | terrible | disgust* | inappropriate*
        shameless* | brazen | cheeky | bitch* | asshole* | arsehole* | bastard* | jerk | prat | twat | cow | loser
        typical (her|him|client|behaviour|behavior|of) | classic (her|him) | bless (her|him|them)
        of all people | what a (day|joke|nightmare|character|performance|sight|state) | god help | serves (her|him|them)
        lol | lmao | rofl | haha* | hehe* | ha ha | omg | smh | wtf | hilarious* | comical* | laughable | a joke
        trainwreck | train wreck | car crash | basket case | piece of work | nightmare | full-on | over the top
        bad mother | bad father | bad parent* | terrible mother | spoilt | spoiled | brat | snooty | snob*
        """,
    ),
    Matter(
        "overheard",
        "This was not said to you, and others’ talk is not yours to record.",
        "Write only what the two of you said to each other.",
        """
        overhear* | eavesdrop* | could hear (her|him|them|it|every|the|what) | couldn't help but hear | couldn't help hearing
        could not help hearing | could not help but hear | couldn't avoid hearing | happened to hear | from what i heard
        i heard that | heard through | heard from | word is | rumour* | rumor* | gossip* | people say | apparently told
        heard (her|him|them) (say*|tell*|talk*|argu*|shout*|complain*|whisper*|fight*|cry*|mention*|discuss*|swear*|ask*|on|arrang*|laugh*|yell*|plan*)
        heard client (say*|tell*|talk*|argu*|shout*|complain*|whisper*|mention*|discuss*|on)
        were arguing | was arguing | arguing | argued | argument | quarrel* | having a row | had a row | a row about | bicker*
        was telling (her|him|his|their|them|the|someone|a) | were telling (her|him|them|each)
        telling (her|his|their) (friend*|companion*|husband|wife|partner|mother|mum|mom|sister|brother|daughter|son)
        saying to (her|his|their|the) | said to (her|his|their) (friend*|companion*|husband|wife|partner|mother|mum|mom|sister|brother|daughter|son|phone)
        was on the phone (to|with|about) | on (her|his|their) phone (to|with|about) | talking on the phone
        were talking about | was talking about | talking loudly about | were discussing | was discussing | caught (part|bits|snippets|snatches) of | listening in | listened in | their conversation
        read (her|his|their) screen | saw (her|his|their) screen | over (her|his|their) shoulder | saw (her|his|their) texts
        """,
    ),
    Matter(
        "own_family",
        "Your family is not part of the client’s record, and the client may read it.",
        "Write “a companion of mine” or “a child with me”.",
        f"""
        my ({_REL})
        my (older|younger|elder|eldest|youngest|little|big|own|teenage|late|new|dear|poor|lovely|five-year-old|three-year-old) ({_REL}|one|ones|boy|girl|boys|girls)
        our (son|sons|daughter|daughters|kid|kids|children|baby|toddler|youngest|eldest|twins)
        """,
    ),
    Matter(
        "other_client",
        "This tells of somebody else who is in your care.",
        "Leave them out; what happened with them goes in a note of its own, in their own file.",
        """
        another (client|patient|ct) | other (client|clients|patient|patients) | different client | another of my
        one of my (other|clients|patients|groups) | my other (client|clients|patients) | ex-client | former client | past client
        former patient | ex-patient | also a client | also my client | also sees me | also see her | also see him
        my next client | my last client | two of my clients | both clients | both of them are clients | who i also see
        a client of my colleague | in my thursday group | in my group | from my group | from group
        """,
    ),
    Matter(
        "law",
        "A note that argues its own case reads as a defence, and this one is a record.",
        "Write what you did; what the rules ask belongs in your policy.",
        """
        hipaa | gdpr | privileged communication | legally | the law | by law | statute* | statutory | liab* | lawsuit
        sued | sue me | litig* | pursuant to | in accordance with | ethics code | code of ethics | ethical code | ethical guidelines
        standard of care | duty to | duty of care | malpractice | not a breach | no breach | breach of | breached
        within my rights | my lawyer | my attorney | my solicitor | licensing board | in compliance | covered myself | to cover myself
        i did nothing wrong | ethically required | ethically bound | as required by
        """,
    ),
    Matter(
        "place",
        "An exact position can give the client away.",
        "A kind of place is enough: “in a shop”, “at sport”.",
        """
        gps | coordinates | what3words | google maps | dropped a pin | pin drop
        """,
    ),
    Matter(
        "contact",
        "This leads straight to a person: a number, an address, an account or a car.",
        "Leave it out; how to reach the client stands in their file.",
        """
        number plate | licence plate | license plate | reg plate | date of birth | DOB | home address | (her|his|their) address
        social security | national insurance
        """,
    ),
)

NAME_WHY: Final = "This may be somebody’s name, and others are named in no note."
NAME_INSTEAD: Final = "Write the role: “an adult companion”, “a child”, “a colleague of theirs”."
SCRIPT_WHY: Final = "This is in another script, and in a note that is often a name."
INITIAL_WHY: Final = "An initial or a title with a letter still points at one person."

ROLES: Final = frozenset(
    """
    wife husband partner spouse son daughter kid child baby mother father mum mom dad sister brother girlfriend boyfriend
    fiancé fiancée fiance fiancee niece nephew aunt auntie uncle cousin friend friends neighbour neighbor colleague
    coworker boss manager companion roommate flatmate housemate ex grandson granddaughter grandmother grandfather grandma
    grandpa nan gran stepson stepdaughter stepmother stepfather twins dog puppy cat teacher coach pastor priest rabbi imam
    mother-in-law father-in-law brother-in-law sister-in-law mate buddy pal carer nanny babysitter guardian toddler
    """.split()
)
NAMING: Final = frozenset("named called nicknamed".split())
SPEECH: Final = frozenset(
    """
    introduced introduce introducing spoke speak speaking talk talked talking said wave waved waving nodded nod smiled
    chatting chatted chat with met meet meeting saw seeing and by wrote texted called thanked hugged greeted
    """.split()
)
ACTS: Final = frozenset(
    """
    said says asked asks told tells came comes went goes was is had has waved waves smiled smiles nodded nods greeted
    greets introduced introduces looked looks walked walks stood stands sat sits left leaves arrived arrives joined joins
    called calls laughed laughs ran runs approached approaches stopped stops turned turns spoke speaks wanted wants
    mentioned mentions replied replies answered answers shook hugged kissed held pulled pushed gave took got saw met
    recognised recognized noticed stared kept started began tried did didn't wasn't hadn't seemed appeared who whom
    """.split()
)
HONORIFICS: Final = frozenset(
    """
    mr mrs ms mx miss dr prof professor sir madam dame lord lady señor señora señorita senor senora senorita sr sra srta
    herr frau monsieur madame mademoiselle mme mlle signor signora signore pan pani dona doña uncle auntie aunty
    aunt rabbi imam father pastor reverend rev coach sheikh sheik haji hajji sheikha sister brother deacon elder
    nurse officer sergeant captain judge councillor tante onkel tía tío tia tio khala chacha didi bhai abu umm umm
    """.split()
)
SURE_HONORIFICS: Final = frozenset(
    "mr mrs ms mx dr prof señor señora señorita herr frau monsieur madame mme mlle signor signora".split()
)
"""Before a word in small letters too: "mr kowalski"."""
AFTER_NAMES: Final = frozenset(
    "san sama kun chan sensei senpai ji bhai ben ssi nim jaan khan effendi bey hanim".split()
)
PARTICLES: Final = frozenset(
    """
    van von der den dem de da do dos das di del della delle degli du des la le lo el al ibn bin bint ben ter ten te zu zum
    zur y af av abu umm mac mc ap ab ní nic ó san santa st ul ur
    """.split()
)
LOCATIVE: Final = frozenset(
    "in at near outside inside along through across around opposite off onto toward towards beyond past via".split()
)
GOING: Final = frozenset("to from for leaving".split())
GOES: Final = frozenset(
    """
    went go goes going drove driving walked walking moved moving way trip train bus flight flew fly travelled traveled
    travelling traveling back home commute commuting headed heading here away over return returned returning coming came ferry
    """.split()
)
LETTERED: Final = frozenset(
    """
    plan type gate vitamin room platform version exit building block aisle row section hall floor terminal grade class
    group option part appendix side point zone bay line route hepatitis category size level wing lot stand unit form
    """.split()
)
"""Before a single capital letter, which is then no initial: "gate B"."""
SHORTENED: Final = frozenset(
    """
    approx c ca dr eg etc ie mr mrs ms mx no prof rev sr sra st vs
    """.split()
)
"""A point after these ends no sentence."""
DOTTED: Final = frozenset(
    """
    D.C. E.R. E.U. L.A. N.Y. P.E. P.M. P.S. U.K. U.S.
    """.split()
)
"""Two letters with points that are nobody’s initials."""
ALSO_ENGLISH: Final = frozenset(
    """
    ben des do el la st te ten y
    """.split()
)
"""Particles that are taken for English words in front of a name."""
SMALL_WORDS: Final = frozenset(
    """
    arch asa auntie basil christian cora costa dane dina dominique esi hank lea lev liv luna mai mari marry mel
    min mina mo nana nova ola pal park peg per sol van vic
    """.split()
)
"""Listed names that, written small, are as often something else."""
