"""What a language needs so that its quotations can be found: words in tables, no code.

A language is one `Language` value. The grammar that reads the tables (`clause`, `names`, `find`) is the same for all of
them, so a fifth language is a fifth table. Words are lower case unless said otherwise.
"""

from digest.model.base import Record

Words = frozenset[str]


def words(*lines: str) -> Words:
    return frozenset(word for line in lines for word in line.split())


class Language(Record, kw_only=True):
    """The words by which a language says who said it."""

    code: str
    verbs: Words
    """Finite forms whose subject speaks: `said`, `told`."""
    weak: Words
    """Finite forms that often, but not always, mean speaking: `called`, `noted`."""
    participles: Words
    """Forms that borrow the sentence's subject: `saying`, `adding`."""
    auxiliaries: Words
    passive: Words
    """Auxiliaries after which the subject is the one spoken to: `was told`."""
    adverbs: Words
    """What may stand between subject and verb besides auxiliaries."""
    he: Words
    she: Words
    they: Words
    it: Words
    """Which of these stands for one thing."""
    plurals: tuple[str, ...]
    """How a noun of several ends."""
    his: Words
    her: Words
    personal: Words
    """Pronouns and possessives that tell whether a person is `he` or `she`."""
    their: Words
    to: Words
    """Prepositions of the listener, where the subject may follow: `a déclaré à l'AFP Ada Brandt`."""
    by: Words
    """Before the agent of a passive: `hailed by`."""
    like: Words
    """`as` of `as she said`."""
    asked: Words
    """Participles that begin a sentence about a question: `asked`."""
    persons_who: Words
    """Relative pronouns of persons only."""
    gerunds: tuple[str, ...]
    """How a participle ends that opens a sentence: `Observing that`."""
    finite: tuple[str, ...]
    """How a verb ends that can follow or precede its subject after a quotation."""
    adverb_endings: tuple[str, ...]
    bare_plurals: bool = False
    """Whether plurals without an article speak: `Storm chasers said`."""
    inverts: bool = False
    """Whether the subject may follow its verb anywhere."""
    verb_last: bool = False
    """Whether a participle stands last, away from its subject."""
    elides: bool = False
    """Whether `l'agence` is two words."""
    incises: bool = False
    """Whether an attribution may stand within the marks."""
    drops_subject: bool = False
    """Whether a verb needs no pronoun: `confesó`."""
    capital_nouns: bool = False
    """Whether every noun has a capital."""
    articles: tuple[str, ...]
    """Definite articles with the blank after them, as they stand before a name that is no person's: `the `."""
    called: tuple[tuple[str, ...], ...] = ()
    """What stands between a description and the name that it gives: `a man identified as Ali`."""
    subjunctive: Words = frozenset()
    """Verb forms that only a sentence of reported speech has: `sei`."""
    naming: Words
    """Verbs after which a quotation is what something is called, not whose it is: `called his remarks “...”`."""
    indefinite: Words
    """Determiners of somebody not named before: `a`."""
    copulas: Words
    """What stands between a name and what its bearer is: `is`."""
    joins: Words
    """What joins two speakers: `and`."""
    buts: Words
    """What else may begin a sentence before its subject: `but`."""
    listeners: Words
    """Verbs that name the listener before `that`: `told`."""
    relatives: Words
    """`who said`: the speaker is the noun before."""
    determiners: Words
    linking: Words
    """Prepositions inside a speaker's description: `a spokesman for`, `the head of`."""
    prepositions: Words
    breaks: Words
    """Words that begin a new clause."""
    that: Words
    """Words that begin reported speech."""
    according: tuple[tuple[str, ...], ...]
    """Phrases before a speaker: `according to`."""
    nouns: Words
    """What is said, as a noun: `comment`, `statement`."""
    of: Words
    """What stands between such a noun and its speaker: `a statement from`."""
    documents: Words
    """Nouns that speak for whoever issued them: `the statement said`."""
    roles: Words
    """Words for what a person is or does, also before a name."""
    role_endings: tuple[str, ...]
    titles: Words
    """Courtesy titles and short ranks before a name, without the dot."""
    male: Words
    """Titles and roles of men."""
    female: Words
    leaders: Words
    """Roles that `the Chinese leader` may stand for."""
    bodies: Words
    """Nouns of institutions and groups that speak: `ministry`, `police`."""
    humans: Words
    """Nouns of one person besides roles: `woman`."""
    he_articles: Words
    """Articles before a man's role only: `der Sprecher`."""
    she_articles: Words
    ages: tuple[str, ...]
    """How a noun made of an age ends: `31-year-old`."""
    spouses: Words
    """What each of a couple is to the other."""
    media: tuple[str, ...] = ()
    """How a noun of an outlet ends that somebody tells it to."""
    aged: Words = frozenset()
    """What follows the years of somebody's age: `der 61 Jahre alte Chef`."""
    demonyms: Words
    """Words of a person's origin, as printed: `Romanian`."""
    places: Words
    """Demonyms and countries, as printed: `Chinese`, `Russia`."""
    times: Words
    abbreviations: Words
    """Words whose full stop ends no sentence, without the dot."""
    starters: Words
    """Words with a capital only because they begin a sentence."""
    elisions: Words
    """What may follow an apostrophe that is no quotation mark: `'em`."""


PARTICLES = words("al bin ben da de del della den der di dos du el ibn la le ten ter van von zu y")
"""Small words inside a name, in any language."""

