"""The small words around names, in small letters and without full stops: what belongs to a name, and what does not."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    acting admiral adviser advisor agent ambassador analyst archbishop assistant attorney außenminister baron
    baroness bishop boss brigadier bundeskanzler bundeskanzlerin canciller captain cardinal ceo chair chairman
    chairperson chairwoman chancelier chancellor chief colonel commander commissioner comrade congressman
    congresswoman consul correspondent councillor councilor counsellor count countess dame defence defense delegate
    deputy detective diplomat director doctor don doña dr duchess duke emir emperor energy envoy executive father
    finance first foreign former frau gen general gov governor head health herr home imam inspector interior judge
    junior justice kanzler kanzlerin king lady lawyer leader lieutenant lord lt m madame major marshal mayor
    minister ministerin ministra ministre ministro ministry miss mlle mme monsieur mother mp mr mrs ms mullah
    officer official opposition papa pape pastor patriarch permanent pm pope premier president presidenta presidente
    presidential press prime prince princess principal prof professor prosecutor präsident präsidentin président
    présidente queen rabbi reina reine rep representative rev reverend rey roi secretary sen senator senhor senhora
    senior sergeant señor señora sgt sheikh sheriff signor signora sir sister speaker special spokesman spokesperson
    spokeswoman state sultan superintendent trade treasury under undersecretary union vice
""")
"""Words before a name that say what its bearer is."""

DEMONYMS = _words("""
    afghan african albanian algerian american arab argentine armenian asian australian austrian azerbaijani bahraini
    bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian cambodian canadian catholic chilean
    chinese christian colombian communist congolese conservative croatian cuban cypriot czech danish democratic
    dutch e.u egyptian emirati english estonian ethiopian eu european filipino finnish french georgian german
    ghanaian greek green haitian hungarian icelandic indian indonesian iranian iraqi irish israeli italian jamaican
    japanese jewish jordanian kazakh kenyan korean kosovan kurdish kuwaiti labour latin latvian lebanese liberal
    libyan lithuanian malaysian maltese mexican moldovan mongolian moroccan muslim nato nepalese nigerian norwegian
    omani orthodox pakistani palestinian panamanian peruvian polish portuguese qatari republican romanian russian
    rwandan saudi scottish senegalese serbian singaporean slovak slovenian socialist somali soviet spanish sudanese
    swedish swiss syrian taiwanese tajik tanzanian thai tory tunisian turkish turkmen u.k u.n u.s ugandan uk
    ukrainian un uruguayan us uzbek venezuelan vietnamese welsh yemeni zimbabwean
""")
"""Peoples, parties and blocs, as they stand before a title: `Russian President`, `U.S. Senator`."""

OPENERS = _words("""
    a aber according adds after al all also although among an and another any apr april as asked asks at au auf aug
    august aus aux avec because before bei both but by calls ce cette con dans das de dec december del dem den der
    des desde despite die du during earlier ein eine el ella elle en et even feb february for fri friday from für
    had has have he her here his how however i if il im in indeed instead into is it its jan january jul july jun
    june la las last later laut le les like los mais many mar march may meanwhile mit mon monday more most much nach
    no nor not nov november now oct october of on once one only or other our over par para perhaps por pour said sat
    saturday says según selon sep sept september she sin since so some still su such sun sunday sur tells than that
    the their then there these they this those though through thu thursday thus to today together told tomorrow tue
    tuesday un una und under une unlike until von vor was we wed wednesday were what when where whether which while
    who whose why wie will with without y yesterday yet you zu à
""")
"""Words that a sentence may open with, and days and months: they have a capital beside a name and are no part of it."""

COMMON = _words("""
    abbey april august baker banks baron bay bean bell best bird bishop black bloom bond book booth bowl bridge
    brook brooks brown bush butler camp cannon carpenter case cash castle chance church close cole cook cross crow
    cruise dawn day dean diamond drew drive early east england ever fair field fields fish fisher flower ford forest
    foster fox france frank free frost garden gates glass gold golden good gore grace grant grave graves gray green
    grey guy hall hand harbor hard hart heath hill hills holder holiday holland home hope house hunt hunter ireland
    jewel jordan joy judge june justice kay key king knight lake lamb law leach light little london long love low
    luck major march mark marsh mason may meadows miller mills mint moon moore more moss north novak olive page park
    parks parsons peace penny pike pitt place pool poor pope porter post potter powers price prince prior queen reed
    rice rich rivers rock rose ruff sand savage seal sharp shepherd short silver singer small smart snow south spain
    speaker spring stamp star steel stern stone street strong summer summers swan swift temple terry thorn town
    turner union wall ward waters weaver webb weeks wells west white wild will winter wise wolf wood woods word
    worth young
""")
"""Surnames that are also words which titles and sentences print with a capital: alone they name nobody."""

FAMILY_FIRST = _words("""
    bae bai bui cai cao chang chen cheng cho choi chun chung cui dang deng ding dinh doan dong du duong fan fang
    feng fu gao geng gong gu guo han hao he hoang hong hou hu hua huang huynh hwang jang jeon jeong jia jiang jin jo
    jung kang kim ko kong kwon lai le lee lei li liang liao lim lin liu long lu luo ly lü ma mao meng mo moon nam
    ngo nguyen niu noh oh pak pan park peng pham phan qian qiao qin qiu qu ren ri roh ryu seo shao shen shi shin sin
    sohn son song su suh sun tan tang tao tian tran trinh truong vo vu wan wang wei wen wu xi xia xiang xiao xie
    xiong xu xue yan yang yao ye yi yin yoo yoon yu yuan yun zeng zhang zhao zheng zhong zhou zhu zou
""")
"""Chinese, Korean and Vietnamese surnames, which stand first."""

RANKS = _words("""
    ambassador chancellor defence defense foreign governor interior king mayor minister premier president prime
    queen secretary senator spokesman spokesperson spokeswoman
""")
"""Words after a name that begin the title of somebody else: `Ukraine President ...`."""

PARTICLES = _words("af al bin da de del della den der di dos du el ibn la le ten ter van von zu")
"""Small words that belong to the surname after them."""

SUFFIXES = _words("jr sr ii iii iv")
"""What may follow a surname."""

ARTICLES = _words("a an der die el his its la le the their")

MOUTHPIECES = ("spokesman", "spokesperson", "spokeswoman", "spokespeople", "official", "officials", "statement")
"""Who or what speaks for an organisation."""
