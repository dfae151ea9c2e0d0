"""What a language needs so that its quotations can be found: words in tables, no code.

A language is one `Language` value. The grammar that reads the tables (`clause`, `names`, `find`) is the same for all of
them, so a fifth language is a fifth table. Words are lower case unless said otherwise.
"""

from digest.model.base import Record

Words = frozenset[str]


def _words(*lines: str) -> Words:
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
    his: Words
    her: Words
    their: Words
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
    places: Words
    """Demonyms and countries, as printed: `Chinese`, `Russia`."""
    times: Words
    abbreviations: Words
    """Words whose full stop ends no sentence, without the dot."""
    starters: Words
    """Words with a capital only because they begin a sentence."""
    elisions: Words
    """What may follow an apostrophe that is no quotation mark: `'em`."""


PARTICLES = _words("al bin ben da de del della den der di dos du el ibn la le ten ter van von zu y")
"""Small words inside a name, in any language."""

HE_NAMES = _words(
    "adam alan albert alex alexander alexei andrew andrei anthony antonio antony arthur ben benjamin bernie bill bob boris",
    "brian bruce carl carlos charles chris christian christopher chuck craig dan daniel dave david dennis dmitry don donald",
    "doug douglas edward emmanuel eric erik ernesto frank fred friedrich gary george gerald gerhard glenn gordon greg hans",
    "harry heiko helmut henry howard hugh ian igor ivan jack jacob jacques jake james jan jared jason jean jeff jeffrey",
    "jens jeremy jerry jim jimmy joe john jonathan jorge jose josé joseph joshua juan jürgen karl keith kenneth kevin klaus",
    "larry lars lee leo louis luis luke marc marco mark markus martin matt matthew max michael michel mike mitch mitt",
    "mohammed muhammad nicolas nicholas nick nigel olaf oliver pablo pascal patrick paul pedro peter philip philippe pierre",
    "rand ralph ray richard rick rob robert robin roger roland ron ronald roy russell ryan sam samuel scott sean sergei",
    "sergey simon stefan stephen steve steven stuart ted thomas tim todd tom tony victor viktor vladimir volker volodymyr",
    "ralf heinz dieter günter günther horst manfred bernd uwe torsten thorsten sven dirk holger frank matthias andreas florian",
    "anton georg jörg ulrich rolf felix otto klaus reimund kurt ludwig stefano giorgio enrico marek piotr tomas pavel tom",
    "danny bram kofi omar amir yusuf hassan ahmed ali ibrahim mustafa mehmet henri louis paul andré rené alain bernard",
    "guillaume julien laurent manuel javier fernando rafael sergio raúl ramón diego andrés alejandro eduardo ricardo neil ron",
    "walter wayne werner wilhelm william wolfgang xavier yuri"
)
SHE_NAMES = _words(
    "alice alexandra amanda amy ana andrea angela ann anna anne annalena annette barbara beatrice beth betsy brenda carla",
    "carmen carol caroline catherine christina christine cindy claire claudia cristina dana deborah diana dianne donna",
    "dorothy elena elisabeth elizabeth ellen emily emma eva fiona franziska gabriele gina hannah heather heidi helen hillary",
    "ingrid irene isabel isabelle jane janet jacqueline jennifer jessica jill joan joanna judith julia julie karen karin",
    "kate katherine kathleen kathy katrin katy kellyanne kelly kim kirsten kirstjen laura lena leslie linda lisa liz lucia",
    "lucy lynn madeleine manuela margaret maria marie marine marion martha martina mary melania melissa michelle monica",
    "nancy natalie nicola nicole nikki olga olivia pamela patricia paula petra rachel rebecca renate rosa ruth sabine sandra",
    "sara sarah sharon sheila silvia simone sofia sophie stephanie susan susanne svenja sylvia teresa theresa tina tulsi",
    "monika gisela sigrid ulrike silke anke heike birgit bettina brigitte marion michaela cornelia antje katja tanja",
    "karin helene ingeborg hannah hanna astrid greta ines lena marta nadia olena fatima leila aisha mei yuki claire chloé",
    "céline hélène françoise nathalie isabelle lucie lucía elena carmen pilar mercedes ilse jutta kari rosa grace susan gwen",
    "ursula valerie vera veronica victoria virginia wendy yvonne"
)