EN = Language(
    code="en",
    verbs=words(
        "said says say told tells tell added adds wrote writes tweeted tweets asked asks replied replies answered explained",
        "explains insisted insists argued argues announced announces declared declares stated concluded concludes continued",
        "remarked recalled recalls exclaimed responded responds quipped joked jokes countered counters acknowledged admitted",
        "admits conceded concedes emphasized emphasised emphasizes emphasises stressed stresses affirmed asserted asserts",
        "reiterated reaffirmed testified warned warns cautioned commented complained boasted bragged shouted yelled cried",
        "whispered lamented pointed quoth retorted revealed vowed vows pledged predicted promised opined ruled reads",
        "interjected mused snapped thundered wondered contended contends maintained alleged alleges claimed claims noted notes",
        "confirmed denied denies suggested suggests observed believes thinks summed messaged posted urged began begins",
        "chanted sang protested repeated",
        "write argue note warn claim insist explain add suggest believe confirm deny acknowledge concede reveal",
        "estimate estimates estimated caution cautions specified specifies clarified clarifies elaborated remarks",
        "submitted queried hollered fumed fumes raged sighed laughed muttered murmured mumbled whispers shouts ",
        "screamed screams roared thunders sneered scoffed scoffs jested chuckled grinned teased barked growled",
        "bellowed reckons reckoned conceding gushed enthused confided confides confessed confesses volunteered",
        "ventured offered intoned declaimed pleaded begged implored demanded reasoned advised retorts shrugged",
        "protests objected objects interrupted chimed echoed texted emailed blogged captioned penned reminisced",
        "vented pondered marvelled marveled swore counselled counseled speculated surmised theorised theorized",
        "summarised summarized cracked sniffed whined moaned grumbled boomed purred reflects reflected muses opines",
        "posits posited hailed relayed recounted recounts narrated proclaimed proclaims professed attested attests",
        "testifies underlined underlines underscored maintains repeats quips commenting announce state declare assert"
    ),
    weak=words(
        "called calls described describes accused accuses criticized criticised denounced condemned blasted slammed dismissed",
        "dismisses praised hailed hails labeled labelled dubbed branded characterized characterised referred refers cited cites",
        "demanded demands wants hoped hopes feared fears thought believed felt feels expressed voiced outlined pronounced",
        "invoked blamed defended mocked ridiculed derided decried lambasted rejected rejects supported supports urges",
        "found finds concedes proposed proposes recommended requested ordered signaled signalled indicated spoke speaks",
        "talked reported reports quoted quotes discussed answers comments remarks warns agreed agrees disagreed apologized",
        "apologised quoting likened compared portrayed touted decries calls vented railed ranted swore swears assured assures",
        "reminded read urging encouraged advised states mentioned mentions credited opened gave gives",
        "named names flagged told labels deplored deplores bemoaned bemoans welcomed welcomes predicted thanked",
        "thanks congratulated greeted challenged singled likens shows showed remembers remembered admits hints hinted",
        "vowed warning raised submits carried describe depicted portrays terms termed deemed considers considered",
        "regards regarded sees saw"
    ),
    participles=words(
        "saying adding telling writing tweeting asking replying explaining insisting arguing announcing declaring stating",
        "noting warning claiming stressing emphasizing emphasising calling describing accusing dismissing vowing pledging",
        "promising suggesting alleging pointing citing acknowledging admitting denying referring quoting labeling labelling",
        "asserting joking recalling predicting urging blasting boasting branding concluding complaining",
        "chanting observing shouting remarking commenting responding reporting testifying maintaining conceding",
        "confirming cautioning lamenting reasoning deeming terming naming quipping reading"
    ),
    auxiliaries=words(
        "has have had would will could can may might must should did does do is was were are be been being 's 'd 'll"
    ),
    passive=words("was were is are be been being get got"),
    adverbs=words(
        "also later then already again once still just now often even never not always ever soon first further simply only",
        "reportedly repeatedly recently earlier famously previously instead nonetheless nevertheless thus so both all each",
        "however though meanwhile too therefore flatly clearly quickly initially finally merely since himself herself"
    ),
    he=words("he him"),
    she=words("she her"),
    they=words("they i we you it"),
    it=words("it"),
    plurals=("s", "people", "police"),
    his=words("his"),
    her=words("her"),
    personal=words("he she his her him himself herself"),
    their=words("their its my our"),
    to=words(""),
    by=words("by"),
    like=words("as"),
    asked=words("asked according pressed informed questioned told"),
    persons_who=words("who"),
    gerunds=("ing",),
    finite=("ed", "s"),
    adverb_endings=("ly",),
    bare_plurals=True,
    articles=("the ",),
    called=(
        ("identified", "only", "as"), ("identified", "as"), ("identifying", "himself", "as"), ("known", "as"),
        ("known", "only", "as"), ("identifying", "herself", "as"), ("named",), ("called",),
    ),
    naming=words(
        "called calls calling described describes describing dubbed branded brands labelled labeled labels dismissed",
        "dismisses dismissing denounced denounces characterized characterised termed deemed criticized criticised slammed",
        "derided condemned praised hailed blasted mocked ridiculed rejected"
    ),
    indefinite=words("a an another one"),
    copulas=words("is was"),
    joins=words("and &"),
    buts=words("but"),
    listeners=words("told tells warned assured reminded informed"),
    relatives=words("who which whom"),
    determiners=words(
        "the a an this that these those his her their its our my another one some several many two three four five both",
        "most other no any every each"
    ),
    linking=words("of for from at with in to on by familiar close representing"),
    prepositions=words(
        "of for from at with in to on by during after before about against between into over under through amid among",
        "within without until since despite via as upon near across behind outside inside toward towards like per"
    ),
    breaks=words(
        "that and but because when while as if although though after before where whether since than so or yet until",
        "unless nor what how why whose"
    ),
    that=words("that"),
    according=(("according", "to"), ("as", "per"), ("per",), ("in", "the", "words", "of"), ("as", "quoted", "by")),
    nouns=words(
        "comment comments statement statements claim claims remark remarks words warning warnings assertion argument",
        "suggestion declaration promise pledge vow speech tweet tweets letter view views position call demand accusation",
        "description contention belief insistence admission allegation allegations question answer response reply message",
        "post posts phrase slogan testimony memo email opinion mantra quote motto refrain complaint criticism conclusion",
        "observation prediction advice characterization essay column article book interview"
    ),
    of=words("from by of"),
    documents=words(
        "statement report post tweet letter memo document readout release message article study complaint lawsuit",
        "filing indictment resolution editorial transcript email petition affidavit survey paper note notice bulletin",
        "caption video ad advertisement sign poster banner opinion ruling order motion brief website page text",
        "headline bill law placard leaflet plaque inscription clause section treaty contract policy guideline",
        "voicemail placards banners minutes diary"
    ),
    roles=words(
        "president minister premier chancellor secretary spokesman spokeswoman spokesperson senator sen rep",
        "representative congressman congresswoman governor gov mayor chairman chairwoman chair chief director general",
        "colonel captain major lieutenant sergeant admiral judge justice attorney lawyer prosecutor sheriff officer",
        "official officials ambassador envoy leader head ceo cfo founder co-founder executive manager coach professor",
        "prof doctor dr scientist analyst economist historian author writer journalist reporter editor columnist",
        "correspondent host anchor actor actress singer artist pollster strategist consultant adviser advisor aide",
        "activist advocate campaigner candidate nominee delegate commissioner councillor councilman councilwoman",
        "counsel deputy vice speaker whip king queen prince princess pope bishop archbishop cardinal reverend rev",
        "rabbi imam sheikh legend star player driver teacher student resident farmer worker nurse republican democrat",
        "democratic congressional conservative liberal counterpart pastor expert researcher fellow partner owner",
        "investor treasurer superintendent principal dean provost chaplain detective agent witness victim father",
        "mother son daughter wife husband brother sister widow colleague friend neighbour neighbor voter supporter",
        "critic opponent rival veteran entrepreneur billionaire mogul tycoon undersecretary lawmaker lawmakers",
        "legislator politician diplomat negotiator mediator inspector constable superstar treasury press state",
        "foreign prime finance defence defense interior home health economy education transport environment house",
        "senate majority minority party white former acting senior ex-president vice-president secretary-general",
        "attorney-general commentator blogger moderator trainer comedian filmmaker producer musician poet novelist",
        "coordinator organizer organiser curator surveyor engineer architect geologist biologist baker butcher",
        "shopkeeper publican landlord landlady pensioner barrister solicitor magistrate regulator ombudsman",
        "ombudswoman archivist librarian lecturer headteacher headmaster headmistress midwife paramedic firefighter",
        "surgeon gp vet skipper vice-captain striker midfielder defender goalkeeper bowler batsman keeper jockey",
        "rider cyclist referee umpire promoter organiser convener convenor regulator trustee commander brigadier",
        "marshal corporal private airman seaman rancher grower breeder fisherman trawlerman shepherd beekeeper",
        "electrician plumber carpenter welder scaffolder courier cabbie trucker barista bartender waiter waitress",
        "chef cook restaurateur hotelier developer programmer designer mum dad mum-of-two mum-of-three grandmother",
        "grandfather uncle aunt nephew niece cousin brother-in-law sister-in-law fiancé fiancée boyfriend girlfriend",
        "intern apprentice trainee graduate defendant claimant complainant survivor refugee migrant tourist",
        "holidaymaker passenger commuter motorist pilot steward stewardess adjudicator mp mep mla msp td taoiseach",
        "tánaiste lord lady baroness baron dame granddaughter grandson stepfather stepmother daughter-in-law son-in-",
        "law roommate classmate teammate member members spinner paceman opener all-rounder wicketkeeper fast-bowler",
        "informant administrator liquidator receiver"
    ),
    role_endings=("man", "woman", "person", "ologist", "ician", "ist"),
    titles=words(
        "mr mrs ms miss dr prof sir dame lord lady sen rep gov gen col capt maj lt sgt rev hon st mx messrs madam",
        "judge president chancellor king queen prince princess pope senator cllr councillor councillors insp supt det",
        "pc ald baroness baron duchess duke countess earl lieutenant-general major-general brigadier superintendent",
        "inspector constable archbishop bishop imam rabbi sheikh taoiseach comrade alhaji chief pastor barrister sp",
        "dsp dcp acp"
    ),
    male=words(
        "mr sir lord king prince spokesman chairman congressman councilman father son husband brother pope",
        "businessman baron duke earl count uncle nephew grandfather dad father-of-two father-of-three monk waiter",
        "landlord headmaster fiancé boyfriend boy man"
    ),
    female=words(
        "mrs ms miss dame lady madam queen princess spokeswoman chairwoman congresswoman councilwoman mother daughter",
        "wife sister actress widow businesswoman baroness duchess countess aunt niece grandmother mum mum-of-two mum-",
        "of-three mother-of-two nun waitress hostess heroine landlady headmistress fiancée girlfriend girl woman"
    ),
    leaders=words("president premier chancellor counterpart king queen minister leader emperor dictator"),
    bodies=words(
        "ministry government police company agency committee council commission office department administration",
        "campaign union party group bank firm court network newspaper magazine paper broadcaster channel army",
        "military kremlin embassy palace university school institute organisation organization foundation association",
        "authorities officials lawyers attorneys prosecutors leaders aides sources people experts scientists",
        "researchers critics supporters lawmakers regulators witnesses residents activists analysts economists",
        "doctors teachers republicans democrats senators ministers diplomats investigators judges jurors protesters",
        "voters others some many source club team board bureau regulator watchdog charity hospital airline presidency",
        "parliament senate house congress mission delegation couple family post statement report retailer supermarket",
        "manufacturer operator developer supplier carmaker automaker publisher insurer lender chain outlet trust",
        "society federation alliance coalition league side county borough district state city town federation",
        "executive cabinet opposition prosecution defence defense tribunal inquiry panel secretariat treasury",
        "pentagon staffers campaigners"
    ),
    humans=words(
        "man woman boy girl teenager pensioner mother father mum mum-of-two mum-of-three mother-of-two father-of-two",
        "youngster diplomat politician midfielder striker defender goalkeeper batsman bowler skipper captain farmer",
        "fisherman pilot surgeon insider source defendant suspect complainant applicant plaintiff winger forward",
        "champion seed person man woman boy girl student mother father driver owner neighbor neighbour teenager",
        "passenger official aide lawyer attorney spokesperson spokesman spokeswoman colleague staffer figure resident",
        "grandmother grandfather caller bystander onlooker shopper commuter militant gunman rebel soldier fighter",
        "protester demonstrator settler refugee hostage trooper wife husband son daughter brother sister aunt uncle niece",
        "nephew cousin patient customer employee volunteer tourist survivor parent guest visitor reader cyclist ally",
        "predecessor successor roommate classmate teammate guard ranger firefighter paramedic landlord tenant homeowner"
    ),
    he_articles=words(""),
    she_articles=words(""),
    spouses=words("husband wife partner"),
    ages=("-year-old", "-of-two", "-of-three", "-of-four", "-of-five"),
    demonyms=words(
        "American Argentine Australian Austrian Belarusian Belgian Brazilian British Bulgarian Canadian Chilean Chinese Colombian Croatian Cuban Czech Danish",
        "Dutch Egyptian Estonian European Finnish French Georgian German Greek Hungarian Indian Indonesian Iranian Iraqi Irish Israeli Italian",
        "Japanese Jordanian Kenyan Korean Latvian Lebanese Libyan Lithuanian Malaysian Mexican Moroccan Nigerian Norwegian Pakistani Palestinian Peruvian Philippine",
        "Polish Portuguese Romanian Russian Saudi Scottish Serbian Slovak Slovenian Spanish Swedish Swiss Syrian Taiwanese Thai Tunisian Turkish Ukrainian Venezuelan Vietnamese Welsh"
    ),
    places=words(
        "American Argentine Australian Austrian Belarusian Belgian Brazilian British Bulgarian Canadian Chilean Chinese",
        "Colombian Croatian Cuban Czech Danish Dutch Egyptian Estonian European Finnish French Georgian German Greek Hungarian",
        "Indian Indonesian Iranian Iraqi Irish Israeli Italian Japanese Jordanian Kenyan Korean Latvian Lebanese Libyan",
        "Lithuanian Malaysian Mexican Moroccan Nigerian Norwegian Pakistani Palestinian Peruvian Philippine Polish Portuguese",
        "Romanian Russian Saudi Scottish Serbian Slovak Slovenian Spanish Swedish Swiss Syrian Taiwanese Thai Tunisian Turkish",
        "Ukrainian Venezuelan Vietnamese Welsh US U.S. UK U.K. EU America Argentina Australia Austria Belarus Belgium Brazil",
        "Britain Canada China Cuba Denmark Egypt England Europe Finland France Georgia Germany Greece Hungary India Iran Iraq",
        "Ireland Israel Italy Japan Jordan Korea Lebanon Libya Mexico Netherlands Norway Pakistan Palestine Poland Portugal",
        "Romania Russia Scotland Serbia Spain Sweden Switzerland Syria Taiwan Thailand Turkey Ukraine Venezuela Vietnam Wales",
        "Beijing Berlin Brussels Damascus Kyiv Kiev London Madrid Minsk Moscow Paris Pyongyang Rome Tehran Tokyo Warsaw",
        "Washington California Texas Florida York"
    ),
    times=words(
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september",
        "october november december jan feb mar apr jun jul aug sept sep oct nov dec yesterday today tomorrow tonight morning",
        "afternoon evening night week month year last next earlier later ago early late this weekend"
    ),
    abbreviations=words(
        "mr mrs ms dr prof st sen rep gov gen col capt maj lt sgt rev hon jr sr inc ltd co corp vs etc no dept univ est jan",
        "feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n d.c e.g i.e a.m p.m ph.d messrs fig mt ft calif tex mass",
        "ariz colo conn fla ill mich minn ore pa tenn va wash wis ala ark del ga ind kan ky la md mo mont neb nev okla"
    ),
    starters=words(
        "the a an but and or so yet in on at by for from with after before when while as if although though since because",
        "however meanwhile still also then now here there this that these those it its he she they we i you his her their our",
        "my what who why how where which asked according during despite until once even instead both all many some most no not",
        "one two three former breaking watch read more new under over amid about like earlier later yesterday today among",
        "between every each another other such speaking writing holding repeating responding addressing quoting citing"
    ),
    elisions=words("em til till tis twas twere cause cos bout round n neath ere nuff tude burbs hood net"),
)

