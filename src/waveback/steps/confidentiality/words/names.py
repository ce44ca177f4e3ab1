"""Names that people bear, in small letters and without accents: given names and family names of many places.

No list of names is ever whole. It finds names written small, at the start of a sentence, or all in capitals;
a name that stands with a capital inside a sentence is found without it.
"""

from typing import Final

NAMES: Final = frozenset(
    """
    aaliyah aaron abbas abbott abdi abdul abdullah abdulrahman abebe abena abigail abimbola adaeze adam adaora
    adebayo adeola adeyemi aditi aditya adler adrian adwoa agarwal agata agnes agnieszka aguilar ahmad ahmadi
    ahmed aicha aidan aiden aiko ailsa aisha aishwarya aisling ajay akash akhtar akiko akosua akua alan alasdair
    alastair albert alejandra alejandro aleksander aleksandra aleksei alessandra alessandro alessia alex alexander
    alexandra alexis alfonso alfred ali alice alicia alina alisha alison alistair allen allison alma alondra
    alvarez alvaro alyssa amadou amaka amal amanda amandeep amara amarachi amelia amelie amin amina aminata amir
    amira amit amos amy ana anand anastasia anders andersen anderson andre andrea andreas andrei andrew andrius
    andrzej andy aneta anetta angela angelica angelina angus anika anil anila anita anjali anjelica anke ann anna
    annabel annabelle anne anneke annelise annette annie ansel anthea anthony antoine anton antonia antonio antwan
    anuja anwar anya aoife araceli ariadne ariana arjun arlene armando arnav arnold aroha arslan arthur artur
    arturo arun arvind asha ashanti ashley asif astrid asuka athena atkinson aubrey audrey ayaan ayaka ayana aydin
    ayesha ayodele ayse ayumi azadeh aziz babak babatunde bahar bailey banerjee barbara barnaby barnes bart
    bartosz bauer beata beatrice beatriz becca becker becky behnaz belinda ben benedict benjamin bennett benoit
    bergman bernadette bernard bernardo bernice bertha bertie beth bethan bethany betty beverly bianca bianchi
    bilal bjorn blanca bogdan bolanle boris boubacar bradley brandon brenda brendan brennan brent brett brian
    brianna bridget bridie brigitte bronwyn bruce bruno bryan bryony bukola burak byron caitlin callum calum
    calvin cameron camila camille campbell candice carla carlos carlotta carlson carmela carmen carolina caroline
    carolyn carrie carys caspar cassandra cassidy castillo castro catalina catarina caterina catherine cathy
    catriona cecilia cecily cedric celia celine cemal cerys cesar chakraborty chan chantal charlene charles
    charlie charlotte chaudhry chavez chaya chen cheng cheryl chesney chiamaka chiara chidi chidinma chinedu
    chinonso chinyere chioma chloe chowdhury chris christa christian christina christine christoph christophe
    christopher christos chukwu chukwuemeka ciara cillian cindy claire clara clare clarissa clarke claude claudia
    clementine clifford clive cohen coleman colette colin colleen collins colm connie connor conor consuelo cora
    cosmin costa courtney craig cristian cristiano cristina cristobal cruz cunningham curtis cynthia cyrus dafydd
    dagmar daisuke dalia damian damien damilola damon dan dana daniel daniela danielle danilo danny dante daphne
    daria dario darius darnell darren dave david davide davies davis dawid dawit debbie deborah declan deepa
    deepak deepika deirdre delgado delia demetrius demir denis denise dennis derek dermot desai desiree desmond
    devon devonte dewi diallo diana diane dianne diaz didier diego dieter dietrich dilip dimitri dimitris dina
    dinesh divya dmitri dmitry dolores dominic dominik dominika dominique donald donna donovan doreen doris dorota
    dorothea dorothy doug douglas dubois duncan dwayne dylan eamon eddie edgar edie edith edmund eduardo edward
    edwards edwin efua eileen eilidh eithne ekaterina elaine eleanor elena eleni eleonora eli elias elif elijah
    elin elinor elisa elisabeth elise eliza elizabeth elke ella ellen ellie elliot elliott eloise elsa elsie
    elvira elvis elwood emeka emil emilia emilie emilio emily emir emma emmanuel emre enrico enrique enzo eoin
    eric erica erik erika eriksson erin ernesto esme esmeralda esperanza esposito esra esteban estelle esther
    estrada ethan etienne etta eugene eugenia eunice eunji eva evan evangelos evans evelyn ewa ewan ezekiel ezra
    fabian fabio fabrizio fadi faisal farah fareed farhad farida farrah fatema fatemeh fatima fatma fatou federica
    federico felicia felipe felix femi fenella ferdinand fergus ferguson fernanda fernandez fernando ferrari
    ferreira filip filippo finlay finley fiona fionnuala fischer fitzgerald flavia flavio flores florian folake
    folasade fonseca francesca francesco francine francis francisco francois frankie franziska fraser fred freddie
    frederick freya frida friedrich funke funmilayo gabor gabriel gabriela gabriele gabriella gail galina
    gallagher garcia gareth gary gaurav gavin gemma geoff geoffrey george georgina gerald geraldine gerard gerhard
    giacomo gianna gilbert gillian gina giorgio giovanna giovanni gisela gita giulia giuseppe gladys glenn gloria
    goldberg goldstein gomez goncalves gonzalez goran gordon graeme graham greg gregory greta gretchen guadalupe
    guido guillermo gulsen gunther gupta gurpreet gustafsson gustavo gutierrez gwen gwendolyn gwyneth habib haddad
    hadiya haibo hakan hakim haley halima hamid hamish hamza hana hanna hannah hannes hans hansen harald hari
    harjit harold harpreet harriet harris harrison harry haruka haruki hasan hassan hector heidi heike heinrich
    helen helena helga helmut hendrik henrietta henrik henry herbert hernandez herrera hilary hilda hina hiroko
    hiroshi hoffmann holger horacio horst hosseini howard huang hugh hughes hugo humphrey hussain hussein huw
    hyejin iain ian ibrahim ida idris ifeanyi ifeoma ignacio igor ilana ileana imani imogen imran inge ingrid
    inigo ioana ioannis irena irene irina isaac isabel isabella isabelle isaiah ishaan isla ismael ismail isobel
    ivan ivana ivo iwan iwona iyer jackie jackson jacob jacqueline jacques jada jaden jaime jakub jamal jamar
    james jamie jamila jan jana jane janelle janet janice janine jankowski janusz jared jarek jaroslav jasmin
    jasmine jason jaswinder javier jaya jayden jayne jeanette jeff jeffrey jelena jemima jen jenna jennifer jenny
    jens jensen jeremiah jeremy jermaine jerome jerry jess jesse jessica jiho jill jillian jim jimena jimenez
    jimmy jiri jisoo jiwoo joachim joan joanna joanne joao joaquin jodie joe joel joey johan johanna johannes
    johansson john johnny johnson jolanta jolene jon jonah jonas jonathan jones jorge jorgen jose josef josefina
    joseph josephine joshua josiah joyce juan juana juanita juarez judith judy julia julian juliana julie juliet
    juliette julio julius junko jurgen justin justine justyna kacper kai kaito kamala kamil kamila kamran kapoor
    karan kareem karel karen karim karin karina karl karla karolina kasia katarina katarzyna kate katerina
    katharina katherine kathleen kathryn kathy katie katja katrin katrina katya katz kaur kavita kavya kayla
    kayleigh kazuki kehinde keiko keisha keith kelechi kelly kelsey kemal kemi kendra kenji kennedy kenneth kenny
    kerry kevin khadija khalid khalil khan khanh khumalo kiara kieran kim kimberly kimiko kiran kirsten kirsty
    kishore klaus klein kofi kojo konstantin kostas kourosh kovac kovacs kowalczyk kowalska kowalski kris krishna
    krista kristen kristian kristin kristina kristof krystyna krzysztof kumar kunle kurt kwabena kwame kweku kyle
    kylie kyoko lachlan ladislav laila lakshmi lamar lara larissa larry lars larsen latasha latisha latoya laura
    lauren laurence laurent laurie lavinia lawrence layla lea leah leandro leanne leclerc leela lefebvre leif
    leila lena lennart leo leon leona leonard leonardo leonie leonor leroy leslie leticia lev levi levy
    lewandowski lewis liam lidia lien lila lilia liliana lillian lina linda lindqvist lindsay lindsey linh lionel
    lisa lisbeth livia liz lizzie llewellyn lloyd logan lois lopez lorena lorenzo loretta lori lorna lorraine
    lotta lotte lou louis louisa louise luca lucas lucia lucian luciana luciano lucie lucille lucinda lucy ludmila
    ludwig luigi luis luisa lukas lukasz luke lydia lyle lynda lynn lynne maarten mabel macdonald maciej mackenzie
    maclean maddie madeleine madeline madison maeve magda magdalena maggie magnus mahlangu mahmood mahmoud maia
    mairead maisie maja makoto malcolm malgorzata malhotra malia malik malika mallory mamadou mandy manish manjit
    manoj manolo manuel manuela mara marc marcel marcela marcelo marchetti marcia marcin marco marcos marcus marek
    margaret margarita margot marguerite mari maria mariam mariama marian mariana marianne maribel marie mariela
    marija marika marilyn mario marion marisa marisol marissa marjorie marko marlene marlon marques marsha marta
    martha martina martinez marvin mary maryam masako mateo mateusz matilda matt matteo matthew matthias mattias
    maureen maurice mauricio maurizio mavis maxim maxine maya mayumi mazur mbali mbeki mccarthy mcdonald mckenzie
    medina megan meghan mehdi mehmet mehta mei meilin mel melanie melinda melissa melvin mendoza mensah mercedes
    meredith merve meyer mia micah michael michaela michal michele michelle mick miguel mihai mika mikael mike
    mikhail mikolaj mila milan mildred milena milica miller millie milo milos minh minji miranda mireille miriam
    miroslav misaki mitchell mitsuki moana moesha mohamed mohammad mohammed mohamud mohan moira molina molly mona
    monica monika monique moore morag morales moreau moreno morgan moritz morwenna moshe moyo muhammad mukesh
    muller muriel murphy murray mustafa mutua mwangi myra myrtle nabil nadia nadine nadja naima nakamura naledi
    nanami nancy naomi naresh nasir nasreen nastya natalia natalie natasha nate nathan nathaniel naveed navid
    nazanin ndlovu neal ned neema neha neil nell nellie nelson nerys nestor neville nga ngozi nguyen nia niamh
    nicholas nicky nico nicola nicolas nicole niels nielsen nigel nikhil nikita niko nikolai nikos nils nina nisha
    nishant nita njeri nkechi nkosi nnamdi noah noelle noemi nora norbert noreen norma norman nour novak nowak
    nuala nunez nuno nuria obi obinna ochieng octavia octavio odhiambo okafor okeke okonkwo ola olaf olamide oleg
    olena olga oliveira oliver olivia olivier olsen oluwaseun omar omari orla orlando ortega ortiz oscar osei
    oskar osman otto owen owens oya ozturk pablo palesa paloma pam pamela paola paolo papadopoulos parisa parvati
    pascal patel patricia patrick patryk patsy paul paula paulette paulina pauline paulo pavel pawel pedro peggy
    penelope pereira perez perry peter petr petra petros petrov petrovic pham phil philip philippa philippe
    phillip phoebe phuong phyllis pia pierre pieter pietro pilar pillai piotr polly pooja popescu popov portia
    prakash pranav prasad preeti prisca priscilla priya priyanka przemek quentin quincy quinn qureshi quynh
    rachael rachel radek radka rafael raheem rahul rainer raj raja rajesh rajiv ralph ramesh ramirez ramon ramona
    ramos randy rania rao raphael raquel rashid rashida raul ravi rayan raymond rebecca rebekah reddy reggie
    regina reginald reiko reilly remi rena renata rene renee reuben reyes reza rhiannon rhoda rhys ribeiro ricardo
    riccardo richard rick ricky rikki riley rina rita ritu rivera robbie robert roberta roberto roberts robinson
    rocio roderick rodney rodrigo rodrigues rodriguez roger rohan rohit roisin roland rolf romero romy ron ronald
    ronan ronnie rory rosa rosalie rosalind rosalyn rosanna rosario roseanne rosenberg rosie ross rossi roxanne
    roy roya ruben rudolf rudy rufus ruiz rupert ruslan russell russo ruth ruthie ryan ryo saanvi sabine sabrina
    sadia sadie saeed safiya sagal sahil saida saira saito sakura salazar salim salinas sally salma salman salome
    salvador sam samantha samir samira sammy samuel sana sanchez sandeep sandoval sandra sandro sanjay santiago
    santos saoirse sara sarah saskia sato satoshi saul sayed scarlett schmidt schneider schwartz scott sean
    sebastian selena selim selma senait serena serge sergei sergio seth seun severin shabnam shahid shaina shakira
    shane shanelle shania shanice shannon shapiro sharma sharon shaun shauna shawn sheila shelby shelley sherry
    shevaun shirin shirley shivani shlomo shobha shreya shu sian sibusiso siddharth sidney sienna sigrid silke
    silva silvia simon simona simone sinead singh siobhan sipho slavko smith sofia sofie sohail sokolov solange
    solomon sona sonia sonja sophia sophie soraya soren soto souza stacey stacy stan stanislav stanley stefan
    stefania stefano stein stella steph stephanie stephen steve steven stewart stuart suad subhash sudhir sullivan
    sunil sunita suresh susan susana susanna susanne susie suzanne suzuki sven svensson svetlana swati sybil
    sylvia tabitha tadeusz taiwo takahashi takeshi takumi talia tamar tamara tamika tammy tamsin tanaka tanisha
    tanja tanya tara tariq tarun tasha tatiana tatyana taylor teddy tendai teodoro teresa terrence tess tessa
    thabo thandi thandiwe thanh thea theo theodora theodore theresa therese thomas thompson thuy tia tiago tiana
    tiffany tijana tim timo timothy tina tobias toby todd tom tomas tomasz tomek tommy toni tony tonya torres
    torsten toshiko tracey tracy tran travis trevor tricia trina tristan trudy tuan tunde tuyet tyler tyrell
    tyrone ugo ulrich ulrike uma umar umut ursula usha usman uzma vaclav valentin valentina valeria valerie
    vanessa vargas vasile vasilis vasquez veena venkat venkataraman vera verity veronica veronika vic vicente
    vicki vicky victoria vidya vijay vikram viktor viktoria vimal vincent vincenzo vivek vivian viviana vivienne
    vlad vladimir vusi wafa wagner walid walsh walter wangari wanjiru warren watanabe wayne weber wei weiming
    weiss wendell wendy wes wesley whitney wilfred wilhelm wilkinson willem william williams willie wilma wilson
    winifred winston wisniewski wojciech wojcik wolfgang wong xavier xiaoli xiaoming ximena yael yamamoto yannick
    yara yasemin yasmin yasmine yasuko yaw yesenia yetunde yiannis yilmaz yoko yolanda yonatan yosef yoshiko
    youssef yui yuka yuki yukiko yulia yuri yusra yusuf yvette yvonne zach zachary zahra zainab zainul zane zara
    zarina zeinab zelda zeynep zhang zhao zhen zhiwei zhou ziad zielinski zimmerman zoe zofia zoltan zora zosia
    zsofia zubair zuri zuzanna
    """.split()
)

ALSO_WORDS: Final = frozenset(
    """
    akin amber angel anh april archie art asa ash august auntie ava avery aviva baker basil bea bella bill billie
    blessing bobby bonnie brown cadence candida carmel carol carter celeste chance chelsea chiko chip chuck clay
    cliff cody constance cooper corinne cosima crystal daisy dale dara dawn dean deja delores destiny dion don
    drew duc ebony elio ely ernest esi eun eve faith felicity finn fleur flora frank garfield gene georgia glen
    grace grant guy hazel heather hoa holly hope hung hye ikram ines inga iris irma itzel ivy jack jade jasper jay
    jean jesus jin jing jo jordan josh joy june ken kenya kia lan lance lee lexi lily lin ling liu liv lola luna
    lupe mae marina mark martin mason max may miles mimi min mina mira mo moses nam nana nick noel nova olive
    paige pal park pat patience pearl penny per poppy ray rex rich rob robin rocky rod roman rose rosemary rowan
    ruby sandy savannah shay shun sol sue tala tanner ted thi tucker van victor violet virginia wade wanda will
    xin yan yang ying yuan yun
    """.split()
)
"""Names that are also words: found by the place where they stand, never by themselves."""