EN = Language(
    code="en",
    verbs=_words(
        "said says say told tells tell added adds wrote writes tweeted tweets asked asks replied replies answered explained",
        "explains insisted insists argued argues announced announces declared declares stated concluded concludes continued",
        "remarked recalled recalls exclaimed responded responds quipped joked jokes countered counters acknowledged admitted",
        "admits conceded concedes emphasized emphasised emphasizes emphasises stressed stresses affirmed asserted asserts",
        "reiterated reaffirmed testified warned warns cautioned commented complained boasted bragged shouted yelled cried",
        "whispered lamented pointed quoth retorted revealed vowed vows pledged predicted promised opined ruled reads",
        "interjected mused snapped thundered wondered contended contends maintained alleged alleges claimed claims noted notes",
        "confirmed denied denies suggested suggests observed believes thinks summed messaged posted urged began begins",
        "chanted sang protested repeated"
    ),
    weak=_words(
        "called calls described describes accused accuses criticized criticised denounced condemned blasted slammed dismissed",
        "dismisses praised hailed hails labeled labelled dubbed branded characterized characterised referred refers cited cites",
        "demanded demands wants hoped hopes feared fears thought believed felt feels expressed voiced outlined pronounced",
        "invoked blamed defended mocked ridiculed derided decried lambasted rejected rejects supported supports urges",
        "found finds concedes proposed proposes recommended requested ordered signaled signalled indicated spoke speaks",
        "talked reported reports quoted quotes discussed answers comments remarks warns agreed agrees disagreed apologized",
        "apologised quoting likened compared portrayed touted decries calls vented railed ranted swore swears assured assures",
        "reminded read urging encouraged advised states mentioned mentions credited opened learned heard gave gives"
    ),
    participles=_words(
        "saying adding telling writing tweeting asking replying explaining insisting arguing announcing declaring stating",
        "noting warning claiming stressing emphasizing emphasising calling describing accusing dismissing vowing pledging",
        "promising suggesting alleging pointing citing acknowledging admitting denying referring quoting labeling labelling",
        "asserting joking recalling predicting urging blasting boasting branding concluding complaining"
    ),
    auxiliaries=_words(
        "has have had would will could can may might must should did does do is was were are be been being 's 'd 'll"
    ),
    passive=_words("was were is are be been being get got"),
    adverbs=_words(
        "also later then already again once still just now often even never not always ever soon first further simply only",
        "reportedly repeatedly recently earlier famously previously instead nonetheless nevertheless thus so both all each",
        "however though meanwhile too therefore flatly clearly quickly initially finally merely since himself herself"
    ),
    he=_words("he him"),
    she=_words("she her"),
    they=_words("they i we you it"),
    his=_words("his"),
    her=_words("her"),
    their=_words("their its my our"),
    relatives=_words("who which whom"),
    determiners=_words(
        "the a an this that these those his her their its our my another one some several many two three four five both",
        "most other no any every each"
    ),
    linking=_words("of for from at with in to on by familiar close representing"),
    prepositions=_words(
        "of for from at with in to on by during after before about against between into over under through amid among",
        "within without until since despite via as upon near across behind outside inside toward towards like per"
    ),
    breaks=_words(
        "that and but because when while as if although though after before where whether since than so or yet until",
        "unless nor what how why whose"
    ),
    that=_words("that"),
    according=(("according", "to"), ("as", "per"), ("per",), ("in", "the", "words", "of"), ("as", "quoted", "by")),
    nouns=_words(
        "comment comments statement statements claim claims remark remarks words warning warnings assertion argument",
        "suggestion declaration promise pledge vow speech tweet tweets letter view views position call demand accusation",
        "description contention belief insistence admission allegation allegations question answer response reply message",
        "post posts phrase slogan testimony memo email opinion mantra quote motto refrain complaint criticism conclusion",
        "observation prediction advice characterization essay column article book interview"
    ),
    of=_words("from by of"),
    documents=_words(
        "statement report post tweet letter memo document readout release message article study complaint lawsuit filing",
        "indictment resolution editorial transcript email petition affidavit survey paper note notice bulletin caption video",
        "ad advertisement sign poster banner opinion ruling order motion brief website page text headline bill law"
    ),
    roles=_words(
        "president minister premier chancellor secretary spokesman spokeswoman spokesperson senator sen rep representative",
        "congressman congresswoman governor gov mayor chairman chairwoman chair chief director general colonel captain major",
        "lieutenant sergeant admiral judge justice attorney lawyer prosecutor sheriff officer official officials ambassador",
        "envoy leader head ceo cfo founder co-founder executive manager coach professor prof doctor dr scientist analyst",
        "economist historian author writer journalist reporter editor columnist correspondent host anchor actor actress",
        "singer artist pollster strategist consultant adviser advisor aide activist advocate campaigner candidate nominee",
        "delegate commissioner councillor councilman councilwoman counsel deputy vice speaker whip king queen prince princess",
        "pope bishop archbishop cardinal reverend rev rabbi imam sheikh legend star player driver teacher student resident",
        "farmer worker nurse republican democrat democratic congressional conservative liberal counterpart pastor expert",
        "researcher fellow partner owner investor treasurer superintendent principal dean provost chaplain detective agent",
        "witness victim father mother son daughter wife husband brother sister widow colleague friend neighbour neighbor",
        "voter supporter critic opponent rival veteran entrepreneur billionaire mogul tycoon undersecretary lawmaker",
        "lawmakers legislator politician diplomat negotiator mediator inspector constable superstar treasury press state",
        "foreign prime finance defence defense interior home health economy education transport environment house senate",
        "majority minority party white former acting senior ex-president vice-president secretary-general attorney-general",
        "commentator blogger moderator trainer comedian filmmaker producer musician poet novelist"
    ),
    role_endings=("man", "woman", "person", "ologist", "ician", "ist"),
    titles=_words(
        "mr mrs ms miss dr prof sir dame lord lady sen rep gov gen col capt maj lt sgt rev hon st mx messrs madam judge",
        "president chancellor king queen prince princess pope senator cllr councillor councillors insp supt det pc ald"
    ),
    male=_words("mr sir lord king prince spokesman chairman congressman councilman father son husband brother pope businessman"),
    female=_words(
        "mrs ms miss dame lady madam queen princess spokeswoman chairwoman congresswoman councilwoman mother daughter wife",
        "sister actress widow businesswoman"
    ),
    leaders=_words("president premier chancellor counterpart king queen minister leader emperor dictator"),
    bodies=_words(
        "ministry government police company agency committee council commission office department administration campaign",
        "union party group bank firm court network newspaper magazine paper broadcaster channel army military kremlin embassy",
        "palace university school institute organisation organization foundation association authorities officials lawyers",
        "attorneys prosecutors leaders aides sources people experts scientists researchers critics supporters lawmakers",
        "regulators witnesses residents activists analysts economists doctors teachers republicans democrats senators",
        "ministers diplomats investigators judges jurors protesters voters others some many source person club team board",
        "bureau regulator watchdog charity hospital airline presidency parliament senate house congress mission delegation",
        "man woman boy girl student mother father driver owner neighbor neighbour couple family girl teenager passenger",
        "official aide lawyer attorney spokesperson spokesman spokeswoman post statement report"
    ),
    places=_words(
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
    times=_words(
        "monday tuesday wednesday thursday friday saturday sunday january february april june july august september",
        "october november december jan feb mar apr jun jul aug sept sep oct nov dec yesterday today tomorrow tonight morning",
        "afternoon evening night week month year last next earlier later ago early late this weekend"
    ),
    abbreviations=_words(
        "mr mrs ms dr prof st sen rep gov gen col capt maj lt sgt rev hon jr sr inc ltd co corp vs etc no dept univ est jan",
        "feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n d.c e.g i.e a.m p.m ph.d messrs fig mt ft calif tex mass",
        "ariz colo conn fla ill mich minn ore pa tenn va wash wis ala ark del ga ind kan ky la md mo mont neb nev okla"
    ),
    starters=_words(
        "the a an but and or so yet in on at by for from with after before when while as if although though since because",
        "however meanwhile still also then now here there this that these those it its he she they we i you his her their our",
        "my what who why how where which asked according during despite until once even instead both all many some most no not",
        "one two three former breaking watch read more new under over amid about like earlier later yesterday today among",
        "between every each another other such speaking writing holding repeating responding addressing quoting citing"
    ),
    elisions=_words("em til till tis twas twere cause cos bout round n neath ere nuff tude burbs hood net"),
)

DE = Language(
    code="de",
    verbs=_words(
        "sagte sagt sagten sagen meinte meint meinten erklärte erklärt erklärten betonte betont schrieb schreibt schrieben",
        "fragte fragt antwortete antwortet ergänzte ergänzt kritisierte kritisiert warnte warnt forderte fordert fügte teilte",
        "berichtete berichtet versicherte versichert bekräftigte bekräftigt äußerte äußert behauptete behauptet urteilte",
        "twitterte twittert erläuterte erläutert mahnte mahnt stellte konstatierte klagte klagt rief ruft räumte hieß heißt",
        "verkündete kündigte entgegnete erwiderte unterstrich bemerkte resümierte führte bilanzierte beteuerte witzelte",
        "schimpfte lobte lobt gestand erzählte erzählt erzählten erinnerte erinnert argumentierte argumentiert begründete",
        "begründet bestätigte bestätigt sprach spricht findet fand bezeichnete nannte nennt verlangte appellierte plädierte",
        "sage kommentierte kommentiert"
    ),
    weak=_words(
        "glaubt glaubte denkt dachte hofft hoffte gab gibt warf wirft will wollte hielt hält sieht sah wies zitiert zitierte",
        "verteidigte verurteilte begrüßte weiß wusste freut freute ging meldete meldet titelte zeigte zeigt verwies prophezeite",
        "wünscht versprach verspricht drohte droht empfahl rät riet fasste"
    ),
    participles=_words(
        "gesagt erklärt betont geschrieben gefragt ergänzt kritisiert gewarnt gefordert mitgeteilt berichtet versichert",
        "bekräftigt geäußert behauptet getwittert bezeichnet genannt angekündigt hinzugefügt erzählt verkündet zitiert sagend"
    ),
    auxiliaries=_words("hat hatte haben hatten habe ist war wird wurde werde würde sei kann konnte soll sollte will"),
    passive=_words("wurde wurden wird werden worden"),
    adverbs=_words(
        "auch dann noch schon jetzt später zuvor nun aber weiter dazu zudem außerdem indes hingegen jedoch allerdings daraufhin",
        "am im bereits wiederum darauf gestern heute selbst einmal deshalb sich ihm ihr ihnen mir uns deutlich klar nur immer",
        "ebenfalls danach anschließend schließlich unterdessen es das etwa gerne kürzlich"
    ),
    he=_words("er"),
    she=_words("sie"),
    they=_words("ich wir es man"),
    his=_words("sein seine seinen seinem seiner seines"),
    her=_words("ihr ihre ihren ihrem ihrer ihres"),
    their=_words("unser unsere mein meine"),
    relatives=_words("die der das"),
    determiners=_words(
        "der die das den dem des ein eine einer einem einen eines dieser diese dieses sein seine ihr ihre viele einige mehrere",
        "zwei drei andere kein keine"
    ),
    linking=_words("von vom der des für beim bei aus zu zur im in am an"),
    prepositions=_words(
        "von vom für beim bei aus zu zur zum im in am an auf mit nach vor über unter gegen durch um während wegen seit gegenüber",
        "laut trotz bis ohne zwischen"
    ),
    breaks=_words("dass und aber weil wenn als ob obwohl nachdem bevor wo während da denn sondern oder wie doch"),
    that=_words("dass daß"),
    according=(
        ("laut",), ("so",), ("nach", "angaben", "von"), ("nach", "angaben"), ("nach", "den", "worten", "von"),
        ("nach", "worten", "von"), ("zufolge",), ("nach", "auskunft", "von"), ("nach", "aussage", "von"),
    ),
    nouns=_words(
        "aussage äußerung worte erklärung kritik forderung vorwurf rede tweet satz behauptung warnung ankündigung mitteilung",
        "formulierung bemerkung frage antwort urteil fazit brief stellungnahme interview"
    ),
    of=_words("von vom des der"),
    documents=_words("mitteilung erklärung bericht schreiben brief stellungnahme tweet papier text urteil studie pressemitteilung"),
    roles=_words(
        "präsident präsidentin kanzler kanzlerin bundeskanzler bundeskanzlerin bundespräsident minister ministerin sprecher",
        "sprecherin vorsitzende vorsitzender chef chefin direktor direktorin leiter leiterin bürgermeister bürgermeisterin",
        "richter richterin anwalt anwältin staatsanwalt professor professorin doktor experte expertin forscher forscherin autor",
        "autorin trainer trainerin spieler spielerin abgeordnete abgeordneter politiker politikerin general generalsekretär",
        "generalsekretärin geschäftsführer geschäftsführerin kollege kollegin amtskollege kandidat kandidatin bischof papst",
        "könig königin prinz prinzessin vater mutter sohn tochter schauspieler schauspielerin regisseur regisseurin sänger",
        "sängerin manager managerin vorstand analyst analystin ökonom ökonomin historiker historikerin soziologe soziologin",
        "beamter beamte beamtin botschafter botschafterin kommissar kommissarin augenzeuge zeuge zeugin landrat landrätin",
        "staatssekretär staatssekretärin partei fraktion zeitung behörde unternehmen ministerium polizei frau herr"
    ),
    role_endings=(
        "minister", "ministerin", "präsident", "präsidentin", "chef", "chefin", "sprecher", "sprecherin", "kanzler", "leiter",
        "leiterin", "vorsitzende", "vorsitzender", "trainer", "experte", "expertin", "forscher", "forscherin", "meister",
        "meisterin", "direktor", "direktorin", "politiker", "politikerin", "anwalt", "anwältin", "sekretär", "sekretärin",
        "loge", "login", "wissenschaftler", "wissenschaftlerin", "kandidat", "kandidatin", "führer", "führerin", "manager",
        "rat", "rätin", "kommissar", "kommissarin", "arzt", "ärztin", "historiker", "ökonom", "koordinator", "beauftragte",
        "beauftragter", "autor", "autorin", "vorstand", "vorständin", "gründer", "gründerin", "sieger", "siegerin"
    ),
    titles=_words("herr herrn frau dr prof fürst graf freiherr papst könig königin"),
    male=_words(
        "herr herrn präsident kanzler bundeskanzler minister sprecher chef direktor leiter bürgermeister trainer könig papst"
    ),
    female=_words(
        "frau präsidentin kanzlerin bundeskanzlerin ministerin sprecherin chefin direktorin leiterin bürgermeisterin trainerin"
    ),
    leaders=_words("präsident präsidentin kanzler kanzlerin bundeskanzlerin bundeskanzler minister ministerin staatschef"),
    bodies=_words(
        "ministerium regierung polizei unternehmen behörde ausschuss rat kommission amt partei gewerkschaft gruppe bank firma",
        "gericht sender zeitung magazin armee kreml botschaft universität schule institut verband verein stiftung sprecher",
        "sprecherin experten forscher kritiker beamte zeugen anwohner aktivisten ökonomen konzern hersteller vorsitzende mann",
        "frau agentur veranstalter fraktion opposition bundesregierung staatsanwaltschaft bundesbank feuerwehr"
    ),
    places=_words(
        "Deutschland Frankreich Russland China Ukraine Polen Österreich Schweiz Italien Spanien Europa Amerika USA EU Berlin",
        "Moskau Kiew Paris London Brüssel Peking Washington Wien Türkei Israel Iran Griechenland Ungarn"
    ),
    times=_words(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september",
        "oktober november dezember gestern heute morgen abend vormittag nachmittag montagabend dienstagabend mittwochabend",
        "donnerstagabend freitagabend mittag nacht woche jahr wochenende"
    ),
    abbreviations=_words("dr prof st nr z.b d.h u.a usw ca bzw ggf vgl abs art str mio mrd evtl hl geb inkl sog"),
    starters=_words(
        "der die das ein eine und aber doch auch in im am an auf bei mit nach von vor zu zum zur für aus als wenn weil dass es",
        "er sie wir ich ihr sein seine ihre dies diese dieser so nun noch denn dann dort hier da wie was wer wo warum laut",
        "gegenüber angesichts während seit trotz bereits zudem außerdem allerdings jedoch dabei damit darum deshalb zuvor"
    ),
    elisions=_words("ne nem nen ner n s ran rein raus"),
)

FR = Language(
    code="fr",
    verbs=_words(
        "dit disent déclaré déclare déclarait affirmé affirme affirmait expliqué explique expliquait ajouté ajoute ajoutait",
        "précisé précise précisait estimé estime estimait assuré assure assurait souligné souligne répondu répond répondait",
        "demandé demande annoncé annonce indiqué indique indiquait confié confie écrit tweeté tweete lancé lance martelé martèle",
        "insisté insiste regretté regrette rappelé rappelle dénoncé dénonce commenté commente conclu conclut poursuivi poursuit",
        "raconté raconte témoigné témoigne prévenu prévient averti avertit jugé juge reconnu reconnaît promis promet réagi",
        "réagit résumé résume soutenu soutient plaidé plaide avancé avance renchéri renchérit rétorqué rétorque observé observe",
        "noté note relevé relève ironisé ironise disait expose détaillé détaille glissé glisse"
    ),
    weak=_words(
        "appelé appelle qualifié qualifie évoqué évoque parlé parle pense croit veut cité cite accusé accuse critiqué critique",
        "exigé exige espère salué salue rejeté rejette décrit voit trouve confirmé confirme révélé révèle publié"
    ),
    participles=_words("disant ajoutant affirmant expliquant précisant déclarant estimant assurant soulignant qualifiant appelant évoquant"),
    auxiliaries=_words("a ont avait avaient est était aurait va s'est c'est n'a l'a"),
    passive=_words("été"),
    adverbs=_words("aussi encore déjà toujours également ensuite alors ainsi enfin notamment plus ne se s' lui leur bien très même"),
    he=_words("il"),
    she=_words("elle"),
    they=_words("ils elles je nous on j'"),
    his=_words("son sa ses"),
    her=_words(""),
    their=_words("leur leurs notre mon ma"),
    relatives=_words("qui"),
    determiners=_words("le la les l' un une des du ce cette ces son sa ses leur leurs deux trois plusieurs certains d'autres"),
    linking=_words("de du des d' à au pour chez en"),
    prepositions=_words("de du des d' à au aux pour chez en dans sur avec par contre après avant pendant depuis sous entre lors devant sans"),
    breaks=_words("que et mais parce quand lorsque si comme car où alors tandis puis ou qu'"),
    that=_words("que qu'"),
    according=(("selon",), ("d'après",), ("d’après",), ("pour",)),
    nouns=_words("déclaration déclarations propos mots phrase formule discours tweet critique accusation promesse message lettre réponse"),
    of=_words("de du d' des"),
    documents=_words("communiqué rapport lettre texte message tweet note étude document"),
    roles=_words(
        "président présidente ministre chancelier chancelière porte-parole sénateur sénatrice député députée maire directeur",
        "directrice chef cheffe général générale procureur procureure avocat avocate juge professeur professeure docteur",
        "secrétaire ambassadeur ambassadrice roi reine prince princesse pape évêque économiste historien historienne auteur",
        "autrice journaliste candidat candidate patron patronne entraîneur joueur joueuse acteur actrice chanteur chanteuse",
        "responsable expert experte chercheur chercheuse sociologue analyste syndicaliste militant militante homologue premier",
        "première ancien ancienne étranger étrangers russe français chinois américain"
    ),
    role_endings=("logue", "iste", "icien", "icienne"),
    titles=_words("m mme mlle mm dr pr me maître monsieur madame"),
    male=_words("m monsieur président directeur roi prince acteur sénateur député"),
    female=_words("mme mlle madame présidente directrice reine princesse actrice sénatrice députée"),
    leaders=_words("président présidente chancelier chancelière premier ministre homologue dirigeant dirigeante"),
    bodies=_words(
        "ministère gouvernement police entreprise agence comité conseil commission parti syndicat groupe banque tribunal chaîne",
        "journal armée kremlin ambassade université école institut organisation fondation association autorités parquet élysée",
        "experts manifestants témoins habitants source sources mairie préfecture"
    ),
    places=_words(
        "France Allemagne Russie Chine Ukraine Pologne Italie Espagne Europe Amérique Paris Moscou Kiev Londres Bruxelles Pékin",
        "Washington Berlin Israël Iran Grèce Turquie Français Française Russe Chinois"
    ),
    times=_words(
        "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre",
        "novembre décembre hier aujourd'hui demain matin soir semaine mois année"
    ),
    abbreviations=_words("m mm mme dr pr st ste etc cf art av p"),
    starters=_words(
        "le la les un une des du de et mais ou or donc car en dans sur avec par pour à au aux il elle ils elles je nous on ce",
        "cette ces son sa ses leur selon après avant pendant depuis si quand comme lorsque puis alors aussi ainsi enfin d'après"
    ),
    elisions=_words(""),
)

ES = Language(
    code="es",
    verbs=_words(
        "dijo dice dicen dijeron dicho declaró declara declarado afirmó afirma afirmado explicó explica explicado añadió añade",
        "añadido agregó agrega señaló señala señalado aseguró asegura asegurado sostuvo sostiene manifestó manifiesta manifestado",
        "indicó indica indicado subrayó subraya respondió responde preguntó pregunta anunció anuncia anunciado escribió escribe",
        "escrito advirtió advierte advertido insistió insiste recordó recuerda reconoció reconoce lamentó lamenta destacó destaca",
        "comentó comenta contó cuenta concluyó concluye precisó precisa apuntó apunta expresó expresa reiteró reitera replicó",
        "exclamó tuiteó matizó zanjó confesó confiesa puntualizó opinó opina prosiguió argumentó argumenta recalcó recalca",
        "denunció denuncia exigió admitió admite relató relata decía"
    ),
    weak=_words(
        "llamó llama llamado calificó califica calificado describió describe pidió pide cree piensa quiere citó acusó acusa",
        "criticó critica rechazó espera confirmó confirma prometió promete habló consideró considera celebró defendió defiende"
    ),
    participles=_words("diciendo añadiendo afirmando explicando asegurando señalando declarando calificando llamando"),
    auxiliaries=_words("ha han había habían es era fue será estaba"),
    passive=_words("sido fue fueron"),
    adverbs=_words("también luego después ya entonces así además aún no nunca siempre le les se me nos lo ayer hoy"),
    he=_words("él"),
    she=_words("ella"),
    they=_words("ellos ellas yo nosotros"),
    his=_words("su sus"),
    her=_words(""),
    their=_words("nuestro nuestra mi"),
    relatives=_words("que quien"),
    determiners=_words("el la los las un una unos unas este esta estos estas su sus dos tres varios varias algunos otros"),
    linking=_words("de del para en por"),
    prepositions=_words("de del para en por a al con sin sobre contra entre desde hasta durante tras ante bajo según"),
    breaks=_words("que y e pero porque cuando si como mientras aunque donde pues o"),
    that=_words("que"),
    according=(("según",), ("de", "acuerdo", "con"), ("en", "palabras", "de")),
    nouns=_words("declaración declaraciones palabras frase discurso tuit crítica acusación promesa mensaje carta respuesta comentario"),
    of=_words("de del"),
    documents=_words("comunicado informe carta texto mensaje tuit nota estudio documento"),
    roles=_words(
        "presidente presidenta ministro ministra canciller portavoz vocero vocera senador senadora diputado diputada alcalde",
        "alcaldesa director directora jefe jefa general fiscal abogado abogada juez jueza profesor profesora doctor doctora",
        "secretario secretaria embajador embajadora rey reina príncipe princesa papa obispo economista historiador autor autora",
        "escritor escritora periodista candidato candidata entrenador jugador jugadora actor actriz cantante responsable experto",
        "experta investigador investigadora sociólogo analista activista homólogo primer primera ex exministro expresidente líder",
        "dirigente vicepresidente vicepresidenta consejero consejera gobernador gobernadora"
    ),
    role_endings=("ista", "ólogo", "óloga"),
    titles=_words("sr sra srta dr dra d don doña"),
    male=_words("sr don presidente ministro director rey príncipe actor senador diputado secretario"),
    female=_words("sra srta doña presidenta ministra directora reina princesa actriz senadora diputada secretaria"),
    leaders=_words("presidente presidenta canciller primer ministro ministra líder homólogo"),
    bodies=_words(
        "ministerio gobierno policía empresa agencia comité consejo comisión partido sindicato grupo banco tribunal cadena diario",
        "ejército kremlin embajada universidad escuela instituto organización fundación asociación autoridades fiscalía expertos",
        "fuentes testigos vecinos manifestantes ayuntamiento ejecutivo"
    ),
    places=_words(
        "España Francia Alemania Rusia China Ucrania Polonia Italia México Argentina Chile Colombia Perú Venezuela Cuba Europa",
        "América Madrid Moscú Kiev Londres París Bruselas Pekín Washington Berlín Israel Irán Brasil"
    ),
    times=_words(
        "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre",
        "octubre noviembre diciembre ayer hoy mañana tarde noche semana mes año"
    ),
    abbreviations=_words("sr sra srta dr dra d ud uds etc ee.uu pág núm av"),
    starters=_words(
        "el la los las un una y e o pero en de del con por para a al él ella ellos su sus este esta según tras durante desde si",
        "cuando como mientras aunque también además así ya no sin entre sobre ante"
    ),
    elisions=_words(""),
)

_ALL = {table.code: table for table in (EN, DE, FR, ES)}


def table(lang: str) -> Language:
    """The table for a language tag (`de`, `de-AT`); of a language that has none, the English one."""
    return _ALL.get(lang.lower().replace("_", "-").split("-", 1)[0], EN)