DE = Language(
    code="de",
    verbs=words(
        "sagte sagt sagten sagen meinte meint meinten erklärte erklärt erklärten betonte betont schrieb schreibt",
        "schrieben fragte fragt antwortete antwortet ergänzte ergänzt kritisierte kritisiert warnte warnt forderte",
        "fordert fügte teilte berichtete berichtet versicherte versichert bekräftigte bekräftigt äußerte äußert",
        "behauptete behauptet urteilte twitterte twittert erläuterte erläutert mahnte mahnt stellte konstatierte",
        "klagte klagt rief ruft räumte hieß heißt verkündete kündigte entgegnete erwiderte unterstrich bemerkte",
        "resümierte führte bilanzierte beteuerte witzelte schimpfte lobte lobt gestand erzählte erzählt erzählten",
        "erinnerte erinnert argumentierte argumentiert begründete begründet bestätigte bestätigt sprach spricht",
        "findet fand bezeichnete nannte nennt verlangte appellierte plädierte sage kommentierte kommentiert rechnet",
        "rechnete beteuert beteuern sorgt seufzt seufzte lacht lachte grinst stöhnt stöhnte jubelt jubelte frohlockte",
        "brummt brummte vermutet vermutete schildert schilderte berichten erzählen fordern forderten kritisieren",
        "warnen betonen meinen erklären schreiben hießen staunt staunte scherzt scherzte spottet spottete ätzte",
        "wetterte wettert poltert polterte kontert konterte kontern beschreibt beschrieb beklagt beklagte bedauert",
        "bedauerte begrüßt lobten ergänzten präzisiert präzisierte unterstreicht verspricht versprach beschwichtigte",
        "beruhigte versichern führt fügt fasst fährt fuhr setzt setzte sang sangen postete postet textete ruderte",
        "bilanziert resümiert stellt räumt gibt gab gesteht bekannte bekennt urteilt mahnen kommentierten sinniert",
        "sinnierte plaudert plauderte verriet verrät hob hebt fanden glaubt denkt dachte überlegt schwärmt schwärmte",
        "bittet bat rät empfiehlt appelliert plädiert entgegnet erwidert unterbrach wundert wunderte ärgert ärgerte",
        "freut freute befand entschied beschied"
    ),
    weak=words(
        "glaubt glaubte denkt dachte hofft hoffte gab gibt warf wirft will wollte hielt hält sieht sah wies zitiert zitierte",
        "verteidigte verurteilte begrüßte weiß wusste freut freute ging meldete meldet titelte zeigte zeigt verwies prophezeite",
        "wünscht versprach verspricht drohte droht empfahl rät riet fasste"
    ),
    participles=words(
        "gesagt erklärt betont geschrieben gefragt ergänzt kritisiert gewarnt gefordert mitgeteilt berichtet",
        "versichert bekräftigt geäußert behauptet getwittert bezeichnet genannt angekündigt hinzugefügt erzählt",
        "verkündet zitiert sagend gerufen geantwortet gemeint geurteilt gelobt geklagt erläutert beteuert eingeräumt",
        "zugegeben gestanden unterstrichen hervorgehoben gemahnt erinnert resümiert"
    ),
    auxiliaries=words("hat hatte haben hatten habe ist war wird wurde werde würde sei kann konnte soll sollte will"),
    passive=words("wurde wurden wird werden worden"),
    adverbs=words(
        "auch dann noch schon jetzt später zuvor nun aber weiter dazu zudem außerdem indes hingegen jedoch allerdings daraufhin",
        "am im bereits wiederum darauf gestern heute selbst einmal deshalb sich ihm ihr ihnen mir uns deutlich klar nur immer",
        "ebenfalls darin daraus davon dafür daran darüber hierzu dadurch damit danach dabei dort hier so dagegen derweil indessen erneut stattdessen sogar zugleich gleichzeitig danach anschließend schließlich unterdessen es das etwa gerne kürzlich"
    ),
    he=words("er"),
    she=words("sie"),
    they=words("ich wir es man"),
    it=words("es"),
    plurals=("n", "e"),
    his=words("sein seine seinen seinem seiner seines"),
    her=words("ihr ihre ihren ihrem ihrer ihres"),
    personal=words(""),
    their=words("unser unsere mein meine"),
    to=words("gegenüber"),
    by=words("von vom"),
    like=words("wie"),
    asked=words("gefragt angesprochen frage nachfrage"),
    persons_who=words(""),
    gerunds=("end",),
    finite=("t", "te", "ten", "en", "e", "b", "f", "g", "h", "d", "ß", "s", "m", "n", "p"),
    adverb_endings=("weise",),
    inverts=True,
    capital_nouns=True,
    verb_last=True,
    articles=("der ", "die ", "das ", "den ", "dem ", "des "),
    called=(("namens",), ("mit", "namen"), ("mit", "dem", "namen")),
    naming=words("nannte nennt bezeichnete bezeichnet kritisierte kritisiert verurteilte lobte lobt"),
    subjunctive=words(
        "sei seien habe hätten werde könne müsse solle wolle dürfe möge gebe gehe komme stehe liege lasse bleibe mache",
        "wisse brauche betreibe handle handele nehme halte sehe finde bringe führe setze stelle zeige fehle gelte lüge",
        "spiele trage tue verliere verdiene versuche warte"
    ),
    indefinite=words("ein eine einer eines"),
    copulas=words("ist war"),
    joins=words("und &"),
    buts=words("aber doch"),
    listeners=words(""),
    relatives=words("die der das"),
    determiners=words(
        "der die das den dem des ein eine einer einem einen eines dieser diese dieses sein seine ihr ihre viele einige mehrere",
        "zwei drei andere kein keine"
    ),
    linking=words("von vom der des für beim bei aus zu zur im in am an"),
    prepositions=words(
        "von vom für beim bei aus zu zur zum im in am an auf mit nach vor über unter gegen durch um während wegen seit gegenüber",
        "laut trotz bis ohne zwischen"
    ),
    breaks=words("dass und aber weil wenn als ob obwohl nachdem bevor wo während da denn sondern oder wie doch"),
    that=words("dass daß"),
    according=(
        ("laut",), ("so",), ("nach", "angaben", "von"), ("nach", "angaben"), ("nach", "den", "worten", "von"),
        ("nach", "worten", "von"), ("zufolge",), ("nach", "auskunft", "von"), ("nach", "aussage", "von"),
    ),
    nouns=words(
        "aussage äußerung worte erklärung kritik forderung vorwurf rede tweet satz behauptung warnung ankündigung mitteilung",
        "formulierung bemerkung frage antwort urteil fazit brief stellungnahme interview"
    ),
    of=words("von vom des der"),
    documents=words(
        "mitteilung erklärung bericht schreiben brief stellungnahme tweet papier text urteil studie pressemitteilung",
        "geschäftsbericht satzung pappschild schild plakat transparent vertrag koalitionsvertrag"
    ),
    roles=words(
        "präsident präsidentin kanzler kanzlerin bundeskanzler bundeskanzlerin bundespräsident minister ministerin sprecher",
        "sprecherin vorsitzende vorsitzender chef chefin direktor direktorin leiter leiterin bürgermeister bürgermeisterin",
        "richter richterin anwalt anwältin staatsanwalt professor professorin doktor experte expertin forscher forscherin autor",
        "autorin trainer trainerin spieler spielerin abgeordnete abgeordneter politiker politikerin general generalsekretär",
        "generalsekretärin geschäftsführer geschäftsführerin kollege kollegin amtskollege kandidat kandidatin bischof papst",
        "könig königin prinz prinzessin vater mutter sohn tochter schauspieler schauspielerin regisseur regisseurin sänger",
        "sängerin manager managerin vorstand analyst analystin ökonom ökonomin historiker historikerin soziologe soziologin",
        "beamter beamte beamtin botschafter botschafterin kommissar kommissarin augenzeuge zeuge zeugin landrat landrätin",
        "staatssekretär staatssekretärin partei fraktion zeitung behörde unternehmen ministerium polizei frau herr",
        "bauer bäuerin wirt wirtin hüttenwirt bäcker bäckerin lehrer lehrerin schulleiter schulleiterin rentner",
        "rentnerin landwirt landwirtin pfarrer pfarrerin händler händlerin verkäufer verkäuferin nachbar nachbarin",
        "besitzer besitzerin betreiber betreiberin gründer gründerin inhaber inhaberin azubi student studentin",
        "schüler schülerin kapitän torwart stürmer schatzmeister schatzmeisterin ingenieur ingenieurin biologe",
        "biologin ärztin arzt chefarzt oberarzt pfleger pflegerin fahrer fahrerin pilot pilotin coach sportdirektor",
        "sportdirektorin oberbürgermeister oberbürgermeisterin stadtrat stadträtin ministerpräsident",
        "ministerpräsidentin außenminister außenministerin innenminister innenministerin fraktionschef",
        "fraktionschefin parteichef parteichefin"
    ),
    role_endings=(
        "minister", "ministerin", "präsident", "präsidentin", "chef", "chefin", "sprecher", "sprecherin", "kanzler", "leiter",
        "leiterin", "vorsitzende", "vorsitzender", "trainer", "experte", "expertin", "forscher", "forscherin", "meister",
        "meisterin", "direktor", "direktorin", "politiker", "politikerin", "anwalt", "anwältin", "sekretär", "sekretärin",
        "loge", "login", "wissenschaftler", "wissenschaftlerin", "kandidat", "kandidatin", "führer", "führerin", "manager",
        "rat", "rätin", "kommissar", "kommissarin", "bevollmächtigte",
        "bevollmächtigter", "angestellte", "angestellter", "delegierte", "delegierter", "verantwortliche", "arzt", "ärztin", "historiker", "ökonom", "koordinator", "beauftragte",
        "beauftragter", "autor", "autorin", "vorstand", "vorständin", "gründer", "gründerin", "sieger", "siegerin",
        "schütze", "schützin", "hüter", "hüterin", "spieler", "spielerin", "händler", "händlerin", "besitzer", "besitzerin",
        "fahrer", "fahrerin", "lehrer", "lehrerin", "inhaber", "inhaberin", "betreiber", "betreiberin", "vertreter",
        "vertreterin", "vorsteher", "vorsteherin", "bewohner", "bewohnerin",
        "züchter", "züchterin", "künstler", "künstlerin", "meteorologin", "helfer", "helferin",
        "verwalter", "verwalterin", "arbeiter", "arbeiterin", "berater", "beraterin", "wehrmann", "wehrfrau", "kaufmann", "obmann"
    ),
    titles=words("herr herrn frau dr prof fürst graf freiherr papst könig königin"),
    male=words(
        "herr herrn präsident kanzler bundeskanzler minister sprecher chef direktor leiter bürgermeister trainer",
        "könig papst mann ehemann vater sohn bruder opa onkel neffe nachbar rentner landwirt"
    ),
    female=words(
        "frau präsidentin kanzlerin bundeskanzlerin ministerin sprecherin chefin direktorin leiterin bürgermeisterin",
        "trainerin mutter tochter schwester oma tante nichte nachbarin rentnerin"
    ),
    leaders=words("präsident präsidentin kanzler kanzlerin bundeskanzlerin bundeskanzler minister ministerin staatschef"),
    bodies=words(
        "ministerium regierung polizei unternehmen behörde ausschuss rat kommission amt partei gewerkschaft gruppe bank firma",
        "gericht sender zeitung magazin armee kreml botschaft universität schule institut verband verein stiftung ",
        "experten forscher kritiker beamte zeugen anwohner aktivisten ökonomen konzern hersteller ",
        "agentur veranstalter fraktion opposition bundesregierung staatsanwaltschaft bundesbank feuerwehr"
    ),
    humans=words(
        "mann frau junge mädchen teenager rentner rentnerin landwirt landwirtin diplomat diplomatin stürmer torwart",
        "kapitän angeklagte angeklagter managerin manager champion 22-jährige"
    ),
    he_articles=words("der"),
    she_articles=words("die"),
    spouses=words("mann frau ehemann ehefrau partner partnerin"),
    ages=("-jährige", "-jähriger"),
    media=("zeitung", "agentur", "redaktion", "presse", "nachrichten", "illustrierten", "blatt", "magazin", "sender"),
    aged=words("alte alter alten"),
    demonyms=words("Deutsche Deutscher Franzose Französin Russe Russin Pole Polin Österreicher Österreicherin Schweizer Schweizerin Italiener Italienerin Spanier Spanierin Brite Britin Amerikaner Amerikanerin Türke Türkin Schwede Schwedin Däne Dänin Norweger Norwegerin Finne Finnin Niederländer Niederländerin Belgier Belgierin Tscheche Tschechin Ungar Ungarin Rumäne Rumänin Bulgare Bulgarin Grieche Griechin Kroate Kroatin Serbe Serbin Slowene Slowenin Ukrainer Ukrainerin Portugiese Portugiesin Ire Irin Schotte Schottin Engländer Engländerin Isländer Isländerin Japaner Japanerin Chinese Chinesin Inder Inderin Kanadier Kanadierin Australier Australierin Brasilianer Brasilianerin Argentinier Argentinierin Mexikaner Mexikanerin Israeli Berliner Berlinerin Hamburger Hamburgerin Münchner Münchnerin Wiener Wienerin Kölner Kölnerin Sachse Sächsin Bayer Bayerin"),
    places=words(
        "Deutschland Frankreich Russland China Ukraine Polen Österreich Schweiz Italien Spanien Europa Amerika USA EU Berlin",
        "Moskau Kiew Paris London Brüssel Peking Washington Wien Türkei Israel Iran Griechenland Ungarn"
    ),
    times=words(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september",
        "oktober november dezember gestern heute morgen abend vormittag nachmittag montagabend dienstagabend mittwochabend",
        "donnerstagabend freitagabend mittag nacht woche jahr wochenende"
    ),
    abbreviations=words("dr prof st nr z.b d.h u.a usw ca bzw ggf vgl abs art str mio mrd evtl hl geb inkl sog"),
    starters=words(
        "der die das ein eine und aber doch auch in im am an auf bei mit nach von vor zu zum zur für aus als wenn weil dass es",
        "er sie wir ich ihr sein seine ihre dies diese dieser so nun noch denn dann dort hier da wie was wer wo warum laut",
        "gegenüber angesichts während seit trotz bereits zudem außerdem allerdings jedoch dabei damit darum deshalb zuvor"
    ),
    elisions=words("ne nem nen ner n s ran rein raus"),
)

FR = Language(
    code="fr",
    verbs=words(
        "dit disent déclaré déclare déclarait affirmé affirme affirmait expliqué explique expliquait ajouté ajoute ajoutait",
        "précisé précise précisait estimé estime estimait assuré assure assurait souligné souligne répondu répond répondait",
        "demandé demande annoncé annonce indiqué indique indiquait confié confie écrit tweeté tweete lancé lance martelé martèle",
        "insisté insiste regretté regrette rappelé rappelle dénoncé dénonce commenté commente conclu conclut poursuivi poursuit",
        "raconté raconte témoigné témoigne prévenu prévient averti avertit jugé juge reconnu reconnaît promis promet réagi",
        "réagit résumé résume soutenu soutient plaidé plaide avancé avance renchéri renchérit rétorqué rétorque observé observe",
        "noté note relevé relève ironisé ironise disait expose détaillé détaille glissé glisse",
        "plaisanté plaisante soufflé souffle lâche lâché soupire soupiré raille raillé tonne tonné fulmine fulminé",
        "tempère tempéré nuance nuancé sourit souri rit rigole abonde reprend repris ajoutent affirment expliquent",
        "assurent estiment déplore déploré déplorait salue salué peste pesté jure juré murmure murmuré crie crié",
        "s'exclame exclame exclamé interroge interrogé questionne proteste protesté répète répété vante prédit",
        "prédisait constate constaté constatait confirme confirmé rapporte rapporté révèle avoue avoué admet admis",
        "concède concédé complète complété enchaîne enchaîné riposte ricane grince lançait racontait écrivait",
        "écrivent disaient"
    ),
    weak=words(
        "appelé appelle qualifié qualifie évoqué évoque parlé parle pense croit veut cité cite accusé accuse critiqué critique",
        "exigé exige espère salué salue rejeté rejette décrit voit trouve confirmé confirme révélé révèle publié"
    ),
    participles=words(
        "disant ajoutant affirmant expliquant précisant déclarant estimant assurant soulignant qualifiant appelant",
        "évoquant ajouter conclure préciser poursuivre renchérir déclarer lancer"
    ),
    auxiliaries=words("a ont avait avaient est était aurait va s'est c'est n'a l'a"),
    passive=words("été"),
    adverbs=words("aussi encore déjà toujours également ensuite alors ainsi enfin notamment plus ne se s' lui leur bien très même"),
    he=words("il"),
    she=words("elle"),
    they=words("ils elles je nous on j'"),
    it=words(""),
    plurals=("s", "x"),
    his=words("son sa ses"),
    her=words(""),
    personal=words(""),
    their=words("leur leurs notre mon ma"),
    to=words("à au aux"),
    by=words("par"),
    like=words("comme"),
    asked=words("interrogé interrogée interrogés"),
    persons_who=words(""),
    gerunds=("ant",),
    finite=("e", "t", "a", "d", "s", "ent", "c"),
    adverb_endings=("ment",),
    inverts=True,
    elides=True,
    incises=True,
    articles=("le ", "la ", "les "),
    called=(("nommé",), ("nommée",), ("prénommé",), ("prénommée",), ("dénommé",), ("dénommée",)),
    naming=words("appelé appelle qualifié qualifie décrit critique critiqué rejeté rejette salué salue"),
    indefinite=words("un une"),
    copulas=words("est était"),
    joins=words("et &"),
    buts=words("mais"),
    listeners=words(""),
    relatives=words("qui"),
    determiners=words("le la les l' un une des du ce cette ces son sa ses leur leurs deux trois plusieurs certains d'autres"),
    linking=words("de du des d' à au pour chez en"),
    prepositions=words("de du des d' à au aux pour chez en dans sur avec par contre après avant pendant depuis sous entre lors devant sans"),
    breaks=words("que et mais parce quand lorsque si comme car où alors tandis puis ou qu'"),
    that=words("que qu'"),
    according=(("selon",), ("d'après",), ("d’après",)),
    nouns=words("déclaration déclarations propos mots phrase formule discours tweet critique accusation promesse message lettre réponse"),
    of=words("de du d' des"),
    documents=words(
        "communiqué rapport lettre texte message tweet note étude document pancarte banderole affiche règlement",
        "contrat traité article"
    ),
    roles=words(
        "président présidente ministre chancelier chancelière porte-parole sénateur sénatrice député députée maire directeur",
        "directrice chef cheffe général générale procureur procureure avocat avocate juge professeur professeure docteur",
        "secrétaire ambassadeur ambassadrice roi reine prince princesse pape évêque économiste historien historienne auteur",
        "autrice journaliste candidat candidate patron patronne entraîneur joueur joueuse acteur actrice chanteur chanteuse",
        "responsable expert experte chercheur chercheuse sociologue analyste syndicaliste militant militante homologue premier",
        "première ancien ancienne étranger étrangers russe français chinois américain",
        "préfet préfète éleveur éleveuse agriculteur agricultrice boulanger boulangère délégué déléguée adjoint",
        "adjointe élu élue conseiller conseillère capitaine lieutenant commandant colonel sélectionneur buteur",
        "gardien arbitre romancier romancière écrivain écrivaine dessinateur dessinatrice comédien comédienne",
        "réalisateur réalisatrice médecin infirmier infirmière enseignant enseignante proviseur principal instituteur",
        "institutrice habitant habitante riverain riveraine commerçant commerçante gérant gérante fondateur",
        "fondatrice pdg dg dirigeant dirigeante témoin voisin voisine victime retraité retraitée étudiant étudiante"
    ),
    role_endings=("logue", "iste", "icien", "icienne"),
    titles=words("m mme mlle mm dr pr me maître monsieur madame"),
    male=words("m monsieur président directeur roi prince acteur sénateur député"),
    female=words("mme mlle madame présidente directrice reine princesse actrice sénatrice députée"),
    leaders=words("président présidente chancelier chancelière premier ministre homologue dirigeant dirigeante"),
    bodies=words(
        "ministère gouvernement police entreprise agence comité conseil commission parti syndicat groupe banque",
        "tribunal chaîne journal armée kremlin ambassade université école institut organisation fondation association",
        "autorités parquet élysée experts manifestants témoins habitants source sources mairie préfecture direction",
        "rédaction constructeur fabricant exploitant enseigne maison club équipe opposition majorité exécutif",
        "organisme riverains salariés grévistes policiers enquêteurs avocats médecins"
    ),
    humans=words("homme femme garçon fille adolescent retraité retraitée agriculteur agricultrice diplomate élu élue capitaine accusé accusée quadragénaire trentenaire quinquagénaire sexagénaire"),
    he_articles=words("le"),
    she_articles=words("la"),
    spouses=words("mari femme époux épouse compagnon compagne"),
    ages=(" ans",),
    demonyms=words("Français Française Russe Chinois Allemand Allemande Italien Italienne Espagnol Espagnole Britannique Américain Américaine"),
    places=words(
        "France Allemagne Russie Chine Ukraine Pologne Italie Espagne Europe Amérique Paris Moscou Kiev Londres Bruxelles Pékin",
        "Washington Berlin Israël Iran Grèce Turquie Français Française Russe Chinois"
    ),
    times=words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre",
        "novembre décembre hier aujourd'hui demain matin soir semaine mois année"
    ),
    abbreviations=words("m mm mme dr pr st ste etc cf art av p"),
    starters=words(
        "le la les un une des du de et mais ou or donc car en dans sur avec par pour à au aux il elle ils elles je nous on ce",
        "cette ces son sa ses leur selon après avant pendant depuis si quand comme lorsque puis alors aussi ainsi enfin d'après"
    ),
    elisions=words(""),
)

ES = Language(
    code="es",
    verbs=words(
        "dijo dice dicen dijeron dicho declaró declara declarado afirmó afirma afirmado explicó explica explicado añadió añade",
        "añadido agregó agrega señaló señala señalado aseguró asegura asegurado sostuvo sostiene manifestó manifiesta manifestado",
        "indicó indica indicado subrayó subraya respondió responde preguntó pregunta anunció anuncia anunciado escribió escribe",
        "escrito advirtió advierte advertido insistió insiste recordó recuerda reconoció reconoce lamentó lamenta destacó destaca",
        "comentó comenta contó cuenta concluyó concluye precisó precisa apuntó apunta expresó expresa reiteró reitera replicó",
        "exclamó tuiteó matizó zanjó confesó confiesa puntualizó opinó opina prosiguió argumentó argumenta recalcó recalca",
        "denunció denuncia exigió admitió admite relató relata decía",
        "soltó suelta replica espetó espeta ironizó ironiza bromeó bromea suspiró suspira gritó grita exclama resumió",
        "resume zanja sentenció sentencia remarcó remarca detalló detalla aclaró aclara celebró lamentaba explicaba",
        "contaba decían dijimos sostenía repitió repite insistía reclamó reclama avisó avisa prometió alertó alerta",
        "aventuró defendió rememoró rememora evocó confirmó ratificó pidió cuentan explican aseguran añaden señalan",
        "apostilló apostilla deslizó reveló revela proclamó murmuró protestó contestó contesta justificó admitía"
    ),
    weak=words(
        "llamó llama llamado calificó califica calificado describió describe pidió pide cree piensa quiere citó acusó acusa",
        "criticó critica rechazó espera confirmó confirma prometió promete habló consideró considera celebró defendió defiende"
    ),
    participles=words("diciendo añadiendo afirmando explicando asegurando señalando declarando calificando llamando"),
    auxiliaries=words("ha han había habían es era fue será estaba"),
    passive=words("sido fue fueron"),
    adverbs=words("también luego después ya entonces así además aún no nunca siempre le les se me nos lo ayer hoy"),
    he=words("él"),
    she=words("ella"),
    they=words("ellos ellas yo nosotros"),
    it=words(""),
    plurals=("s",),
    his=words("su sus"),
    her=words(""),
    personal=words(""),
    their=words("nuestro nuestra mi"),
    to=words("a al"),
    by=words("por"),
    like=words("como"),
    asked=words("preguntado preguntada consultado consultada entrevistada entrevistado"),
    persons_who=words("quien"),
    gerunds=("ndo",),
    finite=("ó", "a", "e", "aba", "ía", "on", "an", "en", "ijo", "uso"),
    adverb_endings=("mente",),
    inverts=True,
    drops_subject=True,
    articles=("el ", "la ", "los ", "las "),
    called=(("llamado",), ("llamada",), ("identificado", "como"), ("identificada", "como")),
    naming=words("llamó llama calificó califica describió describe criticó critica rechazó"),
    indefinite=words("un una"),
    copulas=words("es era"),
    joins=words("y e &"),
    buts=words("pero"),
    listeners=words(""),
    relatives=words("que quien"),
    determiners=words("el la los las un una unos unas este esta estos estas su sus dos tres varios varias algunos otros"),
    linking=words("de del para en por"),
    prepositions=words("de del para en por a al con sin sobre contra entre desde hasta durante tras ante bajo según"),
    breaks=words("que y e pero porque cuando si como mientras aunque donde pues o"),
    that=words("que"),
    according=(("según",), ("de", "acuerdo", "con"), ("en", "palabras", "de")),
    nouns=words("declaración declaraciones palabras frase discurso tuit crítica acusación promesa mensaje carta respuesta comentario"),
    of=words("de del"),
    documents=words("comunicado informe carta texto mensaje tuit nota estudio documento"),
    roles=words(
        "presidente presidenta ministro ministra canciller portavoz vocero vocera senador senadora diputado diputada alcalde",
        "alcaldesa director directora jefe jefa general fiscal abogado abogada juez jueza profesor profesora doctor doctora",
        "secretario secretaria embajador embajadora rey reina príncipe princesa papa obispo economista historiador autor autora",
        "escritor escritora periodista candidato candidata entrenador jugador jugadora actor actriz cantante responsable experto",
        "experta investigador investigadora sociólogo analista activista homólogo primer primera ex exministro expresidente líder",
        "dirigente vicepresidente vicepresidenta consejero consejera gobernador gobernadora",
        "coronel oficial comisario comisaria inspector inspectora capitán capitana delegado delegada edil concejal",
        "concejala mandatario mandataria técnico técnica arquero portero delantero árbitro vecino vecina nieto nieta",
        "abuelo abuela hijo hija viuda párroco médico médica maestro maestra bibliotecario bibliotecaria gerente",
        "fundador fundadora empresario empresaria ingeniero ingeniera agricultor ganadero pastor alguacil subdelegado",
        "subdelegada intendente intendenta magistrado magistrada procurador procuradora defensor defensora",
        "subsecretario subsecretaria comandante sargento teniente mayor testigo"
    ),
    role_endings=("ista", "ólogo", "óloga"),
    titles=words("sr sra srta dr dra d don doña"),
    male=words("sr don presidente ministro director rey príncipe actor senador diputado secretario"),
    female=words("sra srta doña presidenta ministra directora reina princesa actriz senadora diputada secretaria"),
    leaders=words("presidente presidenta canciller primer ministro ministra líder homólogo"),
    bodies=words(
        "ministerio gobierno policía empresa agencia comité consejo comisión partido sindicato grupo banco tribunal",
        "cadena diario ejército kremlin embajada universidad escuela instituto organización fundación asociación",
        "autoridades fiscalía expertos fuentes testigos vecinos manifestantes ayuntamiento ejecutivo organismo",
        "compañía dirección equipo club oposición municipio intendencia cooperativa constructora hinchada afición",
        "agentes investigadores abogados médicos junta delegación"
    ),
    humans=words(
        "hombre mujer joven jubilado jubilada agricultor agricultora diplomático diplomática capitán acusado acusada",
        "edil mandatario mandataria cargo fuente"
    ),
    he_articles=words("el"),
    she_articles=words("la"),
    spouses=words("marido mujer esposo esposa pareja"),
    ages=(" años",),
    demonyms=words("Español Española Francés Francesa Ruso Rusa Alemán Alemana Italiano Italiana Británico Británica Estadounidense Argentino Argentina"),
    places=words(
        "España Francia Alemania Rusia China Ucrania Polonia Italia México Argentina Chile Colombia Perú Venezuela Cuba Europa",
        "América Madrid Moscú Kiev Londres París Bruselas Pekín Washington Berlín Israel Irán Brasil"
    ),
    times=words(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre",
        "octubre noviembre diciembre ayer hoy mañana tarde noche semana mes año"
    ),
    abbreviations=words("sr sra srta dr dra d ud uds etc ee.uu pág núm av"),
    starters=words(
        "el la los las un una y e o pero en de del con por para a al él ella ellos su sus este esta según tras durante desde si",
        "cuando como mientras aunque también además así ya no sin entre sobre ante"
    ),
    elisions=words(""),
)

_ALL = {table.code: table for table in (EN, DE, FR, ES)}


def table(lang: str) -> Language:
    """The table for a language tag (`de`, `de-AT`); of a language that has none, the English one."""
    return _ALL.get(lang.lower().replace("_", "-").split("-", 1)[0], EN)
